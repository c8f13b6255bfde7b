"""Letters to those whose plan is still missing: who is due, and what the letter says."""
