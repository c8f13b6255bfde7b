"""The report that goes upward."""
