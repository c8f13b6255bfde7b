"""Exports of the ledger."""
