"""Tests of how sealed mails are encrypted, opened and released."""
