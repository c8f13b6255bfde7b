"""The reader of the ledger: every question that command line, desk and reminders ask, answered in one place."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from mailbot.agencies.registry import Agency, Registry
from mailbot.ledger.listed import expectations, owing
from mailbot.ledger.moments import to_text

AgencyState = Literal["complete", "deficient", "review", "sealed", "missing"]
_STATE: dict[str, AgencyState] = {
    "accepted": "complete",
    "sealed": "sealed",
    "review": "review",
    "deficient": "deficient",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one expected agency stands in the round. receipt: of the mail that decides it; late: its plan came late."""

    agency: Agency
    state: AgencyState
    receipt: str | None = None
    since: str | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class TierCount:
    """Figures of one tier; missing = nothing usable has come."""

    tier: str
    expected: int
    complete: int
    deficient: int
    review: int
    sealed: int
    missing: int
    late: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Which agencies are asked about; None = all."""

    tier: str | None = None
    province: str | None = None
    ministry: str | None = None

    def holds(self, agency: Agency, registry: Registry) -> bool:
        """Whether an agency is meant. ministry: the id of anything above it (ministry or department), or its own."""
        return (
            (self.tier is None or agency.tier == self.tier)
            and (self.province is None or agency.province_code == self.province)
            and (self.ministry is None or self.ministry in (agency.id, *registry.ancestors(agency.id)))
        )


def standings(
    db: Database,
    registry: Registry,
    round_id: str,
    tiers: Iterable[str],
    selection: Selection | None = None,
    as_of: datetime | None = None,
) -> list[Standing]:
    """Standing of every expected agency of the tiers, in the registry's order, at a moment (None = now). Who is
    expected is the registry's word, or staff's over it; plans of an id that was given up count for its new one.

    Among credited plans the newest accepted one counts, else the newest of what waits or was returned.
    """
    chosen = selection or Selection()
    best = _best_plans(db, round_id, as_of)
    said = expectations(db, round_id, as_of)
    found = []
    for tier in tiers:
        for agency in owing(registry, tier, said):
            if chosen.holds(agency, registry):
                plan = best.get(agency.id)
                found.append(
                    Standing(agency, "missing")
                    if plan is None
                    else Standing(agency, _STATE[plan["verdict"]], plan["receipt"], plan["at"], bool(plan["late"]))
                )
    return found


def _best_plans(db: Database, round_id: str, as_of: datetime | None) -> dict[str, sqlite3.Row]:
    moment = to_text(as_of) if as_of else "9999"
    rows = db.execute(
        "SELECT coalesce(agency.recoded_to, plan.agency_id) AS agency_id, plan.verdict, plan.late, "
        "plan.decided_at AS at, mail.receipt FROM plan JOIN mail ON mail.id = plan.mail_id "
        "LEFT JOIN agency ON agency.id = plan.agency_id "
        "WHERE plan.round = ? AND plan.credited = 1 AND plan.decided_at <= ? "
        "AND coalesce(plan.superseded_at, '9999z') > ? ORDER BY mail.id, plan.decided_at, plan.id",
        (round_id, moment, moment),
    )
    best: dict[str, sqlite3.Row] = {}
    for row in rows:
        older = best.get(row["agency_id"])
        if older is None or row["verdict"] == "accepted" or older["verdict"] != "accepted":
            best[row["agency_id"]] = row
    return best


def overview(found: Iterable[Standing]) -> list[TierCount]:
    """Figures by tier, in the order in which the tiers come."""
    by_tier: dict[str, list[Standing]] = defaultdict(list)
    for standing in found:
        by_tier[standing.agency.tier].append(standing)
    return [_count(tier, group) for tier, group in by_tier.items()]


def _count(tier: str, group: list[Standing]) -> TierCount:
    def in_state(state: AgencyState) -> int:
        return sum(standing.state == state for standing in group)

    return TierCount(
        tier,
        len(group),
        in_state("complete"),
        in_state("deficient"),
        in_state("review"),
        in_state("sealed"),
        in_state("missing"),
        sum(standing.late for standing in group),
    )


def mails(db: Database, *, as_of: datetime | None = None, limit: int = 1000) -> list[dict[str, Any]]:
    """The newest mails first: receipt, arrival, sender, subject, kind, verdict, agencies, folder, reply's fate."""
    rows = db.execute(
        "SELECT mail.id, mail.receipt, mail.received_at, mail.sender, mail.subject, mail.kind, mail.verdict, "
        "mail.state, mail.folder, mail.no_reply_reason, mail.duplicate_of IS NOT NULL AS repetition, "
        "outbox.kind AS reply, outbox.state AS reply_state, (SELECT group_concat(coalesce(agency_id, '?'), ' ') "
        "FROM plan WHERE plan.mail_id = mail.id AND plan.superseded_at IS NULL) AS agencies FROM mail "
        "LEFT JOIN outbox ON outbox.mail_id = mail.id AND outbox.judgment = mail.judgment WHERE mail.received_at <= ? "
        "ORDER BY mail.id DESC LIMIT ?",
        (to_text(as_of) if as_of else "9999", limit),
    )
    return [dict(row) for row in rows]


def mail_by_receipt(db: Database, receipt: str) -> dict[str, Any] | None:
    """Everything of one mail: its row, examination, reply and events; None when there is no such receipt."""
    row = db.execute("SELECT * FROM mail WHERE receipt = ? AND duplicate_of IS NULL", (receipt,)).fetchone()
    if row is None:
        return None
    found = dict(row)
    found["examination"] = json.loads(found["examination"]) if found["examination"] else None
    reply = db.execute("SELECT * FROM outbox WHERE mail_id = ? ORDER BY id DESC", (row["id"],)).fetchone()
    found["outbox"] = dict(reply) if reply else None
    found["events"] = events(db, int(row["id"]))
    return found


def events(db: Database, mail_id: int) -> list[dict[str, Any]]:
    """What happened to one mail, in order."""
    rows = db.execute(
        "SELECT at, actor, action, for_staff, detail FROM event WHERE mail_id = ? ORDER BY id", (mail_id,)
    )
    return [{**dict(row), "detail": json.loads(row["detail"])} for row in rows]


def staff_events(db: Database, since: datetime) -> list[dict[str, Any]]:
    """Events that a person must see, oldest first."""
    rows = db.execute(
        "SELECT event.at, event.action, event.detail, mail.receipt FROM event "
        "LEFT JOIN mail ON mail.id = event.mail_id "
        "WHERE for_staff = 1 AND at >= ? ORDER BY event.id",
        (to_text(since),),
    )
    return [{**dict(row), "detail": json.loads(row["detail"])} for row in rows]


def agency_history(db: Database, round_id: str, agency_id: str) -> list[dict[str, Any]]:
    """Every plan of one agency with its findings, oldest first; also those that came under an id that it gave up."""
    rows = db.execute(
        "SELECT plan.*, mail.receipt, mail.sender, mail.subject FROM plan JOIN mail ON mail.id = plan.mail_id "
        "WHERE plan.round = ? AND plan.agency_id IN (SELECT value FROM json_each(?)) ORDER BY plan.id",
        (round_id, _ids(db, agency_id)),
    ).fetchall()
    history = []
    for row in rows:
        findings = db.execute(
            "SELECT code, severity, clause, element, place, parameters FROM finding WHERE plan_id = ? ORDER BY id",
            (row["id"],),
        )
        history.append({**dict(row), "findings": [dict(finding) for finding in findings]})
    return history


def astray(db: Database, round_id: str) -> list[dict[str, Any]]:
    """Living plans that came straight although province or parent collects them, or by a foreign hand; oldest first."""
    rows = db.execute(
        "SELECT coalesce(agency.recoded_to, plan.agency_id) AS agency_id, plan.route, plan.verdict, plan.credited, "
        "plan.received_at, mail.receipt FROM plan JOIN mail ON mail.id = plan.mail_id "
        "LEFT JOIN agency ON agency.id = plan.agency_id WHERE plan.round = ? AND plan.superseded_at IS NULL "
        "AND plan.route IN ('via_province', 'via_parent', 'off_route') ORDER BY plan.id",
        (round_id,),
    )
    return [dict(row) for row in rows]


def contacts(db: Database) -> dict[str, list[str]]:
    """Agency to its living addresses: those that staff gave, then those of their lists, then first learned first."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in db.execute(
        "SELECT coalesce(agency.recoded_to, agency_id) AS agency_id, address FROM contact "
        "LEFT JOIN agency ON agency.id = contact.agency_id WHERE dead_at IS NULL AND taken_back_at IS NULL "
        "ORDER BY agency_id, CASE confirmed_by WHEN 'staff' THEN 0 WHEN 'list' THEN 1 ELSE 2 END, learned_at, address"
    ):
        found[row["agency_id"]].append(row["address"])
    return dict(found)


def contact_rows(db: Database, agency_id: str | None = None) -> list[dict[str, Any]]:
    """Addresses with what they are, of one agency or of all: who confirmed them, and whether they live."""
    rows = db.execute(
        "SELECT coalesce(agency.recoded_to, agency_id) AS agency_id, address, role, contact.source, learned_at, "
        "confirmed_by, confirmed_at, receipt, dead_at, taken_back_at FROM contact "
        "LEFT JOIN agency ON agency.id = contact.agency_id "
        "WHERE ? IS NULL OR contact.agency_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY agency_id, learned_at, address",
        (agency_id, _ids(db, agency_id or "")),
    )
    return [dict(row) for row in rows]


def agency_events(db: Database, agency_id: str) -> list[dict[str, Any]]:
    """What staff and lists said of one agency, in order."""
    rows = db.execute("SELECT at, actor, action, detail FROM event WHERE agency_id = ? ORDER BY id", (agency_id,))
    return [{**dict(row), "detail": json.loads(row["detail"])} for row in rows]


def reminders_sent(db: Database, round_id: str) -> set[tuple[str, str]]:
    """(agency, stage) of every reminder that was stored."""
    rows = db.execute(
        "SELECT coalesce(agency.recoded_to, agency_id) AS agency_id, stage FROM outbox "
        "LEFT JOIN agency ON agency.id = outbox.agency_id WHERE round = ? AND stage IS NOT NULL",
        (round_id,),
    )
    return {(row["agency_id"], row["stage"]) for row in rows}


def sent_bounced(db: Database) -> Mapping[str, str]:
    """Addresses from which our mails came back, with the severity."""
    return {
        row["recipient"]: row["bounced"]
        for row in db.execute("SELECT recipient, bounced FROM outbox WHERE bounced IS NOT NULL")
    }


def errors_of(db: Database, receipt: str, agency_id: str) -> list[tuple[str, dict[str, str], str | None]]:
    """(code, parameters, place) of what is still to be mended in an agency's plan of one mail."""
    rows = db.execute(
        "SELECT finding.code, finding.parameters, finding.place FROM finding "
        "JOIN plan ON plan.id = finding.plan_id JOIN mail ON mail.id = plan.mail_id "
        "WHERE mail.receipt = ? AND plan.agency_id IN (SELECT value FROM json_each(?)) AND plan.superseded_at IS NULL "
        "AND finding.severity = 'error' ORDER BY finding.id",
        (receipt, _ids(db, agency_id)),
    )
    return [(row["code"], json.loads(row["parameters"]), row["place"]) for row in rows]


def _ids(db: Database, agency_id: str) -> str:
    """The agency's id, the one that stands for it now, and those that it gave up, as JSON for json_each."""
    rows = db.execute(
        "SELECT id, recoded_to FROM agency WHERE recoded_to IS NOT NULL AND ? IN (id, recoded_to)", (agency_id,)
    )
    return json.dumps(sorted({agency_id}.union(*(tuple(row) for row in rows))))
