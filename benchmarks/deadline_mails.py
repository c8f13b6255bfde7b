"""The mails of the deadline day, generated: plans by many hands, scans, hostile files, repetitions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from typing import Literal

from mailbot.demo.plans import SamplePlan, make_plan
from mailbot.demo.sample_agencies import sample_agency_ids
from tests.documents.hostile_files import ALL
from tests.documents.scans import OTHER, TEXT, page_image, scan

Sort = Literal["plan", "scan", "hostile", "repetition"]
_SCAN, _HOSTILE, _REPETITION = 0.10, 0.05, 0.10
_HANDS = 12  # different plans; what is new of a mail is its sender, subject and identity


@dataclass(frozen=True, slots=True)
class DeadlineMail:
    """One mail, and what it stands for."""

    raw: bytes
    sort: Sort
    sender: str


def deadline_mails(count: int, seed: int = 2563) -> Iterator[DeadlineMail]:
    """`count` mails in the order of arrival, the same for the same seed: 75 % plans, 10 % with scans, 5 % with hostile
    files, 10 % repetitions of a mail before."""
    chance = random.Random(seed)
    sent: list[bytes] = []
    for number in range(count):
        lot = chance.random()
        if lot < _REPETITION and sent:
            yield DeadlineMail(chance.choice(sent), "repetition", "")
            continue
        plan = _plan(chance.randrange(_HANDS))
        sort: Sort = "plan"
        word, other, name = plan.docx, plan.pdf, "plan.pdf"
        if lot < _REPETITION + _SCAN:
            sort, other = "scan", _scan()
        elif lot < _REPETITION + _SCAN + _HOSTILE:
            hostile = chance.choice(ALL)
            sort, other, name = "hostile", hostile.make(), hostile.file
        sender = f"clerk{number}@gmail.com"
        raw = _mail(sender, number, plan, word, other, name)
        if sort == "plan":
            sent.append(raw)
        yield DeadlineMail(raw, sort, sender)


@cache
def _plan(hand: int) -> SamplePlan:
    ids = sample_agency_ids()
    return make_plan(ids[hand % len(ids)], hand)


@cache
def _scan() -> bytes:
    return scan(page_image(TEXT), page_image(OTHER))


def _mail(sender: str, number: int, plan: SamplePlan, word: bytes, other: bytes, name: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = f"ส่งแผน BCP {plan.agency_name} ({number})"
    mail["Message-ID"] = f"<deadline.{number}@mail.gmail.com>"
    mail["Date"] = "Tue, 30 Jun 2020 15:00:00 +0700"
    mail.set_content(f"เรียน สำนักงาน ก.พ.ร.\n\nขอส่งแผนของ{plan.agency_name} เรื่องที่ {number}\n")
    main, sub = "application", "octet-stream"
    mail.add_attachment(word, maintype=main, subtype=sub, filename="แผน BCP.docx")
    mail.add_attachment(other, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()
