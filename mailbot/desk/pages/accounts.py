"""Accounts: one's own password and sessions; for chiefs all accounts, their roles, and the tokens of programs."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from mailbot.desk.access import Posted, Visit, chief, chief_sends, viewer, viewer_sends
from mailbot.desk.passwords import LONGEST, SHORTEST, fault_of
from mailbot.ledger.accounts import ROLES, Account, Accounts, Role
from mailbot.ledger.sessions import Sessions

router = APIRouter(include_in_schema=False)
_NAME = re.compile(r"[^\s/?#<>\"'\\\x00-\x1f]{1,60}")
Fault = tuple[str, str, str]


@router.get("/me")
def me(request: Request, visit: Annotated[Visit, Depends(viewer)]) -> Response:
    """One's own account."""
    return _me(request, visit, [])


@router.post("/me/password")
def password(request: Request, posted: Annotated[Posted, Depends(viewer_sends)]) -> Response:
    """Change one's own password; every other browser is logged out."""
    visit = posted.visit
    passwords, now = request.app.state.passwords, visit.office.now()
    with visit.office.writing(Accounts) as accounts:
        account = accounts.account(visit.session.name)
        if account is None or not passwords.matches(_secret(posted, "old"), account.password)[0]:
            return _me(request, visit, [("old", "รหัสผ่านเดิมไม่ถูกต้อง", "The old password is wrong")], 422)
        fault = _password_fault(_secret(posted, "new"), account.name)
        if fault:
            return _me(request, visit, [("new", *fault)], 422)
        kept = passwords.hash(_secret(posted, "new"))
        accounts.set_password(account, kept, visit.actor, now, keep=visit.session.token_sha256)
    return RedirectResponse("/me?told=password", 303)


@router.get("/accounts")
def accounts_page(request: Request, visit: Annotated[Visit, Depends(chief)]) -> Response:
    """Everybody, and every program."""
    return _accounts(request, visit, [])


@router.post("/accounts")
def add(request: Request, posted: Annotated[Posted, Depends(chief_sends)]) -> Response:
    """A new account with a first password, which its owner changes."""
    visit, name, role = posted.visit, posted.text("name", 60), _role(posted)
    secret = _secret(posted, "password")
    faults: list[Fault] = []
    if not _NAME.fullmatch(name):
        faults.append(("name", "ชื่อผู้ใช้ต้องไม่มีช่องว่างหรือเครื่องหมายพิเศษ", "A name has neither spaces nor special signs"))
    told = _password_fault(secret, name)
    if told:
        faults.append(("password", *told))
    if not faults:
        with visit.office.writing(Accounts) as accounts:
            kept = request.app.state.passwords.hash(secret)
            if not accounts.add(name, role, kept, visit.actor, visit.office.now()):
                faults.append(("name", "มีชื่อผู้ใช้นี้แล้ว", "There is an account of this name"))
    if faults:
        return _accounts(request, visit, faults, 422, name=name)
    return RedirectResponse("/accounts?told=saved", 303)


@router.post("/accounts/change")
def change(request: Request, posted: Annotated[Posted, Depends(chief_sends)]) -> Response:
    """Another role, shut, open again, or a new password for somebody who forgot theirs."""
    visit, what = posted.visit, posted.text("what")
    with visit.office.writing(Accounts) as accounts:
        account = accounts.account(posted.text("name", 60))
        if account is None:
            raise HTTPException(404)
        fault = _change(request, accounts, account, what, posted)
    if fault:
        return _accounts(request, visit, [fault], 422)
    return RedirectResponse("/accounts?told=saved", 303)


def _change(request: Request, accounts: Accounts, account: Account, what: str, posted: Posted) -> Fault | None:
    actor, now = posted.visit.actor, posted.visit.office.now()
    last = ("", "ต้องมีหัวหน้าอย่างน้อยหนึ่งคน", "At least one chief must remain")
    if what == "role":
        return None if accounts.set_role(account, _role(posted), actor, now) else last
    if what in ("disable", "enable"):
        return None if accounts.set_disabled(account, what == "disable", actor, now) else last
    if what == "password":
        told = _password_fault(_secret(posted, "password"), account.name)
        if told:
            return ("", *told)
        accounts.set_password(account, request.app.state.passwords.hash(_secret(posted, "password")), actor, now)
        return None
    raise HTTPException(422)


@router.post("/accounts/token")
def token(request: Request, posted: Annotated[Posted, Depends(chief_sends)]) -> Response:
    """Give a program a token, which is shown this once, or make its token worthless."""
    visit, client = posted.visit, posted.text("client", 60)
    if not _NAME.fullmatch(client):
        told = (
            "client",
            "ชื่อโปรแกรมต้องไม่มีช่องว่างหรือเครื่องหมาย",
            "A program's name has neither spaces nor special signs",
        )
        return _accounts(request, visit, [told], 422)
    with visit.office.writing(Accounts) as accounts:
        if posted.text("what") == "revoke":
            accounts.revoke_token(client, visit.actor, visit.office.now())
            return RedirectResponse("/accounts?told=saved", 303)
        role: Role = "officer" if posted.text("role") == "officer" else "viewer"
        given = accounts.give_token(client, role, visit.actor, visit.office.now())
    return _accounts(request, visit, [], token=given, client=client)


def _me(request: Request, visit: Visit, faults: list[Fault], status: int = 200) -> Response:
    office = visit.office
    with office.writing(Sessions) as sessions:
        living = sessions.living(visit.session.account_id, office.now(), office.idle, office.whole)
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit, "me.html", status, living=living, faults=faults, shortest=SHORTEST
    )


def _accounts(
    request: Request,
    visit: Visit,
    faults: list[Fault],
    status: int = 200,
    *,
    name: str = "",
    token: str = "",
    client: str = "",
) -> Response:
    with visit.office.writing(Accounts) as accounts:
        everybody, clients = accounts.accounts(), accounts.clients()
    return request.app.state.renderer.page(  # type: ignore[no-any-return]
        visit,
        "accounts.html",
        status,
        everybody=everybody,
        clients=clients,
        faults=faults,
        roles=ROLES,
        name=name,
        token=token,
        client=client,
        shortest=SHORTEST,
    )


def _role(posted: Posted) -> Role:
    role = next((role for role in ROLES if role == posted.text("role")), None)
    if role is None:
        raise HTTPException(422)
    return role


def _secret(posted: Posted, name: str) -> str:
    """A password as it was typed: its spaces belong to it."""
    value = posted.form.get(name, "")
    return value[: LONGEST + 1] if isinstance(value, str) else ""


def _password_fault(secret: str, name: str) -> tuple[str, str] | None:
    told = {
        "short": (f"รหัสผ่านต้องยาวอย่างน้อย {SHORTEST} ตัวอักษร", f"A password has {SHORTEST} signs or more"),
        "long": (f"รหัสผ่านยาวเกิน {LONGEST} ตัวอักษร", f"A password has {LONGEST} signs or fewer"),
        "name": ("รหัสผ่านต้องไม่มีชื่อผู้ใช้อยู่ข้างใน", "A password does not hold the account's name"),
    }
    fault = fault_of(secret, name)
    return told[fault] if fault else None
