"""The first page of the morning: how far the round is, what waits, where it lags."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from mailbot.desk import charts
from mailbot.desk.access import Visit, viewer
from mailbot.desk.filters import moment, standing_now
from mailbot.ledger import queries

router = APIRouter(include_in_schema=False)


@router.get("/")
def overview(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """Figures, progress, tiers, ministries, provinces; `as_of` shows how it stood then."""
    bench = visit.office.bench
    this, registry = bench.rules.round, bench.registry
    as_of = request.query_params.get("as_of", "")
    at = moment(as_of, this.zone) or visit.office.now()
    with visit.office.reading() as db:
        found = standing_now(db, bench, as_of=as_of)
        progress = queries.progress(db, found, this.deadline, this.zone, at)
        review = visit.office.remembered.review(db)
        to_answer = visit.office.remembered.to_answer(db, visit.office.review_folder)
        health = visit.office.remembered.health(db)
    by_province = queries.figures(found, registry, "province")
    names = {code: (province.name_th, province.letters) for code, province in registry.provinces.items()}
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit,
        "overview.html",
        as_of=as_of,
        total=queries.total(found),
        by_tier=queries.figures(found, registry, "tier"),
        by_ministry=queries.figures(found, registry, "ministry"),
        by_province=by_province,
        tiles=charts.tiles(by_province, names),
        progress=progress,
        days_left=(this.deadline - at.astimezone(this.zone).date()).days,
        chart=charts.day_chart(progress),
        shown_days=progress.days[-charts.MOST_DAYS :],
        review=review,
        to_answer=to_answer,
        outbox=health.outbox,
        troubles=health.troubles,
        parts=charts.parts,
        width=charts.WIDTH,
        height=charts.HEIGHT,
        tile=charts.TILE,
    )
