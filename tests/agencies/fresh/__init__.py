"""Whole mails of fresh hands, each set written before the rules were looked at, and how they are answered."""
