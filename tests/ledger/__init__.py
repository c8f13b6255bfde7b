"""Tests of the ledger: the order of effects, what may never change, what is answered."""
