"""Bytes to Mail: guard, parse, repair, unpack, and whom we never answer."""
