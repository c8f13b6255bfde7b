"""The guard: hostile mail is refused or tamed in time that grows with its size and no faster."""

import time
from collections.abc import Callable

import pytest

from mailbot.errors import Refused
from mailbot.mail import guard
from mailbot.mail.parse import read_mail
from mailbot.settings import LimitsSection
from tests.mail.samples import OTHER_PDF, PDF, TEXT_PART, attached, head, mixed, pdf_part, plain

LIMITS = LimitsSection()


def _typed(value: bytes) -> bytes:
    return head() + b"Content-Type: " + value + b"\r\n\r\nbody\r\n"


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "open quote in Content-Type": lambda size: _typed(b'application/pdf; name="' + b"a;" * (size // 2)),
    "closed quote in Content-Type": lambda size: _typed(b'application/pdf; name="' + b"a;" * (size // 2) + b'"'),
    "semicolons in Content-Type": lambda size: _typed(b"text/plain" + b";" * size),
    "backslashes in Content-Type": lambda size: _typed(b'text/plain; name="' + b"\\" * size),
    "quotes in Content-Type": lambda size: _typed(b"text/plain; name=" + b'"' * size),
    "long Content-Disposition": lambda size: mixed(pdf_part(b'attachment; filename="' + b"a" * size + b'"')),
    "parentheses in To": lambda size: plain(b"x", To=b"(" * size),
    "angles in From": lambda size: plain(b"x", From=b"<" * size),
    "quotes in From": lambda size: plain(b"x", From=b'"\\' * (size // 2)),
    "half words in Subject": lambda size: plain(b"x", Subject=b"=?utf-8?B?" * (size // 10)),
    "words in References": lambda size: plain(b"x", References=b"<a@b> " * (size // 6)),
    "Received without end": lambda size: b"Received: from a by b (" + b"(" * size + b"\r\n" + plain(b"x"),
    "boundary lines": lambda size: mixed(*[b"--a\r\n"] * (size // 8)),
    "half comments in HTML": lambda size: plain(b"<!--" * (size // 4), b"text/html"),
    "half tags in HTML": lambda size: plain(b"<a " * (size // 3), b"text/html"),
    "scripts in HTML": lambda size: plain(b"<script>" * (size // 8), b"text/html"),
    "entities in HTML": lambda size: plain(b"&" * size, b"text/html"),
    "begin lines": lambda size: plain(b"begin 644 a\r\n" * (size // 13)),
    "quotations": lambda size: plain(b"On x\r\n" * (size // 6)),
    "From lines in body": lambda size: plain(b"From: a\r\n" * (size // 9)),
    "equals signs in base64": lambda size: plain(b"A===" * (size // 4), b"application/pdf", b"base64"),
    "header lines without colon": lambda size: b"From: a@b.th\r\n" + b"xx\r\nSubject: y\r\n" * (size // 16) + b"\r\n",
    "nested messages in base64": lambda size: mixed(attached(b"A" * size, b"Content-Type: message/rfc822")),
}


def _seconds(raw: bytes) -> float:
    began = time.perf_counter()
    try:
        read_mail(raw, LIMITS)
    except Refused as refusal:
        assert refusal.code.startswith("mail.")
    return time.perf_counter() - began


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded_and_grows_with_the_size_only(name: str) -> None:
    times = [_seconds(HOSTILE[name](size)) for size in (100_000, 200_000, 400_000)]
    assert max(times) < 1.5
    assert times[2] < 8 * times[0] + 0.2


@pytest.mark.parametrize(
    "value",
    [b'application/pdf; name="' + b"a;" * 50_000 + b'"', b"text/plain" + b";" * 100_000, b"a/b; c=" + b"d" * 99_999],
)
def test_a_content_type_of_100_kb_is_refused(value: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        guard.check(_typed(value), LIMITS)
    assert refusal.value.code == "mail.header_too_large"


def test_a_long_content_type_of_a_part_is_refused_too() -> None:
    with pytest.raises(Refused) as refusal:
        guard.check(mixed(TEXT_PART, pdf_part(content_type=b"application/pdf; x=" + b"y" * 50_000)), LIMITS)
    assert refusal.value.code == "mail.header_too_large"


def test_size_limit() -> None:
    with pytest.raises(Refused) as refusal:
        guard.check(plain(b"x" * 1_100_000), LimitsSection(mail_mb=1))
    assert refusal.value.code == "mail.too_large"
    assert refusal.value.parameters == {"size": "1.1 MB", "limit": "1 MB"}


def test_parts_limit_counts_parts_that_hold_something() -> None:
    guard.check(mixed(*[TEXT_PART] * 500), LIMITS)
    with pytest.raises(Refused) as refusal:
        guard.check(mixed(*[TEXT_PART] * 501), LIMITS)
    assert refusal.value.code == "mail.too_many_parts"
    guard.check(mixed(*[b"\r\n"] * 5000), LIMITS)


def _tree(levels: int) -> bytes:
    part = pdf_part()
    for level in range(levels):
        name = b"L%d" % level
        inner = b'Content-Type: multipart/mixed; boundary="' + name + b'"\r\n\r\n--' + name + b"\r\n" + TEXT_PART
        part = inner + b"\r\n--" + name + b"\r\n" + part + b"\r\n--" + name + b"--\r\n"
    return head() + part


def test_depth_limit_counts_containers_with_several_parts() -> None:
    assert len(read_mail(_tree(30), LIMITS).attachments) == 1
    with pytest.raises(Refused) as refusal:
        guard.check(_tree(31), LIMITS)
    assert refusal.value.code == "mail.too_deep"


def test_a_large_honest_pdf_passes_whole() -> None:
    data = PDF + bytes(range(256)) * 20_000
    mail = read_mail(mixed(TEXT_PART, attached(data, b'Content-Type: application/pdf; name="p.pdf"')), LIMITS)
    assert [file.data for file in mail.attachments] == [data]
    assert mail.defects == ()


def test_a_cut_header_is_told_and_the_attachment_is_untouched() -> None:
    mail = read_mail(mixed(pdf_part(), Subject=b"word " * 100_000), LIMITS)
    assert mail.attachments[0].data == PDF
    assert len(mail.subject) <= 16 * 1024
    assert any("Subject of 50000" in defect and "was cut" in defect for defect in mail.defects)


def test_headers_beyond_the_block_limit_are_left_out_but_not_those_that_matter() -> None:
    filler = b"".join(b"X-Filler: %d %s\r\n" % (number, b"y" * 900) for number in range(1000))
    mail = read_mail(filler + b"Auto-Submitted: auto-replied\r\n" + mixed(pdf_part()), LIMITS)
    assert mail.header("Auto-Submitted") == "auto-replied"
    assert mail.subject == "plan"
    assert mail.attachments[0].data == PDF
    assert "headers: too many, the rest was left out" in mail.defects


def test_a_header_block_far_over_its_limit_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        guard.check(b"X-Filler: y\r\n" * 400_000 + b"\r\n", LIMITS)
    assert refusal.value.code == "mail.header_too_large"


def test_a_bomb_in_a_base64_message_is_marked_and_the_rest_of_the_mail_stays() -> None:
    bomb = b"Content-Type: message/rfc822\r\n\r\n" * 2000
    mail = read_mail(mixed(attached(bomb, b'Content-Type: message/rfc822; name="b.eml"'), pdf_part()), LIMITS)
    assert [(file.name, file.problem) for file in mail.attachments] == [("b.eml", "file.bomb"), ("p.pdf", None)]


def test_the_same_boundary_on_two_levels_loses_nothing() -> None:
    inner = b'Content-Type: multipart/alternative; boundary="XX"\r\n\r\n--XX\r\n' + TEXT_PART + b"\r\n--XX--"
    other = attached(OTHER_PDF, b'Content-Type: application/pdf; name="q.pdf"')
    mail = read_mail(mixed(inner, pdf_part(), other), LIMITS)
    assert [file.name for file in mail.attachments] == ["p.pdf", "q.pdf"]
