"""The desk: the web page at which staff see who is missing, what came, what waits for them, and act on it."""
