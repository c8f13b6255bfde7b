"""The mails that came, and everything known of one: what explain tells, its words, its files, pages of its PDF."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from starlette.responses import RedirectResponse, Response

from mailbot.desk.access import Posted, Visit, officer, officer_sends, viewer
from mailbot.desk.filters import PAGE_SIZE, page_number, short
from mailbot.desk.letters import text_of
from mailbot.desk.words import KINDS
from mailbot.examination import Examination
from mailbot.ledger import queries, questions
from mailbot.ledger.book import Book
from mailbot.ledger.queries import Asked, MailFilter
from mailbot.mailbox.spool import SealedAway

router = APIRouter(include_in_schema=False)
Receipt = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
VERDICTS = ("accepted", "deficient", "review", "sealed", "no_plan")
_SHOWN_OF_SEALED = ("receipt", "verdict", "kind")


class SealedView(Exception):
    """What somebody wants to open is sealed; the look is recorded."""


@router.get("/to-answer")
def to_answer(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """What staff are to answer although no plan of it is to be decided: questions and notices, oldest first."""
    asked = Asked(page_number(request.query_params), PAGE_SIZE)
    with visit.office.reading() as db:
        page = queries.mail_page(db, MailFilter(to_answer_in=visit.office.review_folder), asked)
    return request.app.state.renderer.page(visit, "to_answer.html", page=page)  # type: ignore[no-any-return]


@router.post("/mails/{receipt}/answered")
def answered(request: Request, receipt: Receipt, posted: Annotated[Posted, Depends(officer_sends)]) -> Response:
    """Note that a person has answered, or that no answer is needed; or take that back."""
    visit = posted.visit
    with visit.office.reading() as db:
        found = queries.mail_by_receipt(db, receipt)
    if found is None:
        raise HTTPException(404)
    again = posted.text("again") == "yes"
    folder, reason = visit.office.review_folder, posted.text("reason")
    with visit.office.writing(Book) as book:
        noted = questions.note(book, found["id"], folder, visit.actor, reason, visit.office.now(), again=again)
    told = "saved" if noted else "noted_before"
    return RedirectResponse(f"/to-answer?told={told}" if not again else f"/mails/{receipt}?told={told}", 303)


@router.get("/mails")
def mails(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Newest first, with filters."""
    query, bench = request.query_params, visit.office.bench
    values = {
        "verdict": query.get("verdict", ""),
        "kind": query.get("kind", ""),
        "finding": query.get("finding", ""),
        "text": short(query.get("text", "")),
        "unanswered": "yes" if query.get("unanswered") else "",
        "reason": query.get("reason", "")[:100],
    }
    if (values["verdict"] and values["verdict"] not in VERDICTS) or (values["kind"] and values["kind"] not in KINDS):
        raise HTTPException(422)
    if values["finding"] and values["finding"] not in bench.rules.findings:
        raise HTTPException(422)
    wanted = MailFilter(
        verdict=values["verdict"] or None,
        kind=values["kind"] or None,
        text=values["text"],
        finding=values["finding"] or None,
        unanswered=bool(values["unanswered"]),
        reason=values["reason"] or None,
    )
    with visit.office.reading() as db:
        page = queries.mail_page(db, wanted, Asked(page_number(query), PAGE_SIZE))
    return request.app.state.renderer.page(visit, "mails.html", values=values, page=page, verdicts=VERDICTS)  # type: ignore[no-any-return]


@router.get("/mails/{receipt}")
def mail(request: Request, receipt: Receipt, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Everything of one mail; of a sealed one when it came and what became of it, and the look itself is recorded."""
    values = mail_values(visit, receipt)
    return request.app.state.renderer.page(visit, "mail.html", **values)  # type: ignore[no-any-return]


def mail_values(visit: Visit, receipt: str) -> dict[str, Any]:
    """What the template of a mail needs. Raises HTTPException 404."""
    with visit.office.reading() as db:
        found = queries.mail_by_receipt(db, receipt)
    if found is None:
        raise HTTPException(404)
    sealed = found["verdict"] == "sealed"
    if sealed:
        note_view(visit, found)
        found["events"] = [
            {**event, "detail": {k: v for k, v in event["detail"].items() if k in _SHOWN_OF_SEALED}}
            for event in found["events"]
        ]
    examination = Examination.model_validate(found["examination"]) if found["examination"] and not sealed else None
    letter = found["outbox"]
    with visit.office.reading() as db:
        open_question = questions.is_open(db, found["id"], visit.office.review_folder)
    return {
        "mail": found,
        "open_question": open_question,
        "sealed": sealed,
        "examination": examination,
        "letter": letter,
        "letter_text": text_of(letter["raw"]) if letter and not sealed else "",
    }


@router.get("/mails/{receipt}/words")
def words(request: Request, receipt: Receipt, visit: Annotated[Visit, Depends(officer)]) -> Response:
    """What the sender wrote, as plain text."""
    found = _open_row(visit, receipt)
    read = request.app.state.opening.words(_bytes(visit, found))
    return request.app.state.renderer.page(visit, "words.html", mail=found, words=read)  # type: ignore[no-any-return]


@router.get("/mails/{receipt}/files/{sha256}")
def file(request: Request, receipt: Receipt, sha256: Sha256, visit: Annotated[Visit, Depends(officer)]) -> Response:
    """One file as it was sent: always a download, never shown by the browser; recorded."""
    found = _open_row(visit, receipt)
    name = _file_name(found, sha256)
    data = request.app.state.opening.file(_bytes(visit, found), sha256)
    if name is None or data is None:
        raise HTTPException(404)
    with visit.office.writing(Book) as book, book.writing():
        detail = {"receipt": receipt, "sha256": sha256}
        book.event(visit.office.now(), "file_downloaded", actor=visit.actor, mail_id=found["id"], detail=detail)
    disposition = f"attachment; filename*=UTF-8''{quote(name or 'file', safe='')}"
    return Response(data, media_type="application/octet-stream", headers={"Content-Disposition": disposition})


@router.get("/mails/{receipt}/files/{sha256}/{number}.png")
def page(
    request: Request,
    receipt: Receipt,
    sha256: Sha256,
    number: Annotated[int, Path(ge=1, le=5000)],
    visit: Annotated[Visit, Depends(officer)],
) -> Response:
    """One page of a PDF as a picture."""
    found = _open_row(visit, receipt)
    if _file_name(found, sha256) is None:
        raise HTTPException(404)
    drawn = request.app.state.opening.page(_bytes(visit, found), sha256, number)
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def note_view(visit: Visit, found: dict[str, Any]) -> None:
    """A look at something sealed leaves its trace."""
    with visit.office.writing(Book) as book, book.writing():
        detail = {"receipt": found["receipt"]}
        book.event(visit.office.now(), "sealed_viewed", actor=visit.actor, mail_id=found["id"], detail=detail)


def _open_row(visit: Visit, receipt: str) -> dict[str, Any]:
    """A mail that may be opened. Raises HTTPException 404, and SealedView for a sealed one: nothing of it is shown."""
    with visit.office.reading() as db:
        found = queries.mail_by_receipt(db, receipt)
    if found is None:
        raise HTTPException(404)
    if found["verdict"] == "sealed":
        note_view(visit, found)
        raise SealedView
    return found


def _bytes(visit: Visit, found: dict[str, Any]) -> bytes:
    """The mail as it came. Raises SealedView when it is encrypted, whatever it is judged to be now."""
    try:
        return visit.office.place.spool.get(found["raw_sha256"])
    except SealedAway:
        note_view(visit, found)
        raise SealedView from None


def _file_name(found: dict[str, Any], sha256: str) -> str | None:
    attachments = found["examination"]["mail"]["attachments"] if found["examination"] else []
    return next((str(one["name"]) for one in attachments if one["sha256"] == sha256), None)
