"""The review queue: one place for each thing that a person decides. List, page, badge, digest and metrics count these.

Kept in memory, and read again for mails that changed: a mail that waits may do so for weeks.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

from sqlite_utils import Database

from mailbot.ledger.queries.changes import Changes, changes_since, kept_under, last_change


class Place(NamedTuple):
    """One thing that a person decides, in the order of the queue: since when (ISO 8601, UTC), the mail's row, the place
    of the plan in its mail (0: the mail itself). agency_id: whose plan it is, if that is known; why: finding codes."""

    since: str
    mail_id: int
    position: int
    receipt: str
    agency_id: str | None
    verdict: str
    why: tuple[str, ...]


_ALL = """
SELECT id FROM mail WHERE verdict = 'review' UNION SELECT id FROM mail WHERE verdict = 'sealed'
UNION SELECT mail_id FROM plan WHERE superseded_at IS NULL AND verdict = 'review'
UNION SELECT mail_id FROM plan WHERE superseded_at IS NULL AND agency_id IS NULL AND verdict = 'deficient'
"""
# Besides the mails that changed: those with a plan of an agency of which a newer one may have been accepted since.
_SOME = """
SELECT value FROM json_each(:mails) UNION SELECT mail_id FROM plan
WHERE agency_id IN (SELECT value FROM json_each(:agencies)) AND superseded_at IS NULL
"""
_MAILS = """
SELECT mail.id, mail.receipt, mail.received_at, mail.verdict, mail.judgment, mail.parts, mail.parts_wait
FROM mail WHERE mail.id IN ({ids}) AND mail.duplicate_of IS NULL AND mail.receipt IS NOT NULL AND ({waits})
"""
_IN_REVIEW = "mail.verdict = 'review'"
_OTHERWISE = """mail.verdict <> 'review' AND EXISTS (
  SELECT 1 FROM plan WHERE plan.mail_id = mail.id AND plan.superseded_at IS NULL
  AND (plan.verdict = 'review' OR plan.verdict = 'deficient' AND plan.agency_id IS NULL))
OR mail.verdict = 'sealed' AND NOT EXISTS (
  SELECT 1 FROM ruling WHERE ruling.mail_id = mail.id AND ruling.act = 'seal' AND ruling.undone_at IS NULL)"""
# Living: not taken over by a later mail, and not overtaken by a newer accepted version.
_PLANS = """
SELECT plan.id, plan.mail_id, plan.judgment, plan.position, plan.agency_id, plan.verdict,
plan.superseded_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM plan AS newer INDEXED BY plan_standing WHERE newer.round = plan.round AND newer.credited = 1
  AND newer.agency_id = plan.agency_id AND newer.newest > plan.newest AND newer.verdict = 'accepted'
  AND newer.superseded_at IS NULL) AS living
FROM plan WHERE plan.mail_id IN ({ids}) ORDER BY plan.mail_id, plan.position
"""
_FINDINGS = """
SELECT id, mail_id, judgment, plan_id, severity, code FROM finding INDEXED BY finding_judged
WHERE mail_id IN ({ids})
"""
_WAITED_FOR_PARTS = """
SELECT id FROM mail WHERE id IN (SELECT value FROM json_each(?)) AND json_extract(examination, '$.parts.waits')
"""

_NO_PLAN_AT_ALL = frozenset({"plan.not_a_plan", "plan.blank_form"})

_kept: dict[str, tuple[int, dict[int, tuple[Place, ...]], list[Place]]] = {}
_lock = Lock()


def queue(db: Database) -> Sequence[Place]:
    """All that waits for a person, oldest mail first, plans in the order of their mail."""
    file = kept_under(db)
    if file is None:
        return _in_order(_read(db, None))
    newest = last_change(db)
    with _lock:
        number, by_mail, places = _kept.get(file, (-1, {}, []))
    if number == newest:
        return places
    changes = changes_since(db, number, newest) if number >= 0 else None
    if changes is None:
        by_mail = _read(db, None)
    else:
        gone = {row[0] for row in db.execute(_SOME, _values(changes))}
        by_mail = {mail_id: kept for mail_id, kept in by_mail.items() if mail_id not in gone} | _read(db, changes)
    places = _in_order(by_mail)
    with _lock:
        _kept[file] = newest, by_mail, places
    return places


def _in_order(by_mail: Mapping[int, tuple[Place, ...]]) -> list[Place]:
    return sorted(place for places in by_mail.values() for place in places)


def _values(changes: Changes | None) -> dict[str, str]:
    return {"mails": changes.mails, "agencies": changes.agencies} if changes else {}


def _read(db: Database, changes: Changes | None) -> dict[int, tuple[Place, ...]]:
    """Mail to its places: of all mails, or of those that changed."""
    ids, values = _ALL if changes is None else _SOME, _values(changes)

    def ask(sql: str, waits: str = "") -> list[Any]:
        return db.execute(sql.replace("{ids}", ids).replace("{waits}", waits), values).fetchall()

    mails = ask(_MAILS, _IN_REVIEW) + ask(_MAILS, _OTHERWISE)
    judged = {(mail["id"], mail["judgment"]) for mail in mails}
    plans: dict[int, list[Any]] = defaultdict(list)
    for plan in ask(_PLANS):
        if (plan["mail_id"], plan["judgment"]) in judged:
            plans[plan["mail_id"]].append(plan)
    told: dict[tuple[int, int | None], list[tuple[int, str, str]]] = defaultdict(list)
    for row_id, mail_id, judgment, plan_id, severity, code in ask(_FINDINGS):
        if (mail_id, judgment) in judged:
            told[mail_id, plan_id].append((row_id, severity, code))
    ended = [mail for mail in mails if mail["parts"] and not mail["parts_wait"] and mail["verdict"] != "sealed"]
    parts = [mail["id"] for mail in ended if mail["id"] not in plans]
    whole = {row[0] for row in db.execute(_WAITED_FOR_PARTS, (str(parts),))}
    # A covering letter, say, of a mailing that has come whole and is judged, waits for nobody.
    return {mail["id"]: places_of(mail, plans[mail["id"]], told) for mail in mails if mail["id"] not in whole}


def places_of(
    mail: Any, plans: list[Any], told: Mapping[tuple[int, int | None], list[tuple[int, str, str]]]
) -> tuple[Place, ...]:
    """Where plans came, those of them that live and are in doubt; none where a later mail of the case holds all.

    In doubt is also what lacks something and is nobody's: its sender was asked whose it is, and when he does not
    answer no reminder, no figure and no list would ever speak of it.
    """
    sealed = mail["verdict"] == "sealed"
    if plans and not sealed and not any(plan["living"] for plan in plans):
        return ()
    doubted = [plan for plan in plans if plan["living"] and not sealed and _in_doubt(mail, plan, told)]
    of_mail = sorted(told.get((mail["id"], None), ()))
    since, receipt = mail["received_at"], mail["receipt"]
    if not doubted and mail["verdict"] not in ("review", "sealed"):
        return ()  # what was in doubt has been overtaken by a newer accepted version
    if not doubted:
        return (Place(since, mail["id"], 0, receipt, None, mail["verdict"], _why(of_mail, of_mail)),)
    return tuple(
        Place(
            since,
            mail["id"],
            plan["position"],
            receipt,
            plan["agency_id"],
            plan["verdict"],
            _why(sorted(told.get((mail["id"], plan["id"]), ())), of_mail),
        )
        for plan in doubted
    )


def _in_doubt(mail: Any, plan: Any, told: Mapping[tuple[int, int | None], list[tuple[int, str, str]]]) -> bool:
    if plan["verdict"] != "deficient" or plan["agency_id"] is not None:
        return bool(plan["verdict"] == "review")
    return not any(code in _NO_PLAN_AT_ALL for _, _, code in told.get((mail["id"], plan["id"]), ()))


def _why(own: list[tuple[int, str, str]], of_mail: list[tuple[int, str, str]]) -> tuple[str, ...]:
    """What was found, without advice; where that is nothing, all that was found of the mail."""
    codes = [code for _, severity, code in own if severity != "advice"] or [code for _, _, code in of_mail]
    return tuple(dict.fromkeys(codes))
