"""Headers and bodies that once took seconds or minutes: every pattern is linear in what a stranger may send."""

import time

import pytest

from mailbot.mail.bounces import _ADDRESS
from mailbot.mail.html_text import html_to_text
from mailbot.mail.parse import read_mail
from mailbot.plans.names import stem
from mailbot.settings import LimitsSection

SECONDS = 3.0
"""Of processor time: some ten times what the slowest takes; before the mending each took that much and more."""


@pytest.mark.parametrize("word", ["ก", "a", ";", "1,1", "@", "<", "a@"], ids=ascii)
def test_many_long_address_headers(word: str) -> None:
    line = word.encode() * (15_000 // len(word.encode()))
    raw = b"From: a@x.go.th\r\n" + (b"To: " + line + b"\r\n") * 15 + b"\r\nhello"
    started = time.process_time()
    assert read_mail(raw, LimitsSection()).senders[0].address == "a@x.go.th"
    assert time.process_time() - started < SECONDS


def test_a_long_word_in_a_bounce_is_looked_at_once() -> None:
    started = time.process_time()
    assert _ADDRESS.search("ก" * 200_000) is None
    assert _ADDRESS.findall("x <a.b@c.go.th>, d@e.th") == ["a.b@c.go.th", "d@e.th"]
    assert time.process_time() - started < SECONDS


def test_a_million_brackets_are_text() -> None:
    started = time.process_time()
    assert html_to_text("<p>1 < 2</p>" + "<" * 1_000_000).startswith("1 < 2\n<<<<")
    assert time.process_time() - started < SECONDS


def test_a_file_name_of_blanks() -> None:
    started = time.process_time()
    for _ in range(1_000):
        assert stem(" " * 900 + "แผน  (copy).docx") == stem("แผน.docx")
    assert time.process_time() - started < SECONDS
