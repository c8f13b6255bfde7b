"""Tests of mailbot.digest."""
