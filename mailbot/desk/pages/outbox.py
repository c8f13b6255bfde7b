"""Our own letters and what became of them: failed and bounced first, tried again by a click; and who got no answer."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from starlette.responses import RedirectResponse, Response

from mailbot.desk.access import Posted, Visit, officer_sends, viewer
from mailbot.desk.filters import PAGE_SIZE, page_number
from mailbot.desk.letters import text_of
from mailbot.desk.words import LETTERS
from mailbot.ledger import queries
from mailbot.ledger.queries import Asked, LetterFilter
from mailbot.ledger.queries.letter import stored_letter
from mailbot.ledger.queries.outbox import Fate
from mailbot.ledger.store import Ledger
from mailbot.outbox.queue import OutboxQueue

router = APIRouter(include_in_schema=False)
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
    """Try one letter again, or all that wait or failed: the same bytes, and never one that has left."""
    office, number = posted.visit.office, posted.number("number")
    every = posted.text("all") == "yes"
    if not number and not every:
        raise HTTPException(422)
    with office.writing(Ledger) as ledger:
        queue = OutboxQueue(ledger, office.longest_sending)
        tried = queue.try_again(None if every else number, posted.visit.actor, office.now())
    return RedirectResponse(f"/outbox?told={'retried' if tried else 'nothing'}", 303)


@router.get("/unanswered")
def unanswered(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Every reason for which mails got no answer, with how many."""
    with visit.office.reading() as db:
        reasons = queries.unanswered(db)
    return request.app.state.renderer.page(visit, "unanswered.html", reasons=reasons)  # type: ignore[no-any-return]
