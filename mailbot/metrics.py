"""Figures for Prometheus: a pure function from ledger and moment to text. The desk serves it, `mailbot metrics` prints
it for node_exporter's textfile collector. Only counts and times: no address, no name of a person, nothing of a plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.agencies.registry import Registry
from mailbot.ledger import queries
from mailbot.ledger.moments import from_text
from mailbot.rules import Rules

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Labels = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Metric:
    name: str
    kind: str
    help: str
    samples: tuple[tuple[Labels, float], ...]


def metrics(db: Database, registry: Registry, rules: Rules, review_folder: str, now: datetime) -> str:
    """Text exposition format 0.0.4. now: aware. Times are Unix seconds; what has not happened yet is left out.
    review_folder: the mailbox's folder for staff."""
    return "".join(
        _written(metric) for metric in (*_mails(db, review_folder), *_outbox(db), *_standing(db, registry, rules, now))
    )


def _mails(db: Database, review_folder: str) -> Iterator[_Metric]:
    health = queries.health(db)
    work = queries.work(db, review_folder)
    review = work.review
    verdicts = _counts(db, "SELECT coalesce(verdict, 'none'), count(*) FROM mail GROUP BY 1 ORDER BY 1", "verdict")
    yield _Metric("mailbot_mails_total", "counter", "Mails taken in, by verdict.", verdicts)
    yield _Metric("mailbot_mail_bytes_total", "counter", "Bytes of mails taken in.", (({}, health.bytes),))
    states = tuple(({"state": state}, float(count)) for state, count in sorted(health.unfinished.items()))
    yield _Metric("mailbot_mails_unfinished", "gauge", "Mails on their way, by state.", states)
    yield _Metric("mailbot_review_waiting", "gauge", "Cases that wait for a person.", (({}, review.waiting),))
    yield _time("mailbot_review_oldest_seconds", "Arrival of the oldest case that waits for a person.", review.oldest)
    yield _Metric("mailbot_to_answer", "gauge", "Mails that a person has to answer.", (({}, work.to_answer),))
    yield _time("mailbot_last_fetch_seconds", "When a mail was taken in last.", health.last_fetched_at)
    yield _time("mailbot_last_event_seconds", "When anything was written to the ledger last.", health.last_event_at)
    names = sorted({one.name.partition(" ")[0] for one in health.troubles})
    wrong = tuple(({"name": name}, 1.0) for name in names)
    yield _Metric("mailbot_trouble", "gauge", "1 for each thing that is wrong now.", wrong)
    failures = db.execute("SELECT count(*) FROM event WHERE action = 'failed'").fetchone()[0]
    yield _Metric("mailbot_examination_failures_total", "counter", "Tries to examine that failed.", (({}, failures),))
    reasons = _counts(
        db,
        "SELECT coalesce(json_extract(detail, '$.reason'), '?'), count(*) FROM event "
        "WHERE action = 'reply_withheld' GROUP BY 1 ORDER BY 1",
        "reason",
    )
    yield _Metric("mailbot_replies_withheld_total", "counter", "Mails that were not answered, by reason.", reasons)


def _outbox(db: Database) -> Iterator[_Metric]:
    figures = queries.outbox_figures(db)
    kinds = _counts(db, "SELECT kind, count(*) FROM outbox WHERE state = 'sent' GROUP BY 1 ORDER BY 1", "kind")
    yield _Metric("mailbot_letters_sent_total", "counter", "Our mails that the server took, by kind.", kinds)
    yield _Metric("mailbot_outbox_waiting", "gauge", "Our mails without an end yet.", (({}, figures.waiting),))
    yield _Metric("mailbot_letters_failed_total", "counter", "Our mails that no server took.", (({}, figures.failed),))
    yield _Metric("mailbot_letters_bounced_total", "counter", "Our mails that came back.", (({}, figures.bounced),))
    yield _time("mailbot_outbox_oldest_seconds", "Since when the oldest of our mails waits.", figures.oldest_waiting)


def _standing(db: Database, registry: Registry, rules: Rules, now: datetime) -> Iterator[_Metric]:
    found = queries.standings(db, registry, rules.round.id, list(rules.tiers))
    samples = tuple(
        ({"round": rules.round.id, "tier": one.group, "state": state}, float(getattr(one, state)))
        for one in queries.overview(found)
        for state in ("complete", "deficient", "review", "sealed", "withheld", "missing")
    )
    yield _Metric("mailbot_agencies", "gauge", "Agencies whose plan is expected, by tier and state.", samples)
    vital = sum(one.agency.vital and one.state in ("missing", "deficient") for one in found)
    yield _Metric("mailbot_agencies_vital_awaited", "gauge", "Vital agencies whose plan is awaited.", (({}, vital),))
    left = (rules.round.deadline_moment - now).total_seconds()
    yield _Metric("mailbot_deadline_in_seconds", "gauge", "Until the deadline's end; negative after.", (({}, left),))


def _counts(db: Database, sql: str, label: str) -> tuple[tuple[Labels, float], ...]:
    return tuple(({label: str(row[0])}, float(row[1])) for row in db.execute(sql))


def _time(name: str, text: str, moment: str | None) -> _Metric:
    return _Metric(name, "gauge", text, (({}, from_text(moment).timestamp()),) if moment else ())


def _written(metric: _Metric) -> str:
    lines = [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} {metric.kind}"]
    for labels, value in metric.samples:
        inside = ",".join(f'{name}="{_escaped(text)}"' for name, text in labels.items())
        lines.append(f"{metric.name}{{{inside}}} {value:.15g}" if inside else f"{metric.name} {value:.15g}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
