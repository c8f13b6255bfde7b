"""Login, logout, and the reader's own choices: language, colours, keys."""

from typing import Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from mailbot.desk.access import (
    FORM_TOKEN,
    Posted,
    address_of,
    anyone,
    cookie,
    cookie_name,
    current_session,
    viewer_sends,
)
from mailbot.desk.office import Office
from mailbot.desk.passwords import Passwords
from mailbot.desk.render import Renderer, safe_path
from mailbot.ledger.accounts import Accounts
from mailbot.ledger.sessions import Sessions

router = APIRouter(include_in_schema=False)
FREE_FAILURES = 3
"""Failed logins that cost nothing: everybody mistypes."""
SLOWEST = 8.0
"""Seconds that a login waits at most. It is slowed, never locked: a lock would be a way to shut staff out."""
_CHOICES = {"language": ("th", "en"), "theme": ("auto", "light", "dark"), "keys": ("on", "off")}
_KEPT = "kept:"
"""Before the name of a field that was sent when the session had ended."""
_MOST_KEPT = 200
_YEAR = 365 * 24 * 3600


@router.get("/login", dependencies=[Depends(anyone)])
def login_page(request: Request) -> Response:
    """The form."""
    go_on = safe_path(request.query_params.get("next"))
    if current_session(request):
        return RedirectResponse(go_on, 303)
    return _renderer(request).public(request, "login.html", next=go_on, name="", fault="", kept=[])


@router.post("/login", dependencies=[Depends(anyone)])
async def login(request: Request) -> Response:
    """Let in under a new session, or say that it was wrong without saying what. While one waits no thread is held, and
    few at once while passwords are compared, so that many failing logins keep nobody else from the desk."""
    form = await request.form(max_files=0, max_fields=1000)
    office: Office = request.app.state.office
    await office.sleep(await run_in_threadpool(_wait_of, request, _name(form)))
    # Comparing a password is slow by design: hundreds at once would hold every thread that pages are made in.
    async with request.app.state.login_places:
        return await run_in_threadpool(_login, request, form)


def _login(request: Request, form: FormData) -> Response:
    office: Office = request.app.state.office
    passwords: Passwords = request.app.state.passwords
    name, password = _name(form), str(form.get("password", ""))
    go_on, kept, address = safe_path(str(form.get("next", ""))), _kept(form), address_of(request)
    with office.writing(Accounts) as accounts:
        account = accounts.account(name)
        right, newer = passwords.matches(password, account.password if account and not account.disabled else None)
        if account is None or not right:
            with office.writing(Sessions) as sessions:
                sessions.note_failure(name, address, office.now())
            shown = {"next": go_on, "name": name, "fault": "wrong", "kept": kept}
            return _renderer(request).public(request, "login.html", 401, **shown)
        if newer:
            accounts.rehash(account, newer)
    with office.writing(Sessions) as sessions:
        old = current_session(request)
        if old is not None:
            sessions.end(old, office.now())
        token = sessions.start(account, address, request.headers.get("user-agent", ""), office.now())
        request.state.session = sessions.current(token, office.now(), office.idle, office.whole)
    if kept:
        answer: Response = _renderer(request).public(request, "resume.html", target=go_on, kept=kept)
    else:
        answer = RedirectResponse(go_on, 303)
    answer.set_cookie(cookie_name(office), token, **cast(Any, cookie(office)))
    return answer


def _name(form: FormData) -> str:
    return str(form.get("name", ""))[:100].strip()


def _wait_of(request: Request, name: str) -> float:
    office: Office = request.app.state.office
    with office.writing(Sessions) as sessions:
        return delay(sessions.failures(name, address_of(request), office.now()))


def delay(failures: int) -> float:
    """Seconds that a login waits after so many failures of late."""
    return min(2.0 ** (failures - FREE_FAILURES), SLOWEST) if failures >= FREE_FAILURES else 0.0


def ask_to_log_in(request: Request, form: FormData | None) -> Response:
    """What somebody without a session gets: the login, with what they had typed kept for afterwards."""
    if request.method in ("GET", "HEAD"):
        here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        return RedirectResponse(f"/login?{_next(here)}", 303)
    kept = [(_KEPT + name, str(value)) for name, value in (form.multi_items() if form else []) if name != FORM_TOKEN]
    values = {"next": request.url.path, "name": "", "fault": "ended", "kept": kept[:_MOST_KEPT]}
    return _renderer(request).public(request, "login.html", 401, **values)


@router.post("/logout")
def logout(posted: Annotated[Posted, Depends(viewer_sends)]) -> Response:
    """End this session, or all of the account's."""
    office = posted.visit.office
    with office.writing(Sessions) as sessions:
        sessions.end(posted.visit.session, office.now(), everywhere=posted.text("where") == "everywhere")
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie_name(office), **cast(Any, cookie(office)))
    return answer


@router.get("/choose/{what}/{value}", dependencies=[Depends(anyone)])
def choose(
    request: Request, what: Annotated[str, Path(max_length=20)], value: Annotated[str, Path(max_length=20)]
) -> Response:
    """The reader's own choice, kept in their browser."""
    answer = RedirectResponse(safe_path(request.query_params.get("next")), 303)
    if value in _CHOICES.get(what, ()):
        secure = request.app.state.office.settings.https
        answer.set_cookie(f"desk-{what}", value, max_age=_YEAR, samesite="lax", path="/", secure=secure, httponly=True)
    return answer


def _kept(form: FormData) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in form.multi_items() if name.startswith(_KEPT)][:_MOST_KEPT]


def _next(path: str) -> str:
    return urlencode({"next": path})


def _renderer(request: Request) -> Renderer:
    renderer: Renderer = request.app.state.renderer
    return renderer
