"""Files to plans: roles, pairing, the eight elements, the verdict."""
