"""Files that came from a machine's address, and forwarded words: nothing ends in silence or as an empty mail."""

import pytest

from mailbot import config_file
from mailbot.answering import destination
from mailbot.bench import Bench, Hints
from mailbot.examination import Examination
from mailbot.pipeline import examine
from mailbot.workplace import Workplace
from tests.mail.samples import TEXT_PART, attached, head, mixed, plain

PLACE = Workplace(config_file.load(None))
RAR = attached(b"Rar!\x1a\x07\x01\x00" + bytes(200), b'Content-Disposition: attachment; filename="plan.rar"')
PNG = attached(b"\x89PNG\r\n\x1a\n" + bytes(90), b"Content-Type: image/png", b"Content-ID: <logo>")
STATUS = b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n"


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.load(PLACE.parts)


def _folder(examination: Examination) -> str:
    return destination(examination, PLACE.settings.mailbox)


@pytest.mark.parametrize(
    "first",
    [
        b"Auto-Submitted: auto-generated\r\n",
        b"Precedence: bulk\r\n",
        b"List-Id: <x>\r\n",
        b"Return-Path: <>\r\n",
        b"X-Autoreply: yes\r\n",
        b"Return-Path: <MAILER-DAEMON@x.org>\r\n",
    ],
)
def test_an_archive_from_a_robot_is_looked_at_by_a_person(first: bytes, bench: Bench) -> None:
    found = examine(first + mixed(TEXT_PART, RAR), bench, Hints())
    assert not found.may_reply
    assert found.verdict == "review"
    assert _folder(found) == PLACE.settings.mailbox.review


@pytest.mark.parametrize("part", [PNG, STATUS])
def test_pictures_and_reports_of_robots_need_nobody(part: bytes, bench: Bench) -> None:
    found = examine(b"Auto-Submitted: auto-replied\r\n" + mixed(TEXT_PART, part), bench, Hints())
    assert found.verdict == "no_plan"
    assert _folder(found) == PLACE.settings.mailbox.processed


def test_a_text_that_was_only_forwarded_is_no_empty_mail(bench: Bench) -> None:
    text = "---------- Forwarded message ---------\nFrom: a@b.th\nSubject: x\nTo: c@d.th\n\nขอส่งแผน"
    raw = plain(text.encode(), b"text/plain; charset=utf-8", Subject=b"Fwd: x")
    assert "mail.empty" not in [finding.code for finding in examine(raw, bench, Hints()).findings]


def test_a_mail_of_nothing_is_empty(bench: Bench) -> None:
    found = examine(head() + b"\r\n", bench, Hints())
    assert [finding.code for finding in found.findings] == ["mail.empty"]


@pytest.mark.parametrize(
    ("sender", "link"),
    [
        (b"drive-shares-dm-noreply@google.com", b"https://docs.google.com/document/d/1abc/edit?usp=sharing"),
        (b"no-reply@sharepointonline.com", b"https://opdc-my.sharepoint.com/:w:/g/personal/x"),
    ],
)
def test_a_file_that_was_only_shared_with_us_is_told_to_a_person(sender: bytes, link: bytes, bench: Bench) -> None:
    """Who shares a plan with the inbox believes that it is sent; the service's own mail was filed away as a robot's."""
    raw = b"Auto-Submitted: auto-generated\r\n" + plain(
        "สมชายแชร์เอกสารกับคุณ: แผน BCP อบต.ตะพง ".encode() + link, b"text/plain; charset=utf-8", From=sender
    )
    found = examine(raw, bench, Hints())
    assert (found.may_reply, found.verdict, found.purpose) == (False, "review", "links")
    assert [one.code for one in found.findings] == ["mail.only_links"]
    assert _folder(found) == PLACE.settings.mailbox.review
