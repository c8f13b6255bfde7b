"""Who is asking: the session behind the cookie, the role that each page needs, and the token that each form needs."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fastapi import Request
from starlette.datastructures import FormData

from mailbot.desk.office import Office
from mailbot.ledger.accounts import ROLES, Accounts, Role
from mailbot.ledger.sessions import Session, Sessions

FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field, no secret
Needed = Literal["anyone", "viewer", "officer", "chief"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a person who is logged in."""

    request: Request
    office: Office
    session: Session

    @property
    def actor(self) -> str:
        """Who acts, as events tell it."""
        return self.session.name

    def may(self, role: Role) -> bool:
        """Whether this person's role is enough."""
        return ROLES.index(self.session.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Posted:
    """One form that a logged-in person sent from a page of theirs."""

    visit: Visit
    form: FormData

    def text(self, name: str, most: int = 4000) -> str:
        """One field, without what a text cannot hold; '' when it is not there."""
        value = self.form.get(name, "")
        return value.replace("\x00", "").replace("\r\n", "\n").strip()[:most] if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """One field as a number; 0 when it is none."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0

    def texts(self, name: str) -> list[str]:
        """Every value of a field that stands there several times."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]


class NotLoggedIn(Exception):
    """No session, or it has ended. form: what was sent, to be given back after the login."""

    def __init__(self, form: FormData | None = None) -> None:
        self.form = form
        super().__init__("not logged in")


class NotAllowed(Exception):
    """The role is not enough, or the form's token is wrong (stale: it is of an older session)."""

    def __init__(self, needed: Needed, *, stale: bool = False) -> None:
        self.needed = needed
        self.stale = stale
        super().__init__(needed)


class Need:
    """Dependency of a page: a session with this role, or none at all ('anyone')."""

    def __init__(self, role: Needed) -> None:
        self.role: Needed = role

    def __call__(self, request: Request) -> Visit | None:
        """The visit. Raises NotLoggedIn, NotAllowed."""
        if self.role == "anyone":
            return None
        return visit(request, self.role)


class Viewer(Need):
    """A page that reads."""

    def __call__(self, request: Request) -> Visit:
        """The visit. Raises NotLoggedIn, NotAllowed."""
        return visit(request, self.role)


class Sends(Need):
    """Dependency of a form that acts: role and form token are right."""

    async def __call__(self, request: Request) -> Posted:  # type: ignore[override]
        """The form. Raises NotLoggedIn with the form, NotAllowed."""
        form = await request.form(max_files=0, max_fields=2000)
        try:
            found = visit(request, self.role)
        except NotLoggedIn:
            raise NotLoggedIn(form) from None
        given = form.get(FORM_TOKEN)
        if not isinstance(given, str) or not secrets.compare_digest(given.encode(), found.session.form_token.encode()):
            raise NotAllowed(self.role, stale=True)
        return Posted(found, form)


anyone = Need("anyone")
viewer, officer, chief = Viewer("viewer"), Viewer("officer"), Viewer("chief")
viewer_sends, officer_sends, chief_sends = Sends("viewer"), Sends("officer"), Sends("chief")


def visit(request: Request, role: Needed) -> Visit:
    """Who is asking. Raises NotLoggedIn, NotAllowed."""
    office: Office = request.app.state.office
    session = current_session(request)
    if session is None:
        raise NotLoggedIn
    found = Visit(request, office, session)
    if role != "anyone" and not found.may(role):
        raise NotAllowed(role)
    return found


def current_session(request: Request) -> Session | None:
    """The session that the cookie names; None for a stranger."""
    office: Office = request.app.state.office
    known = getattr(request.state, "session", None)
    if isinstance(known, Session):
        return known
    token = request.cookies.get(cookie_name(office), "")
    named = named_by_proxy(request)
    with office.writing(Sessions) as sessions:
        session = sessions.current(token, office.now(), office.idle, office.whole) if token else None
    if named is not None and (session is None or session.name.casefold() != named.casefold()):
        session = _of_proxy(request, office, named)
    request.state.session = session
    return session


def _of_proxy(request: Request, office: Office, name: str) -> Session | None:
    """A session for the person whom the proxy has let in; None when there is no such account."""
    with office.writing(Accounts) as accounts:
        account = accounts.account(name)
    if account is None or account.disabled:
        return None
    with office.writing(Sessions) as sessions:
        agent = request.headers.get("user-agent", "")
        token = sessions.start(account, address_of(request), agent, office.now())
        request.state.new_token = token
        return sessions.current(token, office.now(), office.idle, office.whole)


def named_by_proxy(request: Request) -> str | None:
    """The account's name that a trusted proxy tells; None when there is no such proxy or it names nobody."""
    settings = request.app.state.office.settings
    if not settings.user_header or not _is_proxy(request, settings.proxy_addresses):
        return None
    return request.headers.get(settings.user_header) or None


def address_of(request: Request) -> str:
    """Where the request comes from: the peer, or, when that is a trusted proxy, whom it names last."""
    peer = request.client.host if request.client else ""
    if _is_proxy(request, request.app.state.office.settings.proxy_addresses):
        return request.headers.get("x-forwarded-for", peer).rpartition(",")[2].strip()[:64] or peer
    return peer


def _is_proxy(request: Request, proxies: Sequence[str]) -> bool:
    return request.client is not None and request.client.host in proxies


def cookie_name(office: Office) -> str:
    """`__Host-` binds the cookie to this host and to https; a browser refuses that name on plain http."""
    return "__Host-desk" if office.settings.https else "desk"


def cookie(office: Office) -> Mapping[str, object]:
    """How the session's cookie is set."""
    return {"httponly": True, "secure": office.settings.https, "samesite": "lax", "path": "/"}
