"""/healthz and /metrics: is it alive, and the figures that a monitor draws (Prometheus text format 0.0.4)."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials
from starlette.responses import JSONResponse, PlainTextResponse, Response

from mailbot.desk.access import anyone
from mailbot.desk.api import BEARER, client_of
from mailbot.desk.office import Office
from mailbot.errors import MailbotError
from mailbot.ledger import queries
from mailbot.metrics import CONTENT_TYPE
from mailbot.metrics import metrics as figures

router = APIRouter(include_in_schema=False, dependencies=[Depends(anyone)])


@router.get("/healthz")
def healthz(request: Request) -> Response:
    """200 while the ledger can be read, else 503; nothing else is told to strangers."""
    office: Office = request.app.state.office
    try:
        with office.reading() as db:
            queries.outbox_figures(db)
    except MailbotError:
        return JSONResponse({"ok": False}, 503)
    return JSONResponse({"ok": True})


@router.get("/metrics")
def metrics(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
) -> PlainTextResponse:
    """Figures for a monitor: with a token, unless `desk.open_metrics` says that anybody may."""
    office: Office = request.app.state.office
    if not office.settings.open_metrics and client_of(office, given) is None:
        raise HTTPException(401, "a token is needed", {"WWW-Authenticate": "Bearer"})
    with office.reading() as db:
        text = figures(db, office.bench.registry, office.bench.rules, office.review_folder, office.now())
    return PlainTextResponse(text, media_type=CONTENT_TYPE)
