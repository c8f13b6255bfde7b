"""The list of those whose plan is not complete: filters in the address, counts beside them, the same list as a file."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from mailbot.desk.access import Visit, viewer
from mailbot.desk.facets import facets
from mailbot.desk.filters import AgencyFilter, standing_now
from mailbot.ledger import queries
from mailbot.ledger.queries import Page

router = APIRouter(include_in_schema=False)


@router.get("/missing")
def missing(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Who has not sent a complete plan; with `state` those of one state, complete ones too."""
    bench = visit.office.bench
    wanted = AgencyFilter.of(request.query_params, bench)
    with visit.office.reading() as db:
        everybody = standing_now(db, bench, as_of=wanted.as_of)
    selection = wanted.selection
    meant = [one for one in everybody if selection.holds(one.agency, bench.registry)]
    rows = queries.missing(meant, bench.registry, (wanted.state,) if wanted.state else ())
    asked = wanted.asked.within(len(rows))
    page = Page.of(tuple(rows[asked.offset : asked.offset + asked.size]), len(rows), asked)
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit,
        "missing.html",
        wanted=wanted,
        page=page,
        of=queries.total(meant),
        facets=facets(everybody, wanted, bench.registry),
    )
