"""One file a page (or a small group of pages that belong together): it asks the ledger and fills a template."""
