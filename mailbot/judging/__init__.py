"""Between the rooms: what a mail's files, plans and words come to, up to its Examination. Pure, like the rooms."""
