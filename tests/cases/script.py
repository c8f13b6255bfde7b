"""The scripted correspondence: 62 mails of 20 agencies, as clerks really write them, each with its own moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from mailbot.demo.letter import File
from mailbot.demo.sample import plan_of
from mailbot.demo.side_papers import compose_call_tree_annex
from mailbot.demo.word_writer import write_word
from tests.cases.letters import FIRST, clerk_mail, pdf, word

AGENCIES = (
    "d.cdd", "d.dlt", "d.tmd", "d.dol", "d.doe", "d.probation", "d.dbd",
    "l.2210101", "l.2400101", "l.2900101", "l.3210102", "l.3400102", "l.3500102", "l.3901101",
    "r.cdd.40", "r.cdd.50", "r.doae.40", "r.doae.50", "r.moph.40", "r.moph.50",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail, and when our server took it."""

    raw: bytes
    received_at: datetime


@cache
def script(agencies: tuple[str, ...] = AGENCIES) -> tuple[Sent, ...]:
    """The whole correspondence in the order in which it was sent, agency by agency in turn."""
    lives = [list(_LIVES[at % len(_LIVES)](agency)) for at, agency in enumerate(agencies)]
    mails = []
    for at in range(max(map(len, lives))):
        for number, life in enumerate(lives):
            if at < len(life):
                files, subject, sender = life[at]
                moment = FIRST + timedelta(hours=10 * at + 1, minutes=number)
                key = 100 * number + at + 1
                mails.append(Sent(clerk_mail(agencies[number], key, *files, subject=subject, address=sender), moment))
    return tuple(mails)


Life = Iterator[tuple[tuple[File, ...], str, str]]


def _two_halves(agency: str) -> Life:
    plan = plan_of(agency)
    yield (word(plan),), "", ""
    yield (pdf(plan, "สแกน"),), "", ""
    yield (word(plan, "ส่งซ้ำ"),), "", ""


def _sent_again(agency: str) -> Life:
    plan = plan_of(agency)
    yield (word(plan), pdf(plan)), "", ""
    yield (word(plan, "สำเนา"), pdf(plan, "สำเนา")), "ส่งแผนอีกครั้ง", ""
    yield (pdf(plan),), "", ""


def _annex_forgotten(agency: str) -> Life:
    plan = plan_of(agency, without=("2.8",))
    yield (word(plan), pdf(plan)), "", ""
    yield (File("Call Tree.docx", write_word(compose_call_tree_annex(agency))),), "ส่ง Call Tree เพิ่มเติม", ""
    yield (word(plan), pdf(plan)), "ส่งแผนอีกครั้ง", ""


def _corrected(agency: str) -> Life:
    bad, good = plan_of(agency, empty=("2.7",)), plan_of(agency)
    yield (word(bad), pdf(bad)), "", ""
    yield (word(good),), "ส่งไฟล์แก้ไข", ""
    yield (pdf(good),), "ส่งไฟล์แก้ไข", ""
    yield (word(bad, "ฉบับเก่า"), pdf(bad, "ฉบับเก่า")), "", ""


def _in_parts(agency: str) -> Life:
    plan = plan_of(agency)
    yield (word(plan),), "ส่งแผน BCP (๑/๒)", ""
    yield (pdf(plan),), "ส่งแผน BCP (๒/๒)", ""
    yield (word(plan), pdf(plan)), "ส่งแผนรวม", ""


def _still_lacking(agency: str) -> Life:
    bad = plan_of(agency, without=("2.6",))
    yield (pdf(bad),), "", ""
    yield (word(bad),), "", ""


_LIVES = (_two_halves, _sent_again, _annex_forgotten, _corrected, _in_parts, _still_lacking)
