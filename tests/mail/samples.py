"""Bytes that the mail tests share: files that sniff as what they are, and the pieces mails are built of."""

import base64
import io
import zipfile

THAI = "แผนดำเนินธุรกิจอย่างต่อเนื่อง กรมที่ดิน"
NAME = "แผนบริหารความต่อเนื่อง_กรมที่ดิน.pdf"
BODY = "เรียน ผู้อำนวยการ ขอส่งแผน"

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 4 + b"\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OTHER_PDF = PDF.replace(b"1.4", b"1.7")
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml'
    '.document.main+xml"/></Types>'
)


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 0, 0, 0)), data, compression)
    return target.getvalue()


DOCX = zipped({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": b"<w:document/>"})
DOCX_TYPES_LAST = zipped({"word/document.xml": b"<w:document/>", "[Content_Types].xml": _TYPES.encode()})
DOCM = zipped(
    {
        "[Content_Types].xml": _TYPES.replace(
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main", "vnd.ms-word.document.macroEnabled.main"
        ).encode(),
        "word/document.xml": b"<w:document/>",
        "word/vbaProject.bin": b"x",
    }
)


def thai(text: str) -> bytes:
    """Bytes of Thai Windows."""
    return text.encode("cp874")


def word(charset: str, data: bytes, encoding: str = "B") -> bytes:
    """One encoded word (RFC 2047)."""
    if encoding == "B":
        return f"=?{charset}?B?".encode() + base64.b64encode(data) + b"?="
    return f"=?{charset}?Q?".encode() + b"".join(b"=%02X" % byte for byte in data) + b"?="


def percent(data: bytes) -> bytes:
    """Bytes as RFC 2231 writes them."""
    return b"".join(b"%%%02X" % byte for byte in data)


def b64(data: bytes) -> bytes:
    """base64 in lines of 76 letters with CR LF."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def head(**extra: bytes) -> bytes:
    """Header lines of an ordinary mail; underscores of a keyword become hyphens; b'' leaves a header out."""
    fields = {
        "From": b"Somchai <somchai@dol.go.th>",
        "To": b"opdcbcm@opdc.go.th",
        "Subject": b"plan",
        "Date": b"Mon, 23 Nov 2026 10:00:00 +0700",
        "Message-ID": b"<1@dol.go.th>",
    }
    fields |= {name.replace("_", "-"): value for name, value in extra.items()}
    return b"".join(name.encode() + b": " + value + b"\r\n" for name, value in fields.items() if value)


def mixed(*parts: bytes, boundary: bytes = b"XX", declared: bytes | None = None, **extra: bytes) -> bytes:
    """A multipart/mixed mail of these parts (each with its headers)."""
    declared = b'multipart/mixed; boundary="' + boundary + b'"' if declared is None else declared
    lines = head(**extra) + b"MIME-Version: 1.0\r\nContent-Type: " + declared + b"\r\n\r\n"
    body = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return lines + body + b"--" + boundary + b"--\r\n"


TEXT_PART = b"Content-Type: text/plain; charset=utf-8\r\n\r\nhello\r\n"


def attached(data: bytes, *headers: bytes, encoding: bytes = b"base64") -> bytes:
    """A part: its headers, then the data, in base64 unless told otherwise."""
    encoded = b64(data) if encoding == b"base64" else data
    lines = [*headers, b"Content-Transfer-Encoding: " + encoding] if encoding else list(headers)
    return b"\r\n".join(lines) + b"\r\n\r\n" + encoded


def pdf_part(disposition: bytes = b'attachment; filename="p.pdf"', content_type: bytes = b"application/pdf") -> bytes:
    """A PDF part with these two headers; b'' leaves one out."""
    headers = [b"Content-Type: " + content_type] if content_type else []
    headers += [b"Content-Disposition: " + disposition] if disposition else []
    return attached(PDF, *headers)


def plain(body: bytes, content_type: bytes = b"text/plain", encoding: bytes = b"8bit", **extra: bytes) -> bytes:
    """A mail that is one text."""
    lines = b"MIME-Version: 1.0\r\nContent-Type: " + content_type + b"\r\nContent-Transfer-Encoding: " + encoding
    return head(**extra) + lines + b"\r\n\r\n" + body
