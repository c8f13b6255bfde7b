"""How four mail programs write one letter: Outlook in windows-874, Gmail, Apple Mail, and a raw 8-bit Thai webmail."""

from mailbot.demo.letter import File, Letter, date_header, trace_headers
from mailbot.demo.mime import (
    Header,
    base64_lines,
    encoded_word,
    header,
    multipart,
    part,
    rfc2231,
    text_part,
)


def gmail(letter: Letter) -> bytes:
    """multipart/mixed over an alternative of plain and HTML; UTF-8; file names as RFC 2231."""
    boundary = f"00000000000063{letter.number:06d}05a6b7c8d9"
    html = '<div dir="ltr">' + letter.text.replace("\n", "<br>") + "</div>"
    words = _alternative(
        f"{boundary}a", text_part(letter.text, label="UTF-8"), text_part(html, label="UTF-8", subtype="html")
    )
    files = [
        _file_part(
            file, f"{file.declared_type}; name={_ascii(file)}", f"attachment;\r\n {rfc2231('filename', file.name)}"
        )
        for file in letter.files
    ]
    headers = [
        *trace_headers(letter),
        header("MIME-Version", "1.0"),
        *_addresses(letter, encoded_word(letter.name, label="UTF-8")),
        header("Date", date_header(letter.sent)),
        header("Message-ID", f"<CA+bcp63{letter.number:06d}x7Kq2vZ@mail.gmail.com>"),
        header("Subject", encoded_word(letter.subject, label="UTF-8")),
    ]
    return _mixed(headers, boundary, [words, *files])


def outlook(letter: Letter) -> bytes:
    """Exchange of a Thai office: everything in windows-874, file names as encoded words inside quotes."""
    boundary = f"_004_BCP63{letter.number:06d}EXCH01{letter.domain.replace('.', '')}_"

    def word(text: str) -> str:
        return encoded_word(text, "cp874", "windows-874")

    files = []
    for file in letter.files:
        name = word(file.name)
        disposition = f'attachment; filename="{name}"; size={len(file.data)}'
        files.append(_file_part(file, f'{file.declared_type};\r\n name="{name}"', disposition, description=name))
    headers = [
        *trace_headers(letter),
        *_addresses(letter, word(letter.name)),
        header("Subject", word(letter.subject)),
        header("Thread-Topic", word(letter.subject)),
        header("Date", date_header(letter.sent)),
        header("Message-ID", f"<{letter.number:08x}4f5d9e8b2a7c63@EXCH01.{letter.domain}>"),
        header("Accept-Language", "th-TH, en-US"),
        header("X-MS-Has-Attach", "yes" if letter.files else ""),
        header("X-Mailer", "Microsoft Outlook 16.0"),
        header("MIME-Version", "1.0"),
    ]
    return _mixed(headers, boundary, [text_part(letter.text, "cp874", "windows-874"), *files])


def apple_mail(letter: Letter) -> bytes:
    """Files shown inline between the words, with the name in UTF-8 encoded words and as RFC 2231."""
    boundary = f"Apple-Mail=_63A{letter.number:06d}-7F21-4E0C-9B55-2563BCP"
    files = [
        _file_part(
            file,
            f'{file.declared_type};\r\n name="{encoded_word(file.name)}"',
            f"inline;\r\n {rfc2231('filename', file.name)}",
        )
        for file in letter.files
    ]
    headers = [
        *trace_headers(letter),
        header("Content-Type", f'multipart/mixed;\r\n boundary="{boundary}"'),
        header("Subject", encoded_word(letter.subject)),
        *_addresses(letter, encoded_word(letter.name)),
        header("Date", date_header(letter.sent)),
        header("Message-Id", f"<6D3B{letter.number:08X}-BCP@{letter.domain}>"),
        header("Mime-Version", "1.0 (Mac OS X Mail 13.4 \\(3608.80.23.2.2\\))"),
        header("X-Mailer", "Apple Mail (2.3608.80.23.2.2)"),
    ]
    after = text_part("\nส่งจากเครื่อง Mac\n")
    return part(headers, multipart(boundary, [text_part(letter.text), *files, after]))


def thai_webmail(letter: Letter) -> bytes:
    """An old webmail: TIS-620 in the headers as raw bytes, no encoded words, no charset for the file names."""
    boundary = f"----=_NextPart_63{letter.number:06d}.tis"
    files = []
    for file in letter.files:
        name = b'"' + file.name.encode("cp874") + b'"'
        headers = [
            ("Content-Type", file.declared_type.encode() + b"; name=" + name),
            header("Content-Transfer-Encoding", "base64"),
            ("Content-Disposition", b"attachment; filename=" + name),
        ]
        files.append(part(headers, base64_lines(file.data)))
    headers = [
        *trace_headers(letter),
        ("From", b'"' + letter.name.encode("cp874") + b'" <' + letter.address.encode() + b">"),
        header("To", letter.to),
        *([header("Cc", ", ".join(letter.cc))] if letter.cc else []),
        ("Subject", letter.subject.encode("cp874")),
        header("Date", date_header(letter.sent)),
        header("Message-ID", f"<2563{letter.number:08d}.webmail@{letter.domain}>"),
        header("X-Mailer", "ThaiWebMail 2.1"),
        header("MIME-Version", "1.0"),
    ]
    words = part(
        [header("Content-Type", "text/plain; charset=tis-620"), header("Content-Transfer-Encoding", "8bit")],
        letter.text.replace("\n", "\r\n").encode("cp874") + b"\r\n",
    )
    return _mixed(headers, boundary, [words, *files])


def _addresses(letter: Letter, name: str) -> list[Header]:
    copies = [header("Cc", ",\r\n ".join(letter.cc))] if letter.cc else []
    return [header("From", f"{name} <{letter.address}>"), header("To", f"<{letter.to}>"), *copies]


def _mixed(headers: list[Header], boundary: str, parts: list[bytes]) -> bytes:
    if len(parts) == 1:
        return part(headers, b"")[:-2] + parts[0]
    return part(
        [*headers, header("Content-Type", f'multipart/mixed; boundary="{boundary}"')], multipart(boundary, parts)
    )


def _alternative(boundary: str, *parts: bytes) -> bytes:
    return part([header("Content-Type", f'multipart/alternative; boundary="{boundary}"')], multipart(boundary, parts))


def _file_part(file: File, content_type: str, disposition: str, description: str = "") -> bytes:
    headers = [header("Content-Type", content_type)]
    if description:
        headers.append(header("Content-Description", description))
    headers += [header("Content-Disposition", disposition), header("Content-Transfer-Encoding", "base64")]
    return part(headers, base64_lines(file.data))


def _ascii(file: File) -> str:
    """The name Gmail gives beside the real one for programs that know no better."""
    return '"' + encoded_word(file.name, label="UTF-8").replace("\r\n ", " ") + '"'
