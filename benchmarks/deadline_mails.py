"""The mails of the deadline day, generated: plans of hundreds of agencies, scans, hostile files, repetitions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from typing import Literal

from mailbot import rules
from mailbot.agencies import registry
from mailbot.demo.plan_text import compose_plan
from mailbot.demo.plans import SamplePlan, print_plan
from mailbot.demo.sample_agencies import sample_agency, sample_agency_ids
from mailbot.demo.structure import Block, Heading, Paragraph, PlanText, Table
from tests.documents.hostile_files import ALL
from tests.documents.scans import OTHER, TEXT, page_image, scan

Sort = Literal["plan", "scan", "hostile", "repetition"]
_SCAN, _HOSTILE, _REPETITION = 0.10, 0.05, 0.10
_SCANNED_PAGES = (TEXT, OTHER)


@dataclass(frozen=True, slots=True)
class DeadlineMail:
    """One mail, and what it stands for."""

    raw: bytes
    sort: Sort
    sender: str


def deadline_mails(count: int, scanned_pages: int = 2, seed: int = 2563) -> Iterator[DeadlineMail]:
    """`count` mails in the order of arrival, the same for the same seed: 75 % plans, 10 % with scans of one page or
    two, 5 % with hostile files, 10 % repetitions of a mail before. Each agency writes once until all have written."""
    chance = random.Random(seed)
    owners = _owners()
    chance.shuffle(owners)
    sent: list[bytes] = []
    for number in range(count):
        lot = chance.random()
        if lot < _REPETITION and sent:
            yield DeadlineMail(chance.choice(sent), "repetition", "")
            continue
        plan = _plan(*owners[number % len(owners)])
        sort: Sort = "plan"
        word, other, name = plan.docx, plan.pdf, "plan.pdf"
        if lot < _REPETITION + _SCAN:
            sort, other = "scan", _scan(scanned_pages)
        elif lot < _REPETITION + _SCAN + _HOSTILE:
            hostile = chance.choice(ALL)
            sort, other, name = "hostile", hostile.make(), hostile.file
        sender = f"clerk{number}@gmail.com"
        raw = _mail(sender, number, plan, word, other, name)
        if sort == "plan":
            sent.append(raw)
        yield DeadlineMail(raw, sort, sender)


def _owners() -> list[tuple[str, str]]:
    """Whose plans come: sample agencies (id, ''), and the same offices of the provinces that the samples lack (id of
    the sample, name of the other province)."""
    samples = sample_agency_ids()
    kinds = {one.rpartition(".")[0]: one for one in samples if one.startswith("r.")}
    owners = [(one, "") for one in samples]
    for agency in registry.load(rules.load("bcp-2563")):
        sample = kinds.get(agency.id.rpartition(".")[0])
        if sample is None or agency.id in samples:
            continue
        here = sample_agency(sample)
        office = here.name.removesuffix(here.province)
        if agency.name_th.startswith(office):
            owners.append((sample, agency.name_th.removeprefix(office)))
    return owners


@cache
def _plan(sample: str, province: str) -> SamplePlan:
    text = compose_plan(sample)
    return print_plan(_moved(text, sample_agency(sample).province, province) if province else text)


def _moved(text: PlanText, old: str, new: str) -> PlanText:
    """The plan of the same office of another province."""

    def other(words: str) -> str:
        return words.replace(old, new)

    def block(one: Block) -> Block:
        if isinstance(one, Heading | Paragraph):
            return replace(one, text=other(one.text))
        if isinstance(one, Table):
            rows = tuple(tuple(map(other, row)) for row in one.rows)
            return replace(one, caption=other(one.caption), header=tuple(map(other, one.header)), rows=rows)
        return one

    return replace(
        text,
        title=other(text.title),
        agency_name=other(text.agency_name),
        running_header=other(text.running_header),
        blocks=tuple(map(block, text.blocks)),
    )


@cache
def _scan(pages: int) -> bytes:
    return scan(*map(page_image, _SCANNED_PAGES[:pages]))


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
