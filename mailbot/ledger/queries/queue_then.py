"""The review queue as it was at a past moment, from what the ledger never forgets: events, plans of every judgment."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from mailbot.ledger.moments import to_text
from mailbot.ledger.queries.mail_filter import VERDICT_THEN
from mailbot.ledger.queries.queue import Place, places_of

_DOUBTED = "(plan.verdict = 'review' OR plan.verdict = 'deficient' AND plan.agency_id IS NULL)"
# The n-th event of these made judgment n of its mail.
_MAILS = f"""
SELECT * FROM (
  SELECT mail.id, mail.receipt, mail.received_at, {VERDICT_THEN} AS verdict,
  CASE WHEN mail.decided_at <= :moment THEN mail.judgment ELSE (
    SELECT count(*) FROM event WHERE event.mail_id = mail.id AND event.action IN ('decided', 'ruled')
    AND event.at <= :moment) END AS judgment, mail.parts IS NOT NULL AS in_parts
  FROM mail WHERE mail.duplicate_of IS NULL AND mail.receipt IS NOT NULL AND mail.received_at <= :moment
  AND (mail.decided_at > :moment OR mail.verdict IN ('review', 'sealed') OR EXISTS (
    SELECT 1 FROM plan WHERE plan.mail_id = mail.id AND {_DOUBTED} AND plan.decided_at <= :moment
    AND coalesce(plan.superseded_at, '9999z') > :moment))
) AS judged WHERE verdict = 'review'
OR verdict = 'sealed' AND NOT EXISTS (SELECT 1 FROM ruling WHERE ruling.mail_id = judged.id
  AND ruling.act = 'seal' AND ruling.at <= :moment AND coalesce(ruling.undone_at, '9999z') > :moment)
OR verdict NOT IN ('review', 'sealed') AND EXISTS (
  SELECT 1 FROM plan WHERE plan.mail_id = judged.id AND plan.judgment = judged.judgment
  AND {_DOUBTED} AND coalesce(plan.superseded_at, '9999z') > :moment)
"""  # noqa: S608 - our own texts
_PLANS = """
SELECT plan.id, plan.mail_id, plan.position, plan.agency_id, plan.verdict,
coalesce(plan.superseded_at, '9999z') > :moment AND NOT EXISTS (
  SELECT 1 FROM plan AS newer INDEXED BY plan_standing WHERE newer.round = plan.round AND newer.credited = 1
  AND newer.agency_id = plan.agency_id AND newer.newest > plan.newest AND newer.verdict = 'accepted'
  AND newer.decided_at <= :moment AND coalesce(newer.superseded_at, '9999z') > :moment) AS living
FROM json_each(:judged) AS one JOIN plan ON plan.mail_id = one.value ->> 0 AND plan.judgment = one.value ->> 1
ORDER BY plan.mail_id, plan.position
"""
_FINDINGS = """
SELECT finding.id, finding.mail_id, finding.plan_id, finding.severity, finding.code FROM json_each(:judged) AS one
JOIN finding ON finding.mail_id = one.value ->> 0 AND finding.judgment = one.value ->> 1
"""
# A mailing has come whole when one of its parts was judged with all others, or with this one: then none of them waits.
_WHOLE = """
SELECT 1 FROM mail JOIN event AS own ON own.id = (
  SELECT max(id) FROM event WHERE event.mail_id = mail.id AND event.action IN ('decided', 'ruled') AND at <= :moment)
WHERE mail.id = :mail_id AND json_extract(mail.examination, '$.parts.waits') AND (
EXISTS (SELECT 1 FROM mail AS last JOIN event ON event.mail_id = last.id AND event.action IN ('decided', 'ruled')
  WHERE last.sender = mail.sender COLLATE NOCASE AND last.parts = mail.parts AND event.id > own.id
  AND event.at <= :moment AND json_array_length(last.examination, '$.parts.here') = last.parts
  AND NOT json_extract(last.examination, '$.parts.waits'))
OR EXISTS (SELECT 1 FROM plan WHERE plan.decided_at BETWEEN own.at AND :moment AND instr(plan.receipts, mail.receipt)))
"""


def queue_then(db: Database, moment: datetime) -> list[Place]:
    """All that waited for a person at this moment (aware), oldest mail first; at the present moment what `queue` says.

    A plan that a later mail took over and gave back since counts as if it had never been taken over: the ledger keeps
    when a plan was taken over last, not each time.
    """
    values: dict[str, Any] = {"moment": to_text(moment)}
    mails = db.execute(_MAILS, values).fetchall()
    values["judged"] = json.dumps([[mail["id"], mail["judgment"]] for mail in mails])
    plans: dict[int, list[Any]] = defaultdict(list)
    for plan in db.execute(_PLANS, values).fetchall():
        plans[plan["mail_id"]].append(plan)
    told: dict[tuple[int, int | None], list[tuple[int, str, str]]] = defaultdict(list)
    for row_id, mail_id, plan_id, severity, code in db.execute(_FINDINGS, values).fetchall():
        told[mail_id, plan_id].append((row_id, severity, code))

    def whole(mail: Any) -> bool:
        if not mail["in_parts"] or mail["verdict"] == "sealed" or mail["id"] in plans:
            return False
        return db.execute(_WHOLE, {**values, "mail_id": mail["id"]}).fetchone() is not None

    return sorted(place for mail in mails if not whole(mail) for place in places_of(mail, plans[mail["id"]], told))
