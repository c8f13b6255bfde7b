"""Bytes of a Word or PDF file to a Document: ordered blocks with page and style, from any reader."""
