"""Tests of mailbot.replies."""
