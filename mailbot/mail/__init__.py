"""Bytes to Mail: guard, parse, repair, unpack, and whom we never answer. Entry: `mailbot.mail.parse.read_mail`."""
