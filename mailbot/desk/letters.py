"""What our own letters say, from the bytes that were or will be sent."""

from email import message_from_bytes, policy


def text_of(raw: bytes) -> str:
    """The words of one of our own mails."""
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    return str(body.get_content()).replace("\r\n", "\n").strip() if body else ""
