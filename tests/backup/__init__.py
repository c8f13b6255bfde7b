"""Tests of backup, restore and what follows a restore."""
