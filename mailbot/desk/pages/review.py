"""The queue of what waits for a person, and one case of it: all that is known, and every decision with its letter."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from starlette.responses import RedirectResponse, Response

from mailbot.desk.access import Posted, Visit, officer, officer_sends, viewer
from mailbot.desk.filters import PAGE_SIZE, page_number, short
from mailbot.desk.office import Office
from mailbot.desk.pages.mails import Receipt, mail_values
from mailbot.desk.render import language
from mailbot.errors import Outdated
from mailbot.ledger import queries
from mailbot.ledger.queries import Asked, Page, Place, roster
from mailbot.ledger.store import Ledger
from mailbot.ledger.waiting import in_full
from mailbot.mailbox.spool import SealedAway
from mailbot.rehearing import Rehearing
from mailbot.reviewing import Impossible, Reviewing
from mailbot.sealing.keeper import Keeper

router = APIRouter(include_in_schema=False)
MOST_FOUND = 12
"""Agencies shown when one is searched for by name."""
SEALED_AWAY_TH = "อีเมลนี้แยกเก็บและเข้ารหัสไว้ เปิดได้ด้วยกุญแจส่วนตัวเท่านั้น (mailbot sealed read หรือ mailbot review release)"
_TOLD = {
    "assign": "assigned",
    "accept": "accepted",
    "return": "returned",
    "seal": "sealed",
    "release": "released",
    "not_ours": "not_ours",
    "split": "saved",
    "join": "saved",
    "undo": "undone",
}
_NEEDS_TEXT = frozenset({"accept", "return", "seal", "release", "not_ours", "split", "join", "undo"})


@router.get("/review")
def queue(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """All that waits, oldest first; viewers read it and decide nothing. `why` keeps those of one finding, `whose` those
    of which nobody knows whose."""
    values = _filter(request)
    with visit.office.reading() as db:
        figures = visit.office.remembered.review(db)
        places = _kept(queries.queue(db), values)
        asked = Asked(page_number(request.query_params), PAGE_SIZE).within(len(places))
        lines = in_full(db, places[asked.offset : asked.offset + asked.size], visit.office.now())
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit,
        "queue.html",
        page=Page.of(tuple(lines), len(places), asked),
        figures=figures,
        values=values,
        now=visit.office.now(),
    )


@router.get("/review/{receipt}")
def case(request: Request, receipt: Receipt, visit: Annotated[Visit, Depends(officer)]) -> Response:
    """One case with its decisions; also one that is decided, which can be undone."""
    return _case(request, visit, receipt, _plan_asked(request))


@router.post("/review/{receipt}/claim")
def claim(request: Request, receipt: Receipt, posted: Annotated[Posted, Depends(officer_sends)]) -> Response:
    """Show others for a quarter of an hour that one works on it."""
    with reviewing(posted.visit.office) as desk:
        mine = desk.claim(receipt, actor=posted.visit.actor).mine
    return RedirectResponse(_address(receipt, posted, told="claimed" if mine else ""), 303)


@router.post("/review/{receipt}/preview")
def preview(request: Request, receipt: Receipt, posted: Annotated[Posted, Depends(officer_sends)]) -> Response:
    """The letter that a decision would send, before it goes."""
    act, plan, text = posted.text("act"), posted.number("plan"), posted.text("reason")
    if act not in ("assign", "accept", "return"):
        raise HTTPException(422)
    if act == "return" and not text:
        return _case(request, posted.visit, receipt, plan or None, status=422, fault="text", typed=_typed(posted, act))
    try:
        with reviewing(posted.visit.office) as desk:
            letter = desk.preview(act, receipt, plan, agency_id=posted.text("agency_id") or None, text=text)  # type: ignore[arg-type]
    except Impossible as error:
        typed = _typed(posted, act)
        return _case(
            request,
            posted.visit,
            receipt,
            plan or None,
            status=422,
            fault="impossible",
            detail=_said(request, error),
            typed=typed,
        )
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        posted.visit, "preview.html", receipt=receipt, act=act, plan=plan, posted=posted, letter=letter, text=text
    )


@router.post("/review/{receipt}/{act}")
def decide(
    request: Request,
    receipt: Receipt,
    act: Annotated[str, Path(pattern="^[a-z_]{1,20}$")],
    posted: Annotated[Posted, Depends(officer_sends)],
) -> Response:
    """Write a decision down. Somebody who was first is told of, with what was typed; then nothing is changed."""
    if act not in _TOLD:
        raise HTTPException(404)
    visit, plan = posted.visit, posted.number("plan") or None
    typed = _typed(posted, act)
    if act in _NEEDS_TEXT and not posted.text("reason"):
        return _case(request, visit, receipt, plan, status=422, fault="text", typed=typed)
    next_one = _next(request, visit, receipt, plan, posted)
    try:
        with reviewing(visit.office) as desk:
            _decide(desk, act, receipt, plan, posted)
    except Outdated as error:
        return _case(
            request, visit, receipt, plan, status=409, fault="outdated", typed=typed, detail="; ".join(error.since)
        )
    except (Impossible, SealedAway) as error:
        detail = _said(request, error)
        return _case(request, visit, receipt, plan, status=422, fault="impossible", detail=detail, typed=typed)
    if act in ("assign", "undo", "release") or next_one is None:
        keep = act in ("assign", "undo", "release")
        where = _address(receipt, posted, told=_TOLD[act]) if keep else f"/review?{_rest(posted, told=_TOLD[act])}"
        return RedirectResponse(where, 303)
    return RedirectResponse(
        f"/review/{next_one.receipt}?{_rest(posted, plan=next_one.position or None, told=_TOLD[act])}", 303
    )


def _decide(desk: Reviewing, act: str, receipt: str, plan: int | None, posted: Posted) -> None:
    actor, seen, reason = posted.visit.actor, posted.number("seen"), posted.text("reason")
    known: dict[str, Callable[[], object]] = {
        "assign": lambda: desk.assign(
            receipt, plan or 1, posted.text("agency_id"), actor=actor, seen=seen, reason=reason
        ),
        "accept": lambda: desk.accept(receipt, plan or 1, reason, actor=actor, seen=seen),
        "return": lambda: desk.give_back(receipt, plan or 1, reason, actor=actor, seen=seen),
        "seal": lambda: desk.seal(receipt, reason, actor=actor, seen=seen),
        "release": lambda: desk.release(receipt, reason, actor=actor, seen=seen),
        "not_ours": lambda: desk.not_ours(receipt, plan, reason, actor=actor, seen=seen),
        "split": lambda: desk.split(receipt, reason, actor=actor, seen=seen),
        "join": lambda: desk.join(receipt, posted.text("other"), reason, actor=actor, seen=seen),
        "undo": lambda: desk.undo(receipt, reason, actor=actor, seen=seen),
    }
    known[act]()


@contextmanager
def reviewing(office: Office) -> Iterator[Reviewing]:
    """Staff's decisions over a ledger of this request; one at a time, since judging anew has one worker."""
    place = office.place
    with office.deciding, office.writing(Ledger) as ledger:
        keeper = Keeper(ledger, place.spool, place.keys, place.clock, place.step)
        rehearing = Rehearing(ledger, keeper.bytes_of, place.examiner, place.answering)
        yield Reviewing(ledger, rehearing, keeper.settle, place.clock)


def _case(
    request: Request,
    visit: Visit,
    receipt: str,
    plan: int | None,
    *,
    status: int = 200,
    fault: str = "",
    detail: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    values = mail_values(visit, receipt)
    mail, examination = values["mail"], values["examination"]
    if not mail["judgment"]:
        raise HTTPException(404)
    kept = _filter(request)
    with visit.office.reading() as db:
        places = _kept(queries.queue(db), kept)
        at = next(
            (i for i, one in enumerate(places) if one.receipt == receipt and plan in (None, one.position or None)), None
        )
        this = in_full(db, places[at : at + 1], visit.office.now())[0] if at is not None else None
    number = plan or (this.plan if this else None) or (1 if examination and examination.plans else None)
    plans = examination.plans if examination else []
    if number is not None and number > len(plans):
        number = 1 if plans else None
    find = short(request.query_params.get("find", ""))
    found = roster(visit.office.bench.registry).named(find)[:MOST_FOUND] if find else []
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit,
        "case.html",
        status,
        **values,
        this=this,
        now=visit.office.now(),
        number=number,
        plan=plans[number - 1] if number else None,
        place=None if at is None else at + 1,
        total=len(places),
        before=places[at - 1] if at else None,
        after=places[at + 1] if at is not None and at + 1 < len(places) else None,
        kept=kept,
        fault=fault,
        detail=detail,
        typed=typed or {},
        find=find,
        found=found,
    )


def _said(request: Request, error: Impossible | SealedAway) -> str:
    """Why it cannot be done, in the reader's language."""
    if language(request) == "en":
        return str(error)
    return error.thai if isinstance(error, Impossible) else SEALED_AWAY_TH


def _filter(request: Request) -> dict[str, Any]:
    query = request.query_params
    return {"why": query.get("why", "")[:60], "whose": "unknown" if query.get("whose") == "unknown" else ""}


def _kept(places: Sequence[Place], values: dict[str, Any]) -> Sequence[Place]:
    return [
        one
        for one in places
        if (not values["why"] or values["why"] in one.why)
        and (not values["whose"] or (one.agency_id is None and one.verdict != "sealed"))
    ]


def _next(request: Request, visit: Visit, receipt: str, plan: int | None, posted: Posted) -> Place | None:
    """What comes after this one in the queue as it was filtered, before it leaves the queue."""
    values = {"why": posted.text("why", 60), "whose": posted.text("whose", 20)}
    with visit.office.reading() as db:
        places = _kept(queries.queue(db), values)
    at = next((i for i, one in enumerate(places) if one.receipt == receipt and one.position == (plan or 0)), None)
    return places[at + 1] if at is not None and at + 1 < len(places) else None


def _plan_asked(request: Request) -> int | None:
    text = request.query_params.get("plan", "")
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 5 else None


def _typed(posted: Posted, act: str) -> dict[str, str]:
    return {"act": act, "reason": posted.text("reason"), "agency_id": posted.text("agency_id")}


def _address(receipt: str, posted: Posted, told: str = "") -> str:
    return f"/review/{receipt}?{_rest(posted, plan=posted.number('plan') or None, told=told)}"


def _rest(posted: Posted, plan: int | None = None, told: str = "") -> str:
    values = {"plan": plan, "why": posted.text("why", 60), "whose": posted.text("whose", 20), "told": told}
    return urlencode({key: value for key, value in values.items() if value})
