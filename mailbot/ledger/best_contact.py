"""Which of an agency's addresses is written to: one order for reminders, lists, and what is proposed after a bounce."""

BEST_FIRST = (
    "CASE confirmed_by WHEN 'staff' THEN 0 WHEN 'list' THEN 1 WHEN 'mail' THEN 2 ELSE 3 END, learned_at, address"
)
"""ORDER BY over rows of `contact`: what staff said, what lists say, what a mail confirmed, first learned first."""
