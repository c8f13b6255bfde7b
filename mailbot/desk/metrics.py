"""/healthz and /metrics: is it alive, and the figures that a monitor draws (Prometheus text format 0.0.4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials
from sqlite_utils import Database
from starlette.responses import JSONResponse, PlainTextResponse, Response

from mailbot.desk.access import anyone
from mailbot.desk.api import BEARER, client_of
from mailbot.desk.office import Office
from mailbot.errors import MailbotError
from mailbot.ledger import queries
from mailbot.ledger.moments import from_text

router = APIRouter(include_in_schema=False, dependencies=[Depends(anyone)])


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure. kind: gauge or counter; labels: name and value of each."""

    name: str
    kind: str
    meaning: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


Source = Callable[[Database, datetime], Iterable[Metric]]


def of_ledger(db: Database, now: datetime) -> Iterable[Metric]:
    """What the ledger itself knows."""
    found = queries.health(db)
    review = queries.review_figures(db)
    yield Metric("mailbot_mails_total", "counter", "Mails taken in.", found.mails)
    for state in ("fetched", "decided", "settled"):
        labels = (("state", state),)
        yield Metric("mailbot_mails_unfinished", "gauge", "Mails on their way.", found.unfinished.get(state, 0), labels)
    yield Metric("mailbot_review_waiting", "gauge", "Mails that wait for a person.", review.waiting)
    for fate in ("waiting", "uncertain", "sent", "failed", "bounced"):
        labels = (("fate", fate),)
        yield Metric("mailbot_letters", "gauge", "Our letters by fate.", getattr(found.outbox, fate), labels)
    yield Metric("mailbot_troubles", "gauge", "Things that are wrong now.", len(found.troubles))
    oldest = found.outbox.oldest_waiting
    for name, meaning, since in (
        ("mailbot_last_mail_age_seconds", "Since the newest mail was taken in.", found.last_fetched_at),
        ("mailbot_oldest_letter_age_seconds", "Since the oldest unsent letter was written.", oldest),
        ("mailbot_oldest_review_age_seconds", "Since the oldest mail that waits for a person came.", review.oldest),
    ):
        if since:
            yield Metric(name, "gauge", meaning, (now - from_text(since)).total_seconds())


SOURCES: list[Source] = [of_ledger]
"""Whoever knows more figures adds a function here."""


@router.get("/healthz")
def healthz(request: Request) -> Response:
    """200 while the ledger can be read, else 503; nothing else is told to strangers."""
    office: Office = request.app.state.office
    try:
        with office.reading() as db:
            queries.outbox_figures(db)
    except MailbotError:
        return JSONResponse({"ok": False}, 503)
    return JSONResponse({"ok": True})


@router.get("/metrics")
def metrics(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
) -> PlainTextResponse:
    """Figures for a monitor: with a token, unless `desk.open_metrics` says that anybody may."""
    office: Office = request.app.state.office
    if not office.settings.open_metrics and client_of(office, given) is None:
        raise HTTPException(401, "a token is needed", {"WWW-Authenticate": "Bearer"})
    with office.reading() as db:
        found = [metric for source in SOURCES for metric in source(db, office.now())]
    return PlainTextResponse(_written(found), media_type="text/plain; version=0.0.4; charset=utf-8")


def _written(found: Iterable[Metric]) -> str:
    lines: list[str] = []
    told: set[str] = set()
    for metric in found:
        if metric.name not in told:
            told.add(metric.name)
            lines += [f"# HELP {metric.name} {metric.meaning}", f"# TYPE {metric.name} {metric.kind}"]
        labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in metric.labels)
        lines.append(f"{metric.name}{f'{{{labels}}}' if labels else ''} {metric.value:g}")
    return "\n".join(lines) + "\n"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
