"""mailbot: receives continuity plans by mail, judges them, answers, and keeps the ledger."""

__version__ = "0.9.0"
