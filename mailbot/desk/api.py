"""Read-only JSON for programs: the ledger's questions under the names that `--json` has, by a token for each client."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from mailbot.desk.access import Need, Needed
from mailbot.desk.filters import AgencyFilter, moment, standing_now
from mailbot.desk.letters import text_of
from mailbot.desk.office import Office
from mailbot.desk.pages.records import finding_titles
from mailbot.desk.render import hidden
from mailbot.ledger import queries
from mailbot.ledger.accounts import ROLES, Accounts, Client
from mailbot.ledger.book import Book
from mailbot.ledger.queries import COLUMNS, Asked, By, Event, EventFilter, Health, LetterFilter, MailFilter, Page, Work
from mailbot.ledger.queries.outbox import Fate
from mailbot.ledger.waiting import in_full

BEARER = HTTPBearer(auto_error=False, description="A token of `mailbot desk token CLIENT`.")
_SEALED = ("receipt", "verdict", "kind", "state", "received_at", "decided_at", "folder")
Number = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=1000)]
Text = Annotated[str, Query(max_length=100)]


class Problem(BaseModel):
    """Why there is no answer."""

    detail: str


class Visitor(BaseModel):
    """Which program asks. sees_all: whether telephones and mail addresses are told to it."""

    client: str
    sees_all: bool


class ApiNeed(Need):
    """Dependency of everything under /api: a token whose role is enough."""

    def __init__(self, role: Needed) -> None:
        super().__init__(role)

    def __call__(  # type: ignore[override]
        self, request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
    ) -> Visitor:
        """Who asks. Raises HTTPException 401."""
        client = client_of(request.app.state.office, given)
        if client is None or (self.role != "anyone" and ROLES.index(client.role) < ROLES.index(self.role)):
            raise HTTPException(401, "a token is needed", {"WWW-Authenticate": "Bearer"})
        return Visitor(client=client.client, sees_all=client.role != "viewer")


def client_of(office: Office, given: HTTPAuthorizationCredentials | None) -> Client | None:
    """The program of a token; None for none and for a worthless one."""
    if given is None:
        return None
    with office.writing(Accounts) as accounts:
        return accounts.client_of(given.credentials)


Asking = Annotated[Visitor, Depends(ApiNeed("viewer"))]
router = APIRouter(
    prefix="/api", tags=["ledger"], responses={code: {"model": Problem} for code in (401, 404, 405, 422, 503)}
)


class Rows(BaseModel):
    """One page of a list: its rows, how many there are in all, which page this is and of how many."""

    total: int
    page: int
    pages: int
    rows: list[dict[str, Any]]


def agency_filter(
    request: Request,
    tier: Text = "",
    province: Text = "",
    ministry: Text = "",
    vital: Text = "",
    state: Text = "",
    text: Text = "",
    as_of: Text = "",
) -> AgencyFilter:
    """Filters over agencies, as on the desk. Raises HTTPException 422 for a value that nothing has."""
    return AgencyFilter.of(request.query_params, request.app.state.office.bench)


Filter = Annotated[AgencyFilter, Depends(agency_filter)]


@router.get("/status")
def status(request: Request, _asking: Asking, wanted: Filter, by: By = "tier") -> list[dict[str, Any]]:
    """How many plans are expected, came, are complete: by tier, ministry, province, or vital and other."""
    office: Office = request.app.state.office
    with office.reading() as db:
        found = standing_now(db, office.bench, wanted.selection, wanted.as_of)
    groups = queries.figures(found, office.bench.registry, by)
    return [{by: one.group, **{name: getattr(one, name) for name in COLUMNS}} for one in groups]


@router.get("/missing")
def missing(request: Request, _asking: Asking, wanted: Filter, page: Number = 1, size: Size = 1000) -> Rows:
    """Every agency whose plan is not complete (or that is in `state`), vital ones first."""
    office: Office = request.app.state.office
    with office.reading() as db:
        found = standing_now(db, office.bench, wanted.selection, wanted.as_of)
    left = queries.missing(found, office.bench.registry, (wanted.state,) if wanted.state else ())
    asked = Asked(page, size).within(len(left))
    rows = [
        {
            "agency_id": one.agency.id,
            "name": one.agency.name_th,
            "tier": one.agency.tier,
            "province": one.agency.province_code,
            "vital": one.agency.vital,
            "state": one.state,
            "receipt": one.receipt,
            "since": one.since,
        }
        for one in left[asked.offset : asked.offset + asked.size]
    ]
    return Rows(total=len(left), page=asked.number, pages=max(1, -(-len(left) // size)), rows=rows)


@router.get("/agencies/{agency_id}")
def agency(
    request: Request, asking: Asking, agency_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9_.:-]{1,80}$")]
) -> dict[str, Any]:
    """Everything that came for one agency."""
    office: Office = request.app.state.office
    known = office.bench.registry.get(agency_id)
    with office.reading() as db:
        history = queries.agency_history(db, office.bench.rules.round.id, agency_id)
    if known is None and not history:
        raise HTTPException(404, "no such agency")
    return guarded({"agency_id": agency_id, "name": known.name_th if known else None, "plans": history}, asking)  # type: ignore[no-any-return]


@router.get("/work")
def work(request: Request, _asking: Asking, as_of: Text = "") -> Work:
    """What waits for staff, as `ledger work --json`: cases to decide, mails to answer."""
    office: Office = request.app.state.office
    at = moment(as_of, office.bench.rules.round.zone)
    with office.reading() as db:
        return queries.work(db, office.review_folder, at)


@router.get("/review")
def review(request: Request, asking: Asking, page: Number = 1, size: Size = 100) -> Rows:
    """All that waits for a decision, oldest first, as `review list --json`."""
    office: Office = request.app.state.office
    with office.reading() as db:
        places = queries.queue(db)
        asked = Asked(page, size).within(len(places))
        lines = in_full(db, places[asked.offset : asked.offset + asked.size], office.now())
    return _rows(Page.of(tuple(lines), len(places), asked), asking)


@router.get("/mails")
def mails(
    request: Request,
    asking: Asking,
    verdict: Text = "",
    kind: Text = "",
    finding: Text = "",
    text: Text = "",
    unanswered: bool = False,
    to_answer: bool = False,
    page: Number = 1,
    size: Size = 100,
) -> Rows:
    """The mails that came, newest first, and what became of each; to_answer: those that a person has to answer, oldest
    first."""
    office: Office = request.app.state.office
    wanted = MailFilter(
        verdict=verdict or None,
        kind=kind or None,
        finding=finding or None,
        text=text,
        unanswered=unanswered,
        to_answer_in=office.review_folder if to_answer else None,
    )
    with office.reading() as db:
        found = queries.mail_page(db, wanted, Asked(page, size))
    return _rows(found, asking)


@router.get("/mails/{receipt}")
def mail(
    request: Request, asking: Asking, receipt: Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
) -> dict[str, Any]:
    """Everything of one mail, as `explain --json`. Of a sealed one only that it is, and the look is recorded."""
    office: Office = request.app.state.office
    with office.reading() as db:
        found = queries.mail_by_receipt(db, receipt)
    if found is None:
        raise HTTPException(404, "no such receipt")
    if found["verdict"] == "sealed":
        with office.writing(Book) as book, book.writing():
            actor, detail = f"program {asking.client}", {"receipt": receipt}
            book.event(office.now(), "sealed_viewed", actor=actor, mail_id=found["id"], detail=detail)
        return {key: found[key] for key in _SEALED}
    if found["outbox"]:
        text = text_of(found["outbox"]["raw"])
        kept = {key: value for key, value in found["outbox"].items() if key not in ("raw", "token")}
        found["outbox"] = {**kept, "text": text}
    return guarded(found, asking)  # type: ignore[no-any-return]


@router.get("/search")
def search(request: Request, asking: Asking, q: Text, page: Number = 1, size: Size = 100) -> dict[str, Any]:
    """Agencies, mails and finding codes in which all words stand."""
    bench = request.app.state.office.bench
    with request.app.state.office.reading() as db:
        found = queries.search(db, bench.registry, q, finding_titles(bench.rules), Asked(page, size))
    agencies = [{"agency_id": one.id, "name": one.name_th, "tier": one.tier} for one in found.agencies]
    return {"agencies": agencies, "mails": _rows(found.mails, asking), "codes": list(found.codes)}


@router.get("/outbox")
def outbox(
    request: Request, asking: Asking, fate: Fate | None = None, kind: Text = "", page: Number = 1, size: Size = 100
) -> Rows:
    """Our own letters, newest first."""
    with request.app.state.office.reading() as db:
        found = queries.letters(db, LetterFilter(fate=fate, kind=kind or None), Asked(page, size))
    return _rows(found, asking)


@router.get("/events")
def events(
    request: Request, asking: Asking, actor: Text = "", action: Text = "", page: Number = 1, size: Size = 100
) -> Rows:
    """The audit trail, newest first."""
    with request.app.state.office.reading() as db:
        found: Page[Event] = queries.audit(db, EventFilter(actor=actor, action=action), Asked(page, size))
    return _rows(found, asking)


@router.get("/health")
def health(request: Request, _asking: Asking) -> Health:
    """What is wrong now, and what is not finished."""
    with request.app.state.office.reading() as db:
        return queries.health(db)


def _rows(found: Page[Any], asking: Visitor) -> Rows:
    rows = [guarded(asdict(line), asking) for line in found.lines]
    return Rows(total=found.total, page=found.number, pages=found.pages, rows=rows)


def guarded(value: Any, asking: Visitor) -> Any:
    """A value for this program: without telephones and addresses unless it may see them."""
    if asking.sees_all:
        return value
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, dict):
        return {key: guarded(one, asking) for key, one in value.items()}
    return [guarded(one, asking) for one in value] if isinstance(value, list | tuple) else value
