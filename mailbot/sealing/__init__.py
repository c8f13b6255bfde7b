"""Mails with a classification mark: encrypted at rest, opened only by people who hold the private key."""
