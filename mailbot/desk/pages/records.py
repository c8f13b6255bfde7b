"""Pages of record: is the system well, who did what, everything found by a word."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from mailbot.desk.access import Visit, viewer
from mailbot.desk.filters import PAGE_SIZE, page_number, short, standing_now
from mailbot.ledger import queries
from mailbot.ledger.queries import Asked, EventFilter, Selection
from mailbot.rules import Rules

router = APIRouter(include_in_schema=False)
MOST_FOUND = 200
"""Agencies that a search shows, twenty of them at once."""


@router.get("/health")
def health(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """What is wrong now, what is on its way, when the last mail was fetched."""
    with visit.office.reading() as db:
        found = visit.office.remembered.health(db)
    return request.app.state.renderer.page(visit, "health.html", health=found, now=visit.office.now())  # type: ignore[no-any-return]


@router.get("/events")
def events(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """The audit trail, newest first, with filters."""
    query, zone = request.query_params, visit.office.bench.rules.round.zone
    values = {key: query.get(key, "")[:80] for key in ("actor", "action", "agency", "since", "until")}
    values["for_staff"] = "yes" if query.get("for_staff") else ""
    wanted = EventFilter(
        actor=values["actor"],
        action=values["action"],
        agency_id=values["agency"],
        for_staff=bool(values["for_staff"]),
        since=_start(values["since"], zone),
        until=_start(values["until"], zone, days=1),
    )
    with visit.office.reading() as db:
        page = queries.audit(db, wanted, Asked(page_number(query), PAGE_SIZE))
        actions = queries.actions(db)
    return request.app.state.renderer.page(visit, "events.html", page=page, actions=actions, values=values)  # type: ignore[no-any-return]


@router.get("/search")
def search(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Agencies by name and how they stand, mails by receipt, subject, sender, file and finding. Who types a receipt as
    it is said goes straight to its mail; for a number alone, which may be a year, its mail is offered first."""
    question = short(request.query_params.get("q", ""))
    bench = visit.office.bench
    asked = Asked(page_number(request.query_params), PAGE_SIZE)
    with visit.office.reading() as db:
        receipt = queries.receipt_said(db, bench.rules.round.receipt_prefix, question)
        if receipt and not question.strip().isdecimal():
            return RedirectResponse(f"/mails/{receipt}", 303)
        found = queries.search(db, bench.registry, question, finding_titles(bench.rules), asked)
        standing = standing_now(db, bench, Selection(text=question)) if found.agencies else []
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit,
        "search.html",
        q=question,
        found=found,
        receipt=receipt,
        standing={one.agency.id: one for one in standing},
        most=MOST_FOUND,
    )


def finding_titles(rules: Rules) -> dict[str, str]:
    """Finding code to its titles, in both languages, to be searched."""
    return {code: f"{text.title_th} {text.title_en}" for code, text in rules.findings.items()}


def _start(text: str, zone: ZoneInfo, days: int = 0) -> datetime | None:
    """The beginning of a day of the round's zone; None when none is given."""
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text) + timedelta(days=days), time.min, zone)
    except (ValueError, OverflowError):
        raise HTTPException(422) from None
