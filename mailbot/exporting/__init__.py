"""The ledger as files: Excel for people, CSV and JSON Lines for machines; all from one list of rows."""
