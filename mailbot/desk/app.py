"""The web application: every page, every refusal in words, and the guard around them all."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from mailbot.desk import api, badges, metrics
from mailbot.desk.access import NotAllowed, NotLoggedIn, anyone
from mailbot.desk.guard import Guard
from mailbot.desk.office import Office
from mailbot.desk.opening import Opening
from mailbot.desk.pages import accounts, agency, entrance, exports, mails, missing, outbox, overview, records, review
from mailbot.desk.passwords import MOST_AT_ONCE, Passwords
from mailbot.desk.render import Renderer
from mailbot.desk.static_files import StaticFiles
from mailbot.errors import MailbotError

PAGES = (entrance, overview, exports, missing, agency, mails, review, outbox, records, accounts, api, metrics)
KEPT_FOR_EVER = "public, max-age=31536000, immutable"


def create_app(office: Office, passwords: Passwords | None = None) -> FastAPI:
    """The desk of one mailbot. passwords: cheaper ones make tests quick."""
    app = FastAPI(title="mailbot", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    files = StaticFiles()
    app.state.office = office
    app.state.files = files
    app.state.passwords = passwords or Passwords()
    app.state.login_places = asyncio.Semaphore(MOST_AT_ONCE)
    app.state.opening = Opening(office.place.settings.limits)
    app.state.renderer = Renderer(office, files, badges.of)
    for page in PAGES:
        app.include_router(page.router)
    app.get("/static/{digest}/{name:path}", include_in_schema=False, dependencies=[Depends(anyone)])(_static)
    app.get("/api/openapi.json", include_in_schema=False, dependencies=[Depends(anyone)])(app.openapi)
    for error, handler in _REFUSALS.items():
        app.add_exception_handler(error, handler)
    app.add_middleware(Guard, https=office.settings.https)
    return app


def _static(request: Request, digest: str, name: str) -> Response:
    found = request.app.state.files.find(digest, name)
    if found is None:
        return _told(request, 404, "nothing")
    return Response(found.data, media_type=found.media_type, headers={"Cache-Control": KEPT_FOR_EVER})


def _told(request: Request, status: int, what: str) -> Response:
    """A refusal: a page in words for people, an object for programs."""
    if request.url.path.startswith(("/api/", "/metrics")):
        return JSONResponse({"detail": what}, status)
    renderer: Renderer = request.app.state.renderer
    try:
        return renderer.public(request, "refused.html", status, what=what)
    except (MailbotError, sqlite3.Error):  # the ledger itself is away, so that nobody can be known
        return Response("mailbot: the ledger cannot be read at the moment", 503, media_type="text/plain")


async def _not_logged_in(request: Request, error: Exception) -> Response:
    return entrance.ask_to_log_in(request, error.form if isinstance(error, NotLoggedIn) else None)


async def _not_allowed(request: Request, error: Exception) -> Response:
    stale = isinstance(error, NotAllowed) and error.stale
    return _told(request, 403, "stale" if stale else "role")


async def _sealed(request: Request, _error: Exception) -> Response:
    return _told(request, 403, "sealed")


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 401 and isinstance(error, HTTPException):
        return JSONResponse({"detail": error.detail}, 401, dict(error.headers or {}))
    return _told(request, status, "nothing" if status == 404 else "method" if status == 405 else "request")


async def _invalid(request: Request, _error: Exception) -> Response:
    return _told(request, 422, "request")


async def _mistake(request: Request, _error: Exception) -> Response:
    """A mistake of ours: the server writes it to the log, the reader is told that nothing is known of what they did."""
    return _told(request, 500, "mistake")


async def _ledger_away(request: Request, _error: Exception) -> Response:
    return _told(request, 503, "ledger")


_REFUSALS: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    NotLoggedIn: _not_logged_in,
    NotAllowed: _not_allowed,
    mails.SealedView: _sealed,
    HTTPException: _http,
    RequestValidationError: _invalid,
    MailbotError: _ledger_away,
    Exception: _mistake,
}
