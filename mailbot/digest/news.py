"""The reader behind digest and report: what the ledger says of a stretch of time. Nothing of a sealed mail is told."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from mailbot.agencies.registry import Registry
from mailbot.digest.model import Folders, News, Report, Waiting
from mailbot.ledger import queries
from mailbot.ledger.moments import from_text, to_text
from mailbot.rules import Rules

MOST_LISTED = 20
"""Mails, names and addresses that a list of a digest holds; the desk has the rest."""

_CAME = """
SELECT CASE WHEN duplicate_of IS NOT NULL THEN 'repetition' WHEN verdict = 'no_plan' THEN coalesce(kind, 'other')
ELSE coalesce(verdict, 'waits') END AS what, count(*) AS mails
FROM mail WHERE fetched_at > :since AND fetched_at <= :until GROUP BY what
"""
_WITHHELD = """
SELECT json_extract(detail, '$.reason') AS reason, count(*) AS mails FROM event
WHERE action = 'reply_withheld' AND at > :since AND at <= :until GROUP BY reason ORDER BY mails DESC, reason
"""
_BOUNCED = """
SELECT DISTINCT outbox.agency_id, outbox.recipient FROM event JOIN outbox ON outbox.id = event.outbox_id
LEFT JOIN mail ON mail.id = outbox.mail_id
WHERE event.action = 'bounced' AND event.at > :since AND event.at <= :until AND coalesce(mail.verdict, '') <> 'sealed'
ORDER BY outbox.recipient
"""
_AGENCIES = """
SELECT mail_id, group_concat(DISTINCT agency_id) AS agencies FROM plan
WHERE mail_id IN (SELECT value FROM json_each(?)) AND superseded_at IS NULL AND agency_id IS NOT NULL GROUP BY mail_id
"""
_COUNTS = """
SELECT (SELECT count(*) FROM event WHERE action IN ('refused', 'gave_up') AND at > :since AND at <= :until),
(SELECT count(*) FROM event WHERE action = 'reminder' AND at > :since AND at <= :until),
(SELECT count(*) FROM mail WHERE folder = :quarantine AND decided_at > :since AND decided_at <= :until)
"""
_TROUBLES = """
SELECT json_extract(detail, '$.name') AS name, count(*) AS times FROM event
WHERE action = 'trouble' AND at > :since AND at <= :until GROUP BY name ORDER BY name
"""


def news(db: Database, registry: Registry, rules: Rules, folders: Folders, since: datetime, until: datetime) -> News:
    """What happened in (since, until], both aware. folders: names of the mailbox's folders."""
    span = {"since": to_text(since), "until": to_text(until), "quarantine": folders.quarantine}
    found = _standings(db, registry, rules, None)
    before = queries.total(_standings(db, registry, rules, since))
    whole = queries.total(found)
    failed, reminders, quarantined = db.execute(_COUNTS, span).fetchone()
    return News(
        since=since,
        until=until,
        came={row["what"]: row["mails"] for row in db.execute(_CAME, span)},
        withheld={row["reason"] or "?": row["mails"] for row in db.execute(_WITHHELD, span)},
        bounced=tuple(_names(registry, row["agency_id"], row["recipient"]) for row in db.execute(_BOUNCED, span)),
        failed=failed,
        reminders=reminders,
        troubles={one.name: from_text(one.since) for one in queries.health(db).troubles},
        told={row["name"]: row["times"] for row in db.execute(_TROUBLES, span)},
        work=queries.work(db, folders.review),
        waiting=_waiting(db, registry),
        outbox=queries.outbox_figures(db),
        quarantined=quarantined,
        whole=whole,
        change=whole.complete - before.complete,
        vital=tuple(one.agency.name_th for one in found if one.agency.vital and one.state in ("missing", "deficient")),
    )


def report(
    db: Database, registry: Registry, rules: Rules, folders: Folders, since: datetime, until: datetime
) -> Report:
    """The week for the chief."""
    found = _standings(db, registry, rules, None)
    this = rules.round
    return Report(
        news=news(db, registry, rules, folders, since, until),
        tiers=tuple(queries.overview(found)),
        forecast=queries.progress(db, found, this.deadline, this.zone, until).forecast,
        provinces=_worst(queries.figures(found, registry, "province"), registry, province=True),
        ministries=_worst(queries.figures(found, registry, "ministry"), registry, province=False),
    )


def _standings(db: Database, registry: Registry, rules: Rules, as_of: datetime | None) -> list[queries.Standing]:
    return queries.standings(db, registry, rules.round.id, list(rules.tiers), as_of=as_of)


def _worst(
    figures: Sequence[queries.Figures], registry: Registry, *, province: bool
) -> tuple[tuple[str, int, int], ...]:
    """The five groups with most missing plans, by name."""
    named = []
    for one in figures:
        if province:
            place = registry.provinces.get(one.group)
            name = place.name_th if place else ""
        else:
            agency = registry.get(one.group)
            name = agency.name_th if agency else ""
        if name and one.missing:
            named.append((name, one.missing, one.expected))
    return tuple(sorted(named, key=lambda entry: (-entry[1], entry[0]))[:5])


def _names(registry: Registry, agency_id: str | None, address: str) -> str:
    agency = registry.get(agency_id) if agency_id else None
    return f"{agency.name_th} ({address})" if agency else address


def _waiting(db: Database, registry: Registry) -> tuple[Waiting, ...]:
    """The whole queue; a mail that waits as such is told by the agencies of its plans."""
    places = queries.queue(db)
    asked = json.dumps([place.mail_id for place in places if not place.position])
    of_mail = {row["mail_id"]: row["agencies"].split(",") for row in db.execute(_AGENCIES, (asked,))}

    def told(place: queries.Place) -> Waiting:
        sealed = place.verdict == "sealed"
        ids = [place.agency_id] if place.agency_id else of_mail.get(place.mail_id, [])
        agencies = (registry.get(one) for one in ids if not sealed)
        names = tuple(agency.name_th for agency in agencies if agency is not None)
        return Waiting(place.receipt, from_text(place.since), names, sealed)

    return tuple(told(place) for place in places)
