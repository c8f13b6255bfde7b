"""Our own letters and what became of them: failed and bounced first, tried again by a click; and who got no answer."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from starlette.responses import RedirectResponse, Response

from mailbot.desk.access import Posted, Visit, officer, officer_sends, viewer
from mailbot.desk.filters import PAGE_SIZE, page_number
from mailbot.desk.letters import text_of
from mailbot.desk.words import LETTERS
from mailbot.ledger import queries
from mailbot.ledger.queries import Asked, Letter, LetterFilter
from mailbot.ledger.queries.letter import stored_letter
from mailbot.ledger.queries.outbox import Fate
from mailbot.ledger.store import Ledger
from mailbot.outbox.queue import OutboxQueue

router = APIRouter(include_in_schema=False)
MOST_AT_ONCE = 200
"""Letters tried again by one click, so that each can be looked at before."""
FATES = ("failed", "bounced", "waiting", "sent")
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/outbox")
def outbox(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """All letters, newest first, with filters."""
    query = request.query_params
    values = {"fate": query.get("fate", ""), "kind": query.get("kind", "")}
    if (values["fate"] and values["fate"] not in FATES) or (values["kind"] and values["kind"] not in LETTERS):
        raise HTTPException(422)
    wanted = LetterFilter(fate=cast(Fate, values["fate"]) if values["fate"] else None, kind=values["kind"] or None)
    with visit.office.reading() as db:
        page = queries.letters(db, wanted, Asked(page_number(query), PAGE_SIZE))
        figures = visit.office.remembered.health(db).outbox
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit, "outbox.html", page=page, figures=figures, values=values, fates=FATES, kinds=LETTERS
    )


@router.get("/outbox/retry")
def retry_which(request: Request, visit: Annotated[Visit, Depends(officer)]) -> Response:
    """Which letters would be tried again, before they are: those that failed, then those that wait."""
    lines: list[Letter] = []
    with visit.office.reading() as db:
        figures = queries.outbox_figures(db)
        for wanted in (LetterFilter(fate="failed"), LetterFilter(fate="waiting")):
            lines += queries.letters(db, wanted, Asked(size=MOST_AT_ONCE)).lines
    lines = lines[:MOST_AT_ONCE]
    left = figures.failed + figures.waiting - len(lines)
    return request.app.state.renderer.page(visit, "retry.html", lines=lines, left=left, tried=None)  # type: ignore[no-any-return]


@router.get("/outbox/{number}")
def letter(request: Request, number: Number, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """One letter as it was sent. Of an answer to a sealed mail only its fate."""
    with visit.office.reading() as db:
        found = stored_letter(db, number)
    if found is None:
        raise HTTPException(404)
    text = "" if found.sealed else text_of(found.raw)
    return request.app.state.renderer.page(visit, "letter.html", letter=found, text=text)  # type: ignore[no-any-return]


@router.post("/outbox/retry")
def retry(request: Request, posted: Annotated[Posted, Depends(officer_sends)]) -> Response:
    """Try one letter again, or all that were shown as waiting or failed: the same bytes, and never one that has left.
    Of many, what became of each is told row by row."""
    office, number, asked = (
        posted.visit.office,
        posted.number("number"),
        _numbers(posted.text("numbers", 8 * MOST_AT_ONCE)),
    )
    if not number and not asked:
        raise HTTPException(422)
    tried: set[int] = set()
    with office.writing(Ledger) as ledger:
        queue = OutboxQueue(ledger, office.longest_sending)
        for one in [number] if number else asked:
            tried.update(queue.try_again(one, posted.visit.actor, office.now()))
    if number:
        return RedirectResponse(f"/outbox?told={'retried' if tried else 'nothing'}", 303)
    with office.reading() as db:
        page = queries.letters(db, LetterFilter(ids=asked), Asked(size=MOST_AT_ONCE))
    return request.app.state.renderer.page(posted.visit, "retry.html", lines=page.lines, left=0, tried=tried)  # type: ignore[no-any-return]


def _numbers(text: str) -> list[int]:
    found = [one for one in text.split(",") if one.isascii() and one.isdecimal() and len(one) < 10]
    return [int(one) for one in found[:MOST_AT_ONCE]]


@router.get("/unanswered")
def unanswered(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Every reason for which mails got no answer, with how many."""
    with visit.office.reading() as db:
        reasons = queries.unanswered(db)
    return request.app.state.renderer.page(visit, "unanswered.html", reasons=reasons)  # type: ignore[no-any-return]
