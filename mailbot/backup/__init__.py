"""A copy of everything that mailbot must not lose, in one file that proves itself; and the way back from it."""
