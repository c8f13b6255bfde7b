"""One agency: how it stands, its plan beside the pages of its PDF, all that passed between it and us."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from starlette.responses import Response

from mailbot.desk.access import Visit, viewer
from mailbot.desk.filters import standing_now
from mailbot.desk.pages.mails import note_view
from mailbot.examination import Examination, PlanPart
from mailbot.ledger import queries
from mailbot.ledger.queries import Selection

router = APIRouter(include_in_schema=False)
AgencyId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.:-]{1,80}$")]


@router.get("/agencies/{agency_id}")
def agency(request: Request, agency_id: AgencyId, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Everything of one agency."""
    bench = visit.office.bench
    known = bench.registry.get(agency_id)
    with visit.office.reading() as db:
        history = queries.agency_history(db, bench.rules.round.id, agency_id)
        if known is None and not history:
            raise HTTPException(404)
        own_id = known.id if known else agency_id
        found = standing_now(db, bench, Selection(ministry=own_id))
        standing = next((one for one in found if one.agency.id == own_id), None)
        timeline = queries.timeline(db, bench.rules.round.id, own_id)
        contacts = queries.contact_rows(db, own_id) if visit.may("officer") else []
        receipt = (standing.receipt if standing else None) or (history[-1]["receipt"] if history else None)
        mail = queries.mail_by_receipt(db, receipt) if receipt else None
    sealed = mail is not None and mail["verdict"] == "sealed"
    if mail is not None and sealed:
        note_view(visit, mail)
    below = [one for one in found if one.agency.id != own_id]
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit,
        "agency.html",
        agency_id=own_id,
        agency=known,
        standing=standing,
        timeline=list(reversed(timeline)),
        contacts=contacts,
        mail=mail,
        sealed=sealed,
        examination=None if mail is None or sealed else _examination(mail),
        plan=None if mail is None or sealed else _plan_of(mail, own_id),
        below=queries.total(below) if below else None,
    )


def _examination(mail: dict[str, Any]) -> Examination | None:
    return Examination.model_validate(mail["examination"]) if mail["examination"] else None


def _plan_of(mail: dict[str, Any], agency_id: str) -> PlanPart | None:
    """This agency's plan among those of a mail; one alone is meant even when it came under an id given up."""
    examination = _examination(mail)
    plans = examination.plans if examination else []
    return next((plan for plan in plans if plan.agency_id == agency_id), plans[0] if len(plans) == 1 else None)
