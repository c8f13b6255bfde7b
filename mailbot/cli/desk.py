"""Commands of the desk: the web page itself, and who may use it."""

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Literal

import typer

from mailbot.cli.console import console
from mailbot.cli.moments import shown_in
from mailbot.cli.options import AsCsv, AsJson, Config, workplace
from mailbot.cli.tables import plain
from mailbot.cli.tables import show as show_table
from mailbot.cli.words import coded, either, word
from mailbot.ledger.accounts import Account, Accounts, Role
from mailbot.workplace import Workplace

app = typer.Typer(help="Who may use the desk, and which programs may read it.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Name of the account, as its owner types it to log in.")]
RoleOption = Annotated[Role, typer.Option(help="viewer reads, officer decides on cases, chief also manages accounts.")]
COMMAND_LINE = "command line"
"""Who acted, in events, when it was done here: the machine's own users are not the desk's accounts."""


def serve(
    context: typer.Context,
    config: Config = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; else desk.host.", show_default=False)] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on; else desk.port.", show_default=False)
    ] = None,
) -> None:
    """Show the desk: the staff's web page, until stopped."""
    import uvicorn

    from mailbot.desk import warming
    from mailbot.desk.app import create_app
    from mailbot.desk.office import Office

    place = workplace(context, config)
    desk = place.settings.desk
    address, door = host or desk.host, port or desk.port
    with _accounts(place) as accounts:
        if not accounts.accounts():
            console(error=True).print(
                either(
                    "ยังไม่มีบัญชีผู้ใช้ สร้างบัญชีแรกด้วย: mailbot desk adduser NAME --role chief",
                    "there is no account yet; make the first one: mailbot desk adduser NAME --role chief",
                ),
                markup=False,
            )
    console().print(f"http://{address}:{door}/", markup=False)
    app = create_app(Office(place))
    warming.begin(app.state.office, app.state.renderer)
    uvicorn.run(
        app,
        host=address,
        port=door,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=5,
    )


@app.command()
def adduser(context: typer.Context, name: Name, config: Config = None, role: RoleOption = "viewer") -> None:
    """Make an account; the password is asked, or read from standard input."""
    from mailbot.desk.passwords import Passwords

    place = workplace(context, config)
    kept = Passwords().hash(_password(name))
    with _accounts(place) as accounts:
        if not accounts.add(name, role, kept, COMMAND_LINE, place.clock()):
            raise typer.BadParameter(f"there is an account {name!r} already", param_hint="NAME")
    console().print(either(f"สร้างบัญชี {name} ({role}) แล้ว", f"made the account {name} ({role})"), markup=False)


@app.command()
def passwd(context: typer.Context, name: Name, config: Config = None) -> None:
    """Give an account a new password; all its sessions end."""
    from mailbot.desk.passwords import Passwords

    place = workplace(context, config)
    with _accounts(place) as accounts:
        account = _account(accounts, name)
        accounts.set_password(account, Passwords().hash(_password(name)), COMMAND_LINE, place.clock())


@app.command()
def users(context: typer.Context, config: Config = None, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """All accounts."""
    place = workplace(context, config)
    with _accounts(place) as accounts:
        rows = [{k: v for k, v in asdict(one).items() if k != "password"} for one in accounts.accounts()]
    if not plain(rows, as_json, as_csv):
        show_table(rows, ("name", "role", "created_at", "disabled"), shown=_shown(place))


def _shown(place: Workplace) -> Callable[[str, object], object]:
    in_zone = shown_in(place.bench.rules.round.zone)

    def shown(column: str, value: object) -> object:
        if column == "role":
            return coded("role", str(value))
        return word("yes" if value else "no") if column == "disabled" else in_zone(column, value)

    return shown


@app.command()
def disable(
    context: typer.Context,
    name: Name,
    config: Config = None,
    undo: Annotated[bool, typer.Option("--undo", help="Open the account again.")] = False,
) -> None:
    """Shut an account; what it did stays."""
    place = workplace(context, config)
    with _accounts(place) as accounts:
        if not accounts.set_disabled(_account(accounts, name), not undo, COMMAND_LINE, place.clock()):
            raise typer.BadParameter("this is the last chief: nobody could manage accounts", param_hint="NAME")


@app.command()
def token(
    context: typer.Context,
    client: Annotated[str, typer.Argument(help="Name of the program that reads /api.")],
    config: Config = None,
    role: Annotated[
        Literal["viewer", "officer"], typer.Option(help="officer also sees telephones and addresses.")
    ] = "viewer",
    revoke: Annotated[bool, typer.Option("--revoke", help="Make its token worthless.")] = False,
) -> None:
    """Give a program a token for /api; it is shown this once, and its older one is worthless."""
    place = workplace(context, config)
    with _accounts(place) as accounts:
        if not revoke:
            typer.echo(accounts.give_token(client, role, COMMAND_LINE, place.clock()))
        elif not accounts.revoke_token(client, COMMAND_LINE, place.clock()):
            raise typer.BadParameter(f"no program {client!r} has a token", param_hint="CLIENT")


@contextmanager
def _accounts(place: Workplace) -> Iterator[Accounts]:
    place.ledger.close()
    this = place.bench.rules.round
    accounts = Accounts(place.ledger_path, this.id, this.receipt_prefix, place.journal)
    try:
        yield accounts
    finally:
        accounts.close()


def _account(accounts: Accounts, name: str) -> Account:
    found = accounts.account(name)
    if found is None:
        raise typer.BadParameter(f"there is no account {name!r}", param_hint="NAME")
    return found


def _password(name: str) -> str:
    """Asked twice on a terminal, else the first line of standard input. Raises BadParameter when it will not do."""
    from mailbot.desk.passwords import LONGEST, SHORTEST, fault_of

    if sys.stdin.isatty():
        typed = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != typed:
            raise typer.BadParameter("the two are not the same")
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    fault = fault_of(typed, name)
    if fault is not None:
        told = {
            "short": f"a password has {SHORTEST} signs or more",
            "long": f"a password has {LONGEST} signs or fewer",
            "name": "a password does not hold the account's name",
        }
        raise typer.BadParameter(told[fault])
    return typed
