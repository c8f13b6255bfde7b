"""The ledger: one SQLite file with every mail, plan, verdict and act; nothing is updated away without an event."""
