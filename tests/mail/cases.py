"""The 99 cases of Thai and hostile mail, each as the bytes that taught us and what must come out of them.

The letters: S subject, F From, N file names, A attachments and structure, B bodies, M malformed and hostile.
"""

import binascii
from dataclasses import dataclass

from tests.mail.samples import (
    BODY,
    NAME,
    OTHER_PDF,
    PDF,
    TEXT_PART,
    THAI,
    attached,
    b64,
    head,
    mixed,
    pdf_part,
    percent,
    plain,
    thai,
    word,
    zipped,
)


@dataclass(frozen=True)
class Case:
    """What one mail must give; None means: not looked at. refused: the code of the clean refusal that is right."""

    name: str
    raw: bytes
    subject: str | None = None
    sender: tuple[str, str] | None = None
    senders: int | None = None
    files: list[tuple[str, bytes]] | None = None
    text: str | None = None
    refused: str | None = None


def _subject(name: str, raw: bytes, expected: str) -> Case:
    return Case(name, plain(b"x", Subject=raw), subject=expected)


def _from(name: str, raw: bytes, display: str, address: str) -> Case:
    return Case(name, plain(b"x", From=raw), sender=(display, address))


def _name(name: str, disposition: bytes, expected: str, content_type: bytes = b"application/pdf") -> Case:
    return Case(name, mixed(TEXT_PART, pdf_part(disposition, content_type)), files=[(expected, PDF)], text="hello")


def _files(name: str, raw: bytes, *files: tuple[str, bytes]) -> Case:
    return Case(name, raw, files=list(files))


def _uu(data: bytes, name: bytes = b"p.pdf") -> bytes:
    lines = [binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45)]
    return b"begin 644 " + name + b"\r\n" + b"".join(lines).replace(b"\n", b"\r\n") + b"`\r\nend\r\n"


UTF8 = THAI.encode()
LONG = word("utf-8", UTF8[:40]) + b"\r\n " + word("utf-8", UTF8[40:])

SUBJECTS = [
    _subject("S1 2047 B windows-874", word("windows-874", thai(THAI)), THAI),
    _subject("S2 2047 Q tis-620", word("tis-620", thai(THAI), "Q"), THAI),
    _subject("S3 2047 B tis-620 with cp874 quotes", word("tis-620", thai("แผน “ใหม่”")), "แผน “ใหม่”"),
    _subject("S4 2047 iso-8859-11", word("iso-8859-11", thai(THAI)), THAI),
    _subject("S5 utf-8 split inside a character", LONG, THAI),
    _subject("S6 adjacent encoded words", word("utf-8", UTF8[:39]) + word("utf-8", UTF8[39:]), THAI),
    _subject("S7 raw 8-bit TIS-620", thai(THAI), THAI),
    _subject("S8 raw UTF-8", UTF8, THAI),
    _subject("S9 Q with illegal blanks", b"=?tis-620?q?" + thai("แผน ใหม่ ๑") + b"?=", "แผน ใหม่ ๑"),
    _subject("S10 unknown charset, utf-8 bytes", word("x-unknown", UTF8), THAI),
    _subject("S11 bad base64 padding", word("utf-8", "แผนA".encode()).replace(b"=?=", b"?="), "แผนA"),
    Case("S12 missing", plain(b"x", Subject=b""), subject=""),
    _subject("S13 two Subject headers", b"first\r\nSubject: second", "first"),
]

FROMS = [
    _from("F1 raw 8-bit TIS-620 name", b'"' + thai("นางสาวสมศรี") + b'" <a@dol.go.th>', "นางสาวสมศรี", "a@dol.go.th"),
    _from("F2 2047 windows-874", word("windows-874", thai("นางสาวสมศรี")) + b" <a@b.th>", "นางสาวสมศรี", "a@b.th"),
    _from("F3 raw UTF-8 unquoted", "นางสาวสมศรี <a@b.th>".encode(), "นางสาวสมศรี", "a@b.th"),
    _from("F4 word decodes to comma", word("utf-8", "ก, x@y.th".encode()) + b" <a@b.th>", "ก, x@y.th", "a@b.th"),
    Case("F5 two addresses", plain(b"x", From=b"a@b.th, C <c@d.th>"), senders=2),
    Case("F6 two From headers", plain(b"x", From=b"a@b.th\r\nFrom: c@d.th"), senders=2),
    Case("F7 group", plain(b"x", From=b"undisclosed-recipients:;"), senders=0),
    _from("F8 Thai local part", "สมชาย@ไทย.ไทย".encode(), "", "สมชาย@ไทย.ไทย"),
    Case("F9 missing", plain(b"x", From=b""), senders=0),
    _from("F10 dot comma paren", b"Dept.of Lands, (Bangkok) <a@b.th>", "Dept.of Lands, (Bangkok)", "a@b.th"),
]

_FULL = thai(NAME)
NAMES = [
    _name("N1 2231 utf-8", b"attachment; filename*=utf-8''" + percent(NAME.encode()), NAME),
    _name(
        "N2 2231 continuation TIS-620",
        b"attachment;\r\n filename*0*=tis-620''" + percent(_FULL[:20]) + b";\r\n filename*1*=" + percent(_FULL[20:]),
        NAME,
    ),
    _name(
        "N3 2231 continuation windows-874",
        b"attachment;\r\n filename*0*=windows-874''"
        + percent(_FULL[:20])
        + b";\r\n filename*1*="
        + percent(_FULL[20:]),
        NAME,
    ),
    _name("N4 2047 windows-874 in quotes", b'attachment; filename="' + word("windows-874", _FULL) + b'"', NAME),
    _name(
        "N5 2047 in two words in quotes",
        b'attachment; filename="'
        + word("utf-8", NAME.encode()[:30])
        + b"\r\n "
        + word("utf-8", NAME.encode()[30:])
        + b'"',
        NAME,
    ),
    _name("N6 raw TIS-620 in disposition", b'attachment; filename="' + _FULL + b'"', NAME),
    _name("N7 raw TIS-620 only in name=", b"attachment", NAME, b'application/pdf; name="' + _FULL + b'"'),
    _name("N8 raw UTF-8", b'attachment; filename="' + NAME.encode() + b'"', NAME),
    _name(
        "N9 filename and filename*", b"attachment; filename=plan.pdf; filename*=utf-8''" + percent(NAME.encode()), NAME
    ),
    _name(
        "N10 only name*0*= TIS-620",
        b"",
        NAME,
        b"application/pdf; name*0*=tis-620''" + percent(_FULL[:9]) + b"; name*1*=" + percent(_FULL[9:]),
    ),
    _name("N11 path", b'attachment; filename="../../etc/x.pdf"', "../../etc/x.pdf"),
    _name("N12 bidi", 'attachment; filename="plan\u202efdp.exe"'.encode(), "plan\u202efdp.exe"),
    _name("N13 marks kept as sent", 'attachment; filename="กุุ่่.pdf"'.encode(), "กุุ่่.pdf"),
    _name("N14 unquoted with blanks", b"attachment; filename=BCP plan of lands.pdf", "BCP plan of lands.pdf"),
    _files(
        "N15 duplicate names",
        mixed(pdf_part(), attached(OTHER_PDF, b'Content-Disposition: attachment; filename="p.pdf"')),
        ("p.pdf", PDF),
        ("p.pdf", OTHER_PDF),
    ),
    _name("N16 2231 labelled utf-8, TIS-620 bytes", b"attachment; filename*=utf-8''" + percent(_FULL), NAME),
    _name(
        "N17 2047 split inside a character",
        b'attachment; filename="' + word("utf-8", NAME.encode()[:31]) + b" " + word("utf-8", NAME.encode()[31:]) + b'"',
        NAME,
    ),
    _name("N18 semicolon and escaped quote", b'attachment; filename="a;b\\"c.pdf"', 'a;b"c.pdf'),
]

_PDF64 = b64(PDF)
_INNER = mixed(TEXT_PART, pdf_part(b'attachment; filename="in.pdf"'), Subject=b"inner", boundary=b"IN")
_TWO_RUNS = b64(PDF[:100]) + b64(PDF[100:])
_LATER = b'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="p.pdf"\r\n'
_QUOTED = b"".join(b"=%02X" % byte + (b"=\r\n" if at % 20 == 19 else b"") for at, byte in enumerate(PDF))
_APPLE = (
    head()
    + b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="A"\r\n\r\n--A\r\n'
    + TEXT_PART
    + b'\r\n--A\r\nContent-Type: multipart/mixed; boundary="B"'
    + b'\r\n\r\n--B\r\nContent-Type: multipart/related; boundary="C"'
    + b"\r\n\r\n--C\r\nContent-Type: text/html\r\n\r\n<p>hello</p>\r\n--C\r\n"
    + pdf_part(b'inline; filename="p.pdf"')
    + b"\r\n--C--\r\n--B--\r\n--A--\r\n"
)
_JUNK = _PDF64[:40] + b"!*\xff" + _PDF64[40:]

ATTACHMENTS = [
    _files("A1 octet-stream", mixed(TEXT_PART, pdf_part(content_type=b"application/octet-stream")), ("p.pdf", PDF)),
    _files("A2 no name, no disposition", mixed(TEXT_PART, pdf_part(b"")), ("", PDF)),
    _files("A3 inline with name", mixed(TEXT_PART, pdf_part(b'inline; filename="p.pdf"')), ("p.pdf", PDF)),
    _files(
        "A4 name only in Content-Type",
        mixed(TEXT_PART, pdf_part(b"", b'application/pdf; name="p.pdf"')),
        ("p.pdf", PDF),
    ),
    _files(
        "A5 application/zip",
        mixed(attached(zipped({"in.pdf": PDF}), b'Content-Type: application/zip; name="z.zip"')),
        ("z.zip", zipped({"in.pdf": PDF})),
        ("in.pdf", PDF),
    ),
    _files(
        "A6 message/rfc822, no disposition",
        mixed(TEXT_PART, b"Content-Type: message/rfc822\r\n\r\n" + _INNER),
        ("", _INNER),
        ("in.pdf", PDF),
    ),
    _files(
        "A7 message/rfc822 attachment",
        mixed(b'Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="fw.eml"\r\n\r\n' + _INNER),
        ("fw.eml", _INNER),
        ("in.pdf", PDF),
    ),
    _files(
        "A8 message/rfc822 in base64",
        mixed(attached(_INNER, b'Content-Type: message/rfc822; name="fw.eml"')),
        ("fw.eml", _INNER),
        ("in.pdf", PDF),
    ),
    _files(
        "A9 .eml as octet-stream",
        mixed(attached(_INNER, b'Content-Type: application/octet-stream; name="fw.eml"')),
        ("fw.eml", _INNER),
        ("in.pdf", PDF),
    ),
    _files("A10 padding missing", mixed(pdf_part().rstrip(b"=\r\n") + b"\r\n"), ("p.pdf", PDF)),
    _files("A11 junk characters", mixed(_LATER + b"Content-Transfer-Encoding: base64\r\n\r\n" + _JUNK), ("p.pdf", PDF)),
    _files(
        "A12 truncated, no closing boundary",
        mixed(TEXT_PART, pdf_part())[: mixed(TEXT_PART, pdf_part()).index(b"JVBER") + 78],
        ("p.pdf", PDF[:57]),
    ),
    _files(
        "A13 two padded segments",
        mixed(_LATER + b"Content-Transfer-Encoding: base64\r\n\r\n" + _TWO_RUNS),
        ("p.pdf", PDF),
    ),
    _files("A14 no closing boundary", mixed(TEXT_PART, pdf_part()).removesuffix(b"--XX--\r\n"), ("p.pdf", PDF)),
    _files("A15 boundary missing", mixed(TEXT_PART, pdf_part(), declared=b"multipart/mixed"), ("p.pdf", PDF)),
    _files(
        "A16 boundary differs", mixed(TEXT_PART, pdf_part(), declared=b'multipart/mixed; boundary="YY"'), ("p.pdf", PDF)
    ),
    _files(
        "A17 CTE binary",
        mixed(attached(PDF, b'Content-Type: application/pdf; name="p.pdf"', encoding=b"binary")),
        ("p.pdf", PDF),
    ),
    _files(
        "A18 CTE quoted-printable",
        mixed(attached(_QUOTED, b'Content-Type: application/pdf; name="p.pdf"', encoding=b"quoted-printable")),
        ("p.pdf", PDF),
    ),
    Case("A19 uuencode inline", plain(b"hello\r\n" + _uu(PDF) + b"bye\r\n"), files=[("p.pdf", PDF)], text="hello\nbye"),
    _files(
        "A20 CTE x-uuencode",
        mixed(attached(_uu(PDF), b'Content-Type: application/pdf; name="p.pdf"', encoding=b"x-uuencode")),
        ("p.pdf", PDF),
    ),
    _files(
        "A21 CTE 'BASE64 ' with comment",
        mixed(_LATER + b"Content-Transfer-Encoding: BASE64 (as usual)\r\n\r\n" + _PDF64),
        ("p.pdf", PDF),
    ),
    _files("A22 no Content-Type", mixed(TEXT_PART, pdf_part(content_type=b"")), ("p.pdf", PDF)),
    _files("A23 Content-Type 'pdf'", mixed(TEXT_PART, pdf_part(content_type=b"pdf")), ("p.pdf", PDF)),
    Case("A24 Apple Mail", _APPLE, files=[("p.pdf", PDF)], text="hello"),
    _files("A25 whole mail is one PDF", head() + pdf_part(), ("p.pdf", PDF)),
    _files(
        "A26 smime.p7s",
        mixed(
            TEXT_PART,
            pdf_part(),
            attached(b"0\x82\x01\x00", b'Content-Type: application/pkcs7-signature; name="smime.p7s"'),
        ),
        ("p.pdf", PDF),
        ("smime.p7s", b"0\x82\x01\x00"),
    ),
    Case(
        "A27 attached TIS-620 text",
        mixed(TEXT_PART, attached(thai(THAI), b'Content-Disposition: attachment; filename="a.txt"', encoding=b"8bit")),
        files=[("a.txt", thai(THAI))],
        text="hello",
    ),
    _files("A28 0 bytes", mixed(TEXT_PART, b'Content-Type: application/pdf; name="p.pdf"\r\n\r\n'), ("p.pdf", b"")),
    Case(
        "A29 preamble and epilogue ignored",
        mixed(TEXT_PART, pdf_part()).replace(b"\r\n\r\n--XX", b"\r\n\r\npreamble\r\n--XX", 1)
        + b"epilogue\r\n--XX\r\n"
        + pdf_part(b'attachment; filename="not.pdf"'),
        files=[("p.pdf", PDF)],
        text="hello",
    ),
    Case(
        "A30 message/partial",
        plain(_INNER[:500], b'message/partial; id="x"; number=1; total=2', b"7bit"),
        files=[("", _INNER[:500])],
    ),
    _files(
        "A31 blank line missing",
        mixed(TEXT_PART, _LATER + b"Content-Transfer-Encoding: base64\r\n" + _PDF64),
        ("p.pdf", PDF),
    ),
    _files("A32 bare LF", mixed(TEXT_PART, pdf_part()).replace(b"\r\n", b"\n"), ("p.pdf", PDF)),
    _files(
        "A33 boundary with trailing blanks",
        mixed(TEXT_PART, pdf_part()).replace(b"--XX\r", b"--XX \t\r"),
        ("p.pdf", PDF),
    ),
    _files(
        "A34 leading blank line and mbox line",
        b"\r\nFrom a@b Mon Nov 23 10:00:00 2026\r\n" + mixed(TEXT_PART, pdf_part()),
        ("p.pdf", PDF),
    ),
    Case(
        "A35 header line without colon",
        mixed(TEXT_PART, pdf_part()).replace(b"MIME-Version", b"this line is broken\r\nMIME-Version"),
        subject="plan",
        files=[("p.pdf", PDF)],
        text="hello",
    ),
]

BODIES = [
    Case("B1 tis-620 8bit", plain(thai(BODY), b"text/plain; charset=tis-620"), text=BODY),
    Case("B2 windows-874 base64", plain(b64(thai(BODY)), b"text/plain; charset=windows-874", b"base64"), text=BODY),
    Case("B3 unlabelled raw TIS-620", plain(thai(BODY)), text=BODY),
    Case("B4 labelled utf-8, TIS-620 bytes", plain(thai(BODY), b"text/plain; charset=utf-8"), text=BODY),
    Case("B5 charset=874", plain(thai(BODY), b"text/plain; charset=874"), text=BODY),
    Case("B6 us-ascii label, utf-8 bytes", plain(BODY.encode(), b"text/plain; charset=us-ascii"), text=BODY),
    Case(
        "B7 html only, windows-874 QP",
        plain(
            b"<p>" + b"".join(b"=%02X" % byte for byte in thai(BODY)) + b"</p>",
            b"text/html; charset=windows-874",
            b"quoted-printable",
        ),
        text=BODY,
    ),
]


def _nested(count: int, *, leaf: bytes) -> bytes:
    """Multiparts in multiparts, one part each."""
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(count)
    )
    closed = b"".join(b"\r\n--b%d--" % level for level in reversed(range(count)))
    return head() + opened + leaf + closed + b"\r\n"


_PIECES = b"".join(b'; filename*%d="a"' % index for index in range(20_000))

MALFORMED = [
    Case("M1 no Message-ID", plain(b"x", Message_ID=b""), text="x"),
    Case("M2 two Message-IDs", plain(b"x", Message_ID=b"<a@b>\r\nMessage-ID: <c@d>"), text="x"),
    Case("M3 bad Date", plain(b"x", Date=b"yesterday 99:99"), text="x"),
    Case("M4 300 nested multiparts", _nested(300, leaf=pdf_part()), files=[("p.pdf", PDF)]),
    Case("M5 2000 nested multiparts", _nested(2000, leaf=pdf_part()), refused="mail.too_deep"),
    Case(
        "M6 2000 nested message/rfc822",
        head() + b"Content-Type: message/rfc822\r\n\r\n" * 2000 + b"x",
        refused="mail.too_deep",
    ),
    Case(
        "M7 20000 header lines",
        b"".join(b"X-Filler-%d: some value of some length\r\n" % number for number in range(20_000)) + plain(b"x"),
        subject="plan",
        text="x",
    ),
    Case("M8 1 MB Subject", plain(b"x", Subject=b"word " * 200_000), text="x"),
    Case("M9 1 MB of To", plain(b"x", To=b"a@b.th, " * 125_000 + b"c@d.th"), subject="plan", text="x"),
    Case("M10 10000 empty parts", mixed(*[b"\r\n"] * 10_000, pdf_part()), files=[("p.pdf", PDF)]),
    Case("M11 empty message", b"", subject="", senders=0, files=[], text=""),
    Case(
        "M12 1 MB encoded-word Subject", plain(b"x", Subject=(word("utf-8", UTF8[:45]) + b"\r\n ") * 13_000), text="x"
    ),
    _files("M13 20000 RFC 2231 segments", mixed(TEXT_PART, pdf_part(b"attachment" + _PIECES)), ("a" * 1000, PDF)),
    Case("M14 NUL bytes", plain(b"a\0b", Subject=b"p\0lan"), subject="plan", text="ab"),
    Case(
        "M15 undefined and punycode words",
        plain(b"x", Subject=b"=?undefined?B?YWJj?= " + word("punycode", b"def")),
        subject="abcdef",
    ),
    Case("M16 charset=rot13", plain(thai(BODY), b"text/plain; charset=rot13"), text=BODY),
]

CASES = SUBJECTS + FROMS + NAMES + ATTACHMENTS + BODIES + MALFORMED
