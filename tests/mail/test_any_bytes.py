"""Any bytes give a Mail or a clean refusal, never a traceback, and the same bytes the same Mail."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.errors import Refused
from mailbot.mail import bounces, robots
from mailbot.mail.model import Mail
from mailbot.mail.parse import read_mail
from mailbot.mail.robots import OwnMail
from mailbot.settings import LimitsSection
from tests.mail.cases import CASES

LIMITS = LimitsSection()
OWN = OwnMail(frozenset({"opdcbcm@opdc.go.th"}))
SMALL = [case.raw for case in CASES if 0 < len(case.raw) < 20_000]


def _survives(raw: bytes) -> Mail | None:
    began = time.perf_counter()
    try:
        mail = read_mail(raw, LIMITS)
    except Refused as refusal:
        assert refusal.code.startswith("mail.")
        return None
    assert time.perf_counter() - began < 5
    _is_clean(mail)
    policy = robots.judge(mail, OWN)
    assert policy.may_reply == (policy.reason is None)
    bounces.read(mail)
    return mail


def _is_clean(mail: Mail) -> None:
    texts = [mail.subject, mail.text, mail.own_text, *(file.name for file in mail.attachments)]
    texts += [part for header in mail.headers for part in header]
    texts += [part for sender in mail.senders for part in (sender.name, sender.address)]
    for text in texts:
        assert "\0" not in text
        text.encode("utf-8")
    assert len(mail.content_key) == 64
    assert mail.date is None or mail.date.tzinfo is not None
    assert mail.received is None or mail.received.tzinfo is not None


def _mutated(raw: bytes, dice: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data) + 1)
        kind = dice.randrange(6)
        if kind == 0 and data:
            data[at % len(data)] = dice.randrange(256)
        elif kind == 1:
            del data[at : at + dice.randint(1, 40)]
        elif kind == 2:
            data[at:at] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 10)))
        elif kind == 3:
            other = dice.choice(SMALL)
            start = dice.randrange(len(other))
            data[at:at] = other[start : start + dice.randint(1, 300)]
        elif kind == 4:
            data[at:at] = dice.choice([b"\r\n", b"\n\n", b"--XX", b"--XX--", b"=?", b"?=", b'"', b";", b"\0", b"\r"])
        else:
            start = dice.randrange(len(data) + 1)
            data[at:at] = data[start : start + dice.randint(1, 200)]
    return bytes(data)


@given(st.binary(max_size=2000))
@settings(max_examples=200, deadline=None)
def test_any_bytes(raw: bytes) -> None:
    _survives(raw)


_WORDS = st.sampled_from(
    [
        b"Content-Type: ",
        b"multipart/mixed; boundary=",
        b"X",
        b"\r\n",
        b"\n",
        b"--X",
        b"--",
        b"From: ",
        b"Subject: ",
        b"=?",
        b"utf-8",
        b"?B?",
        b"?=",
        b'"',
        b"message/rfc822",
        b" ",
        b";",
        b"\xe1\xbc\xb9",
        b"base64",
        b"text/html",
        b"<",
        b">",
        b"Content-Transfer-Encoding: ",
        b"Content-Disposition: attachment; filename=",
        b"*0*=",
        b"begin 644 x\n",
        b"(",
        b")",
    ]
)


@given(st.lists(_WORDS, max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_order_of_the_words_of_mail(words: list[bytes]) -> None:
    _survives(b"".join(words))


@pytest.mark.parametrize("seed", range(150))
def test_mutated_mails(seed: int) -> None:
    dice = random.Random(seed)
    _survives(_mutated(dice.choice(SMALL), dice))


@pytest.mark.slow
def test_a_thousand_mutated_mails() -> None:
    survived = 0
    for seed in range(1000, 2500):
        dice = random.Random(seed)
        survived += _survives(_mutated(dice.choice(SMALL), dice)) is not None
    assert survived > 1000


@pytest.mark.parametrize("raw", SMALL[::7])
def test_every_prefix_of_a_mail(raw: bytes) -> None:
    for length in range(0, len(raw), max(1, len(raw) // 60)):
        _survives(raw[:length])


@pytest.mark.parametrize("raw", SMALL[::5])
def test_the_same_bytes_give_the_same_mail(raw: bytes) -> None:
    try:
        one = read_mail(raw, LIMITS)
    except Refused as refusal:
        with pytest.raises(Refused) as again:
            read_mail(raw, LIMITS)
        assert again.value.code == refusal.code
        return
    assert read_mail(raw, LIMITS) == one
