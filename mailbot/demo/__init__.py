"""Sample plans and sample mails of the demo: invented content of real agencies, made without tools or network."""
