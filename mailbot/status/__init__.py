"""Answers to "what became of our plan?": whom an address may ask for, and how these agencies stand."""
