"""Tests of the command line: names, options, exit codes."""
