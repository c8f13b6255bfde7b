"""Tests of mailbot; the folders mirror the program."""
