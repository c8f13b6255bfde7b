"""The form of a message on the wire, for any bytes at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.outbox.wire import dot_stuffed, is_address, needs_eight_bit, needs_utf8, wire_form

_PIECES = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"a", b"..", b"\xe0\xb9\x81"]), max_size=30)


@settings(max_examples=200, deadline=None)
@given(_PIECES)
def test_no_bare_line_end_and_no_early_end(pieces: list[bytes]) -> None:
    wire = wire_form(b"".join(pieces))
    assert wire.endswith(b"\r\n")
    assert b"\r" not in wire.replace(b"\r\n", b"")
    assert b"\n" not in wire.replace(b"\r\n", b"")
    assert wire_form(wire) == wire
    sent = dot_stuffed(wire) + b".\r\n"
    assert sent.index(b"\r\n.\r\n") == len(sent) - 5 if b"\r\n.\r\n" in sent else sent == b".\r\n"
    lines = [line.removeprefix(b".") if line.startswith(b".") else line for line in sent[:-3].split(b"\r\n")]
    assert b"\r\n".join(lines) == wire


def test_what_the_server_must_be_able_to_do() -> None:
    assert not needs_eight_bit(b"Subject: a\r\n\r\nb\r\n")
    assert needs_eight_bit(b"Subject: a\r\n\r\n\xe0\r\n")
    assert not needs_utf8(b"Subject: a\r\n\r\n\xe0\r\n", "a@example.org")
    assert needs_utf8(b"Subject: \xe0\r\n\r\n", "a@example.org")
    assert needs_utf8(b"Subject: a\r\n\r\n", "ก@example.org")


def test_addresses() -> None:
    assert is_address("bounces+0123abc@example.org")
    assert is_address("สารบรรณ@example.org")
    assert not is_address("a@b@")
    assert not is_address("a@example.org\n")
