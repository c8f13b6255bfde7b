"""Where mail comes from: IMAP or Maildir behind one protocol, and the spool that keeps the bytes."""
