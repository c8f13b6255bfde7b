"""Plans of agencies: what came for one of them and why it was returned, what came astray, what is left to mend."""

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.queries.agency_ids import agency_ids


def agency_history(db: Database, round_id: str, agency_id: str) -> list[dict[str, Any]]:
    """Every plan of one agency with its findings, oldest first; also those that came under an id that it gave up. Of a
    sealed one neither sender nor subject nor file names."""
    rows = db.execute(
        "SELECT plan.*, mail.receipt, mail.sender, mail.subject, mail.verdict = 'sealed' AS sealed FROM plan "
        "JOIN mail ON mail.id = plan.mail_id "
        "WHERE plan.round = ? AND plan.agency_id IN (SELECT value FROM json_each(?)) ORDER BY plan.id",
        (round_id, agency_ids(db, agency_id)),
    ).fetchall()
    history = []
    for row in rows:
        plan = dict(row)
        if plan.pop("sealed") or plan["verdict"] == "sealed":
            history.append(plan | {"sender": None, "subject": None, "word": None, "pdf": None, "findings": []})
            continue
        findings = db.execute(
            "SELECT code, severity, clause, element, place, parameters FROM finding WHERE plan_id = ? ORDER BY id",
            (row["id"],),
        )
        history.append({**plan, "findings": [dict(finding) for finding in findings]})
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


def errors_of(db: Database, receipt: str, agency_id: str) -> list[tuple[str, dict[str, str], str | None]]:
    """(code, parameters, place) of what is still to be mended in an agency's plan of one mail."""
    rows = db.execute(
        "SELECT finding.code, finding.parameters, finding.place FROM finding "
        "JOIN plan ON plan.id = finding.plan_id JOIN mail ON mail.id = plan.mail_id "
        "WHERE mail.receipt = ? AND plan.agency_id IN (SELECT value FROM json_each(?)) AND plan.superseded_at IS NULL "
        "AND finding.severity = 'error' ORDER BY finding.id",
        (receipt, agency_ids(db, agency_id)),
    )
    return [(row["code"], json.loads(row["parameters"]), row["place"]) for row in rows]


def errors_of_plans(db: Database, plan_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Plan to the codes of what it lacks, each once, in the order in which they were found."""
    found: dict[int, dict[str, None]] = {}
    for row in db.execute(
        "SELECT plan_id, code FROM finding WHERE plan_id IN (SELECT value FROM json_each(?)) AND severity = 'error' "
        "ORDER BY id",
        (json.dumps(list(plan_ids)),),
    ):
        found.setdefault(row["plan_id"], {})[row["code"]] = None
    return {plan_id: tuple(codes) for plan_id, codes in found.items()}


def reminders_sent(db: Database, round_id: str) -> set[tuple[str, str]]:
    """(agency, stage) of every reminder that was stored."""
    rows = db.execute(
        "SELECT coalesce(agency.recoded_to, agency_id) AS agency_id, stage FROM outbox "
        "LEFT JOIN agency ON agency.id = outbox.agency_id WHERE round = ? AND stage IS NOT NULL",
        (round_id,),
    )
    return {(row["agency_id"], row["stage"]) for row in rows}
