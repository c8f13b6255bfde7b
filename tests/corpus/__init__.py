"""Invented plans in many hands and shapes with their truth, printed by real programs, and how well they are read."""
