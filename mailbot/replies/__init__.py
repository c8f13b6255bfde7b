"""Letters to agencies: what they say (rules/<round>/replies) and how they are put into form."""
