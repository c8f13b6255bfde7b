"""The virus scanner: clamd of ClamAV, spoken to over its own protocol."""
