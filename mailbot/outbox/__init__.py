"""Mails to send: rendered once, stored as bytes, sent at least once with one Message-ID."""
