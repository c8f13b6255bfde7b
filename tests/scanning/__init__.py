"""Tests of the virus scanner, against a real clamd."""
