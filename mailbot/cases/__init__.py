"""One case per agency and plan: which mails make it, which version counts, and what staff say of it. Pure."""
