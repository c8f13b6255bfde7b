"""The lists as files: workbook, CSV or JSON of the very filter that a page shows; who took what is recorded."""

import re
import tempfile
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi import Path as InPath
from starlette.responses import Response

from mailbot.desk.access import Visit, viewer
from mailbot.desk.filters import AgencyFilter, moment, standing_now
from mailbot.exporting.export import export
from mailbot.exporting.rows import About, rows
from mailbot.ledger import queries
from mailbot.ledger.book import Book

router = APIRouter(include_in_schema=False)
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
Kind = Annotated[str, InPath(pattern="^(xlsx|csv|json)$")]


@router.get("/exports")
def exports(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """What may be taken along, with how many rows each has."""
    with visit.office.reading() as db:
        found = standing_now(db, visit.office.bench)
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit,
        "exports.html",
        total=queries.total(found),
        by_tier=queries.figures(found, visit.office.bench.registry, "tier"),
    )


@router.get("/missing.{kind}")
def missing(request: Request, kind: Kind, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """The list of those whose plan is not complete, by the filter of its page."""
    return _file(request, visit, kind, everybody=False)


@router.get("/agencies.{kind}")
def agencies(request: Request, kind: Kind, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Everybody who owes a plan, by the same filter."""
    return _file(request, visit, kind, everybody=True)


def _file(request: Request, visit: Visit, kind: str, *, everybody: bool) -> Response:
    office, bench = visit.office, visit.office.bench
    wanted = AgencyFilter.of(request.query_params, bench)
    zone = bench.rules.round.zone
    at = (moment(wanted.as_of, zone) or office.now()).astimezone(zone)
    with office.reading() as db:
        found = standing_now(db, bench, wanted.selection, wanted.as_of)
        states = (wanted.state,) if wanted.state else ()
        kept = found if everybody else queries.missing(found, bench.registry, states)
        made = rows(db, bench.registry, bench.rules, kept)
    chosen = " · ".join(str(value) for value in wanted.values.values() if value)
    about = About(bench.rules.round.short_title_th, at, chosen)
    name = f"{'agencies' if everybody else 'missing'}-{at:%Y-%m-%d}-{len(made)}-rows.{kind}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        export(path, made, kept, about, bench.rules)
        data = path.read_bytes()
    with office.writing(Book) as book, book.writing():
        detail = {"file": name, "rows": len(made), "filter": chosen}
        book.event(office.now(), "exported", actor=visit.actor, detail=detail)
    disposition = f"attachment; filename={quote(re.sub(r'[^A-Za-z0-9.-]', '', name))}"
    return Response(data, media_type=_TYPES[kind], headers={"Content-Disposition": disposition})
