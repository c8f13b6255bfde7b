"""Tests of mailbot.documents."""
