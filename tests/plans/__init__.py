"""Tests of pairing, elements and verdict."""
