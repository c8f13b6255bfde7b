"""The desk: pages, accounts, API and attacks on them, over the ledger of a made-up country."""
