"""Tests of mailbot.reminders."""
