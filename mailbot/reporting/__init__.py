"""The report that the office sends upward: figures, charts and lists, as HTML, PDF or Word, all from one Contents."""
