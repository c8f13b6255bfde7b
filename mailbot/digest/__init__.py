"""What staff read each working morning and their chief each week: figures of the ledger, written as a letter."""
