"""How different offices write the same eight elements: one hand a file, in words of its own."""
