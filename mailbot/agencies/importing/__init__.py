"""Lists of agencies and addresses that staff give: read, understood, compared with what is known. Writes nothing."""
