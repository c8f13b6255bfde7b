"""Opaque signatures (smime.p7m), encrypted mail and pieces of mail: opened, or told that they stayed shut."""

import pytest

from mailbot.documents.sniff import sniff
from mailbot.mail.parse import read_mail
from mailbot.mail.smime import signed_content
from mailbot.settings import LimitsSection
from tests.mail.samples import DOCX, PDF, TEXT_PART, attached, head, mixed, pdf_part

_SIGNED = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_ENVELOPED = bytes.fromhex("06092a864886f70d010703")


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _signed(content: bytes) -> bytes:
    wrapped = _der(0x30, _DATA + _der(0xA0, _der(0x04, content)))
    return _der(0x30, _SIGNED + _der(0xA0, _der(0x30, b"\x02\x01\x01" + _der(0x31, b"") + wrapped + _der(0x31, b""))))


def _signed_in_pieces(content: bytes) -> bytes:
    """As OpenSSL and Java stream it: lengths left open, the content cut into pieces (X.690 8.1.3.6)."""
    pieces = b"".join(_der(0x04, content[at : at + 1000]) for at in range(0, len(content), 1000))
    wrapped = b"\x30\x80" + _DATA + b"\xa0\x80\x24\x80" + pieces + b"\0\0" * 3
    return b"\x30\x80" + _SIGNED + b"\xa0\x80\x30\x80\x02\x01\x01" + _der(0x31, b"") + wrapped + b"\0\0" * 3


@pytest.mark.parametrize("sign", [_signed, _signed_in_pieces])
def test_a_mail_inside_its_signature(sign: object) -> None:
    assert callable(sign)
    inner = mixed(TEXT_PART, pdf_part()).partition(b"MIME-Version: 1.0\r\n")[2]
    whole = head() + attached(sign(inner), b'Content-Type: application/pkcs7-mime; name="smime.p7m"')
    mail = read_mail(whole, LimitsSection())
    assert [(file.name, file.kind) for file in mail.attachments] == [("smime.p7m", "message"), ("p.pdf", "pdf")]
    assert mail.attachments[1].data == PDF


def test_a_file_inside_its_signature() -> None:
    part = attached(_signed(DOCX), b'Content-Disposition: attachment; filename="plan.docx.p7m"')
    mail = read_mail(mixed(TEXT_PART, part), LimitsSection())
    assert [(file.name, file.kind) for file in mail.attachments] == [("plan.docx.p7m", "other"), ("plan.docx", "word")]
    assert mail.attachments[1].data == DOCX


def test_signatures_around_signatures_end_at_the_limit() -> None:
    data = PDF
    for _ in range(200):
        data = _signed(data)
    mail = read_mail(mixed(TEXT_PART, attached(data, b"Content-Type: application/pkcs7-mime")), LimitsSection())
    assert mail.attachments[-1].problem == "file.bomb"


@pytest.mark.parametrize("cut", range(0, 90, 3))
def test_cut_off_or_detached_signatures_hold_nothing_more(cut: int) -> None:
    content = signed_content(_signed_in_pieces(PDF)[:cut])
    assert content is None or PDF.startswith(content)
    assert signed_content(_der(0x30, _SIGNED + _der(0xA0, _der(0x30, b"\x02\x01\x01")))) is None


@pytest.mark.parametrize(
    "data",
    [_der(0x30, _ENVELOPED + bytes(400)), b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQE=\r\n-----END PGP MESSAGE-----\r\n"],
)
def test_encrypted_mail_is_told(data: bytes) -> None:
    assert sniff(data, "smime.p7m").problem == "file.unsupported"


def test_a_piece_of_a_mail_is_told() -> None:
    piece = (
        b'Content-Type: message/partial; id="x@y"; number=1; total=3\r\n\r\n'
        + mixed(TEXT_PART, pdf_part(), boundary=b"in")[:500]
    )
    mail = read_mail(mixed(TEXT_PART, piece), LimitsSection())
    assert [(file.kind, file.problem) for file in mail.attachments] == [("message", "file.unsupported")]
