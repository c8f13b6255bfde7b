"""A made-up country: every agency of the registry, an อบต. in each subdistrict, and as many mails as are wanted.

Rows are written as the program's writers leave them, many at a time, so that a hundred thousand mails take seconds.
The same seed gives the same ledger.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import geothai

from mailbot import rules
from mailbot.agencies import registry as agencies
from mailbot.agencies.importing.comparing import Change, Changes
from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry
from mailbot.ledger.moments import to_text
from mailbot.ledger.search_text import folded
from mailbot.ledger.store import Ledger
from mailbot.rules import Rules

ROUND = "bcp-2563"
FIRST_MAIL = datetime(2020, 5, 11, 1, 0, tzinfo=UTC)
LAST_MAIL = datetime(2020, 6, 25, 10, 0, tzinfo=UTC)
_SUBJECTS = (
    "ส่งแผน BCP {name}",
    "แผนดำเนินธุรกิจอย่างต่อเนื่อง {name}",
    "ขอนำส่งแผนประคองกิจการ {name} ปี ๒๕๖๓",
    "แก้ไขแผน {name}",
)
_FINDINGS = ("element.2.5", "element.2.7", "pair.word_missing", "element.2.8", "file.scan_only")
_ROBOTS = ("auto_submitted", "precedence", "bounce", "budget_used_up")


@dataclass(frozen=True)
class Country:
    """The registry with all its agencies, the rules of the round, and the ledger's file."""

    path: Path
    registry: Registry
    rules: Rules

    @property
    def tiers(self) -> list[str]:
        """Tiers whose plans are awaited one by one."""
        return [tier.name for tier in self.rules.tiers.values() if tier.owes]


def made_up(path: Path, mails: int, seed: int = 1, subdistricts: int = 10_000, filler: int = 0) -> Country:
    """A new ledger at `path`. subdistricts: at most so many อบต.; filler: bytes by which each examination is longer."""
    draw = Random(seed)
    this = rules.load(ROUND)
    local = list(islice(_local(), subdistricts))
    registry = agencies.load(this, local)
    ledger = Ledger(path, ROUND, this.round.receipt_prefix)
    changes = Changes(added=tuple(Change(None, agency) for agency in local))
    ledger.import_agencies(changes, "made-up.csv", "sha", "staff:somsri", FIRST_MAIL - timedelta(days=3))
    box = ledger.mailbox_id("bot", "INBOX", "1")
    owing = [agency for tier in this.tiers.values() if tier.owes for agency in registry.expected(tier.name)]
    senders = draw.sample(owing, max(1, len(owing) * 6 // 10))
    pace = (LAST_MAIL - FIRST_MAIL) / max(1, mails)
    with ledger.writing() as db:
        for number in range(1, mails + 1):
            arrived = FIRST_MAIL + pace * number
            mail = _Mail(number, draw.choice(senders), arrived, draw, filler)
            for table, row in mail.rows(box):
                marks = ", ".join("?" * len(row))
                db.conn.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        db.execute("INSERT INTO receipt_counter VALUES (?, ?)", (this.round.receipt_prefix, mails))
    ledger.close()
    return Country(path, registry, this)


def _local() -> Iterator[Agency]:
    for province in geothai.provinces():
        for district in geothai.districts(province.code) if province.code != "10" else ():
            for place in geothai.subdistricts(district.code):
                yield Agency(
                    f"l.6{place.code}",
                    f"องค์การบริหารส่วนตำบล{place.name_th}",
                    "local_lower",
                    (f"อบต.{place.name_th}",),
                    kind="sao",
                    province_code=province.code,
                    amphoe_code=district.code,
                    amphoe=district.name_th,
                )


class _Mail:
    """One mail with all its rows: mostly plans, some questions, some robots, now and then a secret."""

    def __init__(self, number: int, agency: Agency, arrived: datetime, draw: Random, filler: int) -> None:
        self.number, self.agency, self.arrived, self.filler = number, agency, arrived, filler
        self.verdict, self.kind = draw.choices(
            [
                ("accepted", "submission"),
                ("deficient", "submission"),
                ("review", "submission"),
                ("sealed", "submission"),
                ("no_plan", "inquiry"),
                ("no_plan", "withheld_notice"),
                ("no_plan", "auto_reply"),
            ],
            [40, 30, 8, 0.5, 12, 0.5, 9],
        )[0]
        self.reason = draw.choice(_ROBOTS) if self.kind == "auto_reply" else None
        self.subject = "" if self.verdict == "sealed" else draw.choice(_SUBJECTS).format(name=agency.name_th)
        self.sender = f"plan{number % 97}@{agency.domains[0] if agency.domains else 'example.go.th'}"
        self.codes = draw.sample(_FINDINGS, 2) if self.verdict in ("deficient", "review") else []
        self.fate = draw.choices(["sent", "sent", "pending", "refused"], [90, 7, 2, 1])[0]
        self.bounced = "hard" if draw.random() < 0.01 else None
        # Questions and notices lie where staff answer mails; most have been answered.
        self.asks = self.kind in ("inquiry", "withheld_notice")
        self.answered = self.asks and draw.random() < 0.9
        self.late = arrived > datetime(2020, 6, 30, 17, tzinfo=UTC)

    def rows(self, box: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """(table, row) in the order in which they must be written."""
        number, at = self.number, to_text(self.arrived)
        receipt = f"BCP2563-{number:06d}"
        yield (
            "mail",
            {
                "id": number,
                "mailbox_id": box,
                "uid": str(number),
                "state": "done" if number % 5000 else "decided",
                "receipt": receipt,
                "raw_sha256": f"{number:064x}",
                "size": 900_000 + number,
                "received_at": at,
                "fetched_at": at,
                "decided_at": to_text(self.arrived + timedelta(seconds=9)),
                "done_at": at,
                "content_key": f"key-{number}",
                "kind": self.kind,
                "verdict": self.verdict,
                "sender": self.sender,
                "subject": self.subject,
                "may_reply": int(self.reason is None),
                "no_reply_reason": self.reason,
                "folder": "Review"
                if self.asks
                else {"review": "Review", "sealed": "Sealed"}.get(self.verdict, "Processed"),
                "judgment": 1,
                "examination": self._examination(at),
            },
        )
        if self.kind == "submission":
            yield from self._plan_rows(at)
        if self.verdict != "sealed":
            words = folded(receipt, self.subject, self.sender, ["plan.docx", "plan.pdf"], [(c,) for c in self.codes])
            yield "search_text", {"mail_id": number, "words": words}
        yield "event", self._event(at, "fetched", {"sha256": f"{number:064x}"})
        yield "event", self._event(at, "decided", {"receipt": receipt, "verdict": self.verdict, "kind": self.kind})
        if self.reason:
            yield "event", {**self._event(at, "reply_withheld", {"reason": self.reason}), "for_staff": 1}
        else:
            yield "outbox", self._answer(at, receipt)
        yield "event", self._event(at, "moved", {})
        if self.answered:
            later = to_text(self.arrived + timedelta(days=1))
            yield "event", {**self._event(later, "answered_by_hand", {}), "actor": "staff:somsri"}

    @property
    def owner(self) -> str | None:
        """Whose plan it is; of every third one in review nobody knows."""
        return self.agency.id if self.verdict != "review" or self.number % 3 else None

    def _plan(self) -> dict[str, Any]:
        severity = "warning" if self.verdict == "review" else "error"
        findings = [{"code": code, "severity": severity, "clause": "๒.๕", "message": code} for code in self.codes]
        return {
            "agency_id": self.owner,
            "tier": self.agency.tier,
            "route": "direct",
            "route_finding": None,
            "credited": self.owner is not None,
            "word": "plan.docx",
            "pdf": "plan.pdf",
            "same_document": {"verdict": "same"},
            "elements": {},
            "findings": findings,
            "verdict": self.verdict,
        }

    def _plan_rows(self, at: str) -> Iterator[tuple[str, dict[str, Any]]]:
        number = self.number
        yield (
            "plan",
            {
                "id": number,
                "mail_id": number,
                "judgment": 1,
                "position": 1,
                "round": ROUND,
                "agency_id": self.owner,
                "tier": self.agency.tier,
                "route": "direct" if number % 97 else "via_province",
                "credited": int(self.owner is not None),
                "verdict": self.verdict,
                "late": int(self.late),
                "word": "plan.docx",
                "pdf": "plan.pdf",
                "received_at": at,
                "decided_at": to_text(self.arrived + timedelta(seconds=9)),
            },
        )
        for code in self.codes:
            yield (
                "finding",
                {
                    "mail_id": number,
                    "judgment": 1,
                    "plan_id": number,
                    "code": code,
                    "severity": "warning" if self.verdict == "review" else "error",
                    "clause": "๒.๕",
                    "place": "plan.docx",
                    "parameters": "{}",
                },
            )

    def _answer(self, at: str, receipt: str) -> dict[str, Any]:
        return {
            "kind": "acknowledgment" if self.verdict == "accepted" else "deficiency",
            "mail_id": self.number,
            "judgment": 1,
            "round": ROUND,
            "agency_id": self.agency.id,
            "message_id": f"<{receipt}@bot>",
            "token": receipt,
            "recipient": self.sender,
            "envelope_from": "bot@example.go.th",
            "subject": f"ได้รับแล้ว เลขรับ {receipt}",
            "raw": b"x" * (self.filler or 100),
            "state": self.fate,
            "created_at": at,
            "next_try_at": at,
            "ended_at": None if self.fate == "pending" else at,
            "bounced": self.bounced if self.fate == "sent" else None,
        }

    def _event(self, at: str, action: str, detail: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(detail, ensure_ascii=False)
        return {"at": at, "actor": "mailbot", "action": action, "mail_id": self.number, "detail": text}

    def _examination(self, at: str) -> str:
        return json.dumps(
            {
                "mail": {
                    "message_id": f"<{self.number}@x>",
                    "subject": self.subject,
                    "from": {"name": "", "address": self.sender},
                    "received_at": at,
                    "attachments": [],
                },
                "kind": self.kind,
                "may_reply": self.reason is None,
                "no_reply_reason": self.reason,
                "identity": {"status": "identified", "sender_id": self.agency.id},
                "plans": [self._plan()] if self.kind == "submission" else [],
                "findings": [],
                "verdict": self.verdict,
                "content_key": f"key-{self.number}",
                "in_reply_to": ["x" * self.filler] if self.filler else [],
            },
            ensure_ascii=False,
        )
