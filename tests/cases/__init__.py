"""Tests of cases, versions and staff's review."""
