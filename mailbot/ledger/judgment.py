"""Rows that one judgment leaves: mail, plans, findings, contacts. Called inside the transaction of store.decide."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from mailbot.cases.versions import files_of, version_of
from mailbot.examination import Examination, FindingPart
from mailbot.ledger import cases, filed, search_text
from mailbot.ledger.cases import Held
from mailbot.ledger.moments import from_text, to_text
from mailbot.ledger.records import MailState, ReplyChoice


@dataclass(frozen=True, slots=True)
class Judgment:
    """One judgment of one mail: the first one when it arrives, later ones when it is replayed under newer rules."""

    mail_id: int
    number: int
    receipt: str
    round_id: str
    examination: Examination
    choice: ReplyChoice
    now: datetime
    replayed: bool
    actor: str = ""


def write(db: Database, judgment: Judgment) -> None:
    """All rows of a judgment but the outbox row."""
    _write_mail(db, judgment)
    _write_plans(db, judgment)
    if judgment.replayed and (judgment.actor or judgment.examination.verdict == "sealed"):
        filed.want(db, judgment.mail_id, judgment.choice.folder)
    search_text.write(db, judgment.mail_id, judgment.receipt, judgment.examination)


def _write_mail(db: Database, judgment: Judgment) -> None:
    """From fetched to decided, or straight to settled when nothing is to be sent; a replayed mail goes on from where
    it is, but what is not moved yet goes to the folder of its new judgment, and what is filed is carried there when a
    person decided so or when it is sealed."""
    examination, choice = judgment.examination, judgment.choice
    state = MailState.DECIDED if choice.outgoing else MailState.SETTLED
    done = db.execute("SELECT state FROM mail WHERE id = ?", (judgment.mail_id,)).fetchone()[0] == MailState.DONE
    db.table("mail").update(
        judgment.mail_id,
        {
            **({} if judgment.replayed else {"state": state}),
            **({} if done else {"folder": choice.folder}),
            "judgment": judgment.number,
            "receipt": judgment.receipt,
            "content_key": examination.content_key,
            "kind": examination.kind,
            "verdict": examination.verdict,
            "sender": examination.mail.sender.address if examination.mail.sender else None,
            "sender_agency": examination.identity.sender_id,
            "part": examination.parts.number if examination.parts else None,
            "parts": examination.parts.total if examination.parts else None,
            "parts_wait": int(examination.parts is not None and examination.parts.waits),
            "subject": examination.mail.subject,
            "may_reply": int(examination.may_reply),
            "no_reply_reason": choice.withheld or examination.no_reply_reason,
            "next_try_at": None,
            "decided_at": to_text(judgment.now),
            "examination": examination.model_dump_json(by_alias=True),
        },
    )


def write_repetition(db: Database, mail_id: int, examination: Examination, first: Any, now: datetime) -> None:
    """A mail that is here already under another UID: the first one's receipt, no plans, no reply."""
    db.table("mail").update(
        mail_id,
        {
            "state": MailState.SETTLED,
            "duplicate_of": int(first["id"]),
            "receipt": first["receipt"],
            "content_key": examination.content_key,
            "kind": examination.kind,
            "verdict": examination.verdict,
            "sender": examination.mail.sender.address if examination.mail.sender else None,
            "subject": examination.mail.subject,
            "may_reply": 0,
            "no_reply_reason": "repetition",
            "folder": first["folder"],
            "decided_at": to_text(now),
        },
    )


def _write_plans(db: Database, judgment: Judgment) -> None:
    """One row a plan, one row a finding, and the address by which an agency may be reached. Earlier plans are kept."""
    mail_id, examination, now = judgment.mail_id, judgment.examination, to_text(judgment.now)
    db.execute("UPDATE plan SET superseded_at = ? WHERE mail_id = ? AND superseded_at IS NULL", (now, mail_id))
    received_at = db.execute("SELECT received_at FROM mail WHERE id = ?", (mail_id,)).fetchone()[0]
    made: list[Held] = []
    for position, plan in enumerate(examination.plans, start=1):
        # A draft is judged and never counted: no later mail goes on from it.
        files = [] if examination.purpose == "draft" else files_of(plan, examination)
        row = {
            "mail_id": mail_id,
            "judgment": judgment.number,
            "position": position,
            "round": judgment.round_id,
            "agency_id": plan.agency_id,
            "tier": plan.tier,
            "route": plan.route,
            "route_finding": plan.route_finding,
            "credited": int(plan.credited),
            "verdict": plan.verdict,
            "late": int(plan.late),
            "word": plan.word,
            "pdf": plan.pdf,
            "received_at": received_at,
            "decided_at": now,
            "files": json.dumps(files),
            "version": version_of(files),
            "receipts": json.dumps(plan.receipts),
            "newest": _newest(db, mail_id, plan.receipts),
            "ruled_by": judgment.actor or None,
        }
        plan_id = int(str(db.table("plan").insert(row).last_pk))
        made.append(Held(plan_id, frozenset(files), tuple(plan.receipts)))
        db.table("finding").insert_all(_finding_rows(judgment, plan_id, plan.findings))
        _learn_contact(db, plan.agency_id, examination, judgment.now)
    db.table("finding").insert_all(_finding_rows(judgment, None, examination.findings))
    cases.take_over(db, mail_id, made, now)
    parts = examination.parts
    if parts is not None and not parts.waits and len(parts.here) == parts.total:
        cases.end_waiting(db, mail_id)


def _newest(db: Database, mail_id: int, receipts: list[str]) -> int:
    """When the newest of a plan's files came, in seconds since 1970."""
    rows = db.execute(
        "SELECT received_at FROM mail WHERE id = ? OR receipt IN (SELECT value FROM json_each(?))",
        (mail_id, json.dumps(receipts)),
    )
    return max(int(from_text(row[0]).timestamp()) for row in rows.fetchall())


def _learn_contact(db: Database, agency_id: str | None, examination: Examination, now: datetime) -> None:
    """Only the agency's own mail teaches where it may be reached, never a collector's. An address that was dead and
    writes again lives."""
    if agency_id and examination.mail.sender and examination.identity.sender_id == agency_id:
        db.execute(
            "INSERT INTO contact (agency_id, address, source, learned_at) VALUES (?, ?, 'mail', ?) "
            "ON CONFLICT (agency_id, address) DO UPDATE SET dead_at = NULL",
            (agency_id, examination.mail.sender.address.lower(), to_text(now)),
        )


def _finding_rows(judgment: Judgment, plan_id: Any, findings: Iterable[FindingPart]) -> Iterator[dict[str, Any]]:
    for finding in findings:
        yield {
            "mail_id": judgment.mail_id,
            "judgment": judgment.number,
            "plan_id": plan_id,
            "code": finding.code,
            "severity": finding.severity,
            "clause": finding.clause,
            "element": finding.element,
            "place": finding.place,
            "parameters": json.dumps(finding.parameters, ensure_ascii=False, sort_keys=True),
        }
