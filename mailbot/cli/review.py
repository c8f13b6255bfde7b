"""Commands of staff's review: what waits and why, and every decision about it."""

import getpass
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.explaining import show_replay
from mailbot.cli.foreign_text import json_line, marked_safe
from mailbot.cli.options import AsJson, Config, workplace
from mailbot.cli.sealed import ask_for_the_key
from mailbot.cli.waiting_view import show_waiting
from mailbot.cli.words import either, word
from mailbot.errors import ConfigError
from mailbot.ledger import queries
from mailbot.mailbox.spool import SealedAway
from mailbot.replies.letter import Letter
from mailbot.reviewing import Done, Reviewing
from mailbot.workplace import Workplace

app = typer.Typer(help="What waits for a person, and deciding it.", no_args_is_help=True)

Receipt = Annotated[str, typer.Argument(help="Receipt of the mail, as BCP2563-000123.")]
Plan = Annotated[int, typer.Option("--plan", min=1, help="Which plan of the mail: 1, 2, ...")]
Actor = Annotated[
    str | None, typer.Option("--actor", help="Who decides; without it the login name.", show_default=False)
]
Seen = Annotated[
    int | None,
    typer.Option(
        "--seen",
        help="Number of the judgment that was looked at (third column of `review list`); refused when somebody decided "
        "since. Without it the newest one.",
        show_default=False,
    ),
]
Reason = Annotated[str, typer.Option("--reason", "-m", help="Why; it stays in the history.")]
Preview = Annotated[bool, typer.Option("--preview", help="Only show the letter that would be sent.")]


@app.command(name="list")
def list_(
    context: typer.Context,
    config: Config = None,
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option(min=1, help="Most rows of the table; --json has all.")] = 200,
) -> None:
    """What waits for a person and why, oldest first."""
    place = workplace(context, config)
    there = place.ledger_path.exists()
    found = place.reviewing.waiting(None if as_json else limit) if there else []
    count = len(queries.queue(place.ledger.db)) if there else 0
    place.close()
    if not as_json:
        show_waiting(found, place.bench.rules, place.bench.registry)
        if count > len(found):
            more = count - len(found)
            console().print(either(f"ยังมีอีก {more:,} เรื่อง (--limit)", f"{more:,} cases more (--limit)"))
        return
    for one in found:
        row = {
            **asdict(one),
            "since": one.since.isoformat(timespec="minutes"),
            "claimed_until": one.claimed_until.isoformat(timespec="minutes") if one.claimed_until else None,
        }
        typer.echo(json_line(row))


@app.command()
def assign(
    context: typer.Context,
    receipt: Receipt,
    agency: Annotated[str, typer.Argument(help="Agency id, as d.rd or r.pvo.21.")],
    plan: Plan = 1,
    reason: Reason = "",
    actor: Actor = None,
    seen: Seen = None,
    preview: Preview = False,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Say whose plan it is; it is judged as such, and its sender is told."""
    with_letter = (lambda review: review.preview("assign", receipt, plan, agency_id=agency)) if preview else None
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.assign(
            receipt, plan, agency, actor=actor or getpass.getuser(), seen=number, reason=reason
        ),
        with_letter,
    )


@app.command()
def accept(
    context: typer.Context,
    receipt: Receipt,
    reason: Annotated[str, typer.Option("--reason", "-m", help="Why it is accepted; it stays in the history.")],
    plan: Plan = 1,
    actor: Actor = None,
    seen: Seen = None,
    preview: Preview = False,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Accept a plan in spite of what was found; its agency gets an acknowledgment."""
    with_letter = (lambda review: review.preview("accept", receipt, plan, text=reason)) if preview else None
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.accept(receipt, plan, reason, actor=actor or getpass.getuser(), seen=number),
        with_letter,
    )


@app.command(name="return")
def give_back(
    context: typer.Context,
    receipt: Receipt,
    remark: Annotated[str, typer.Option("--remark", "-m", help="What is to be mended; it stands in the letter.")],
    plan: Plan = 1,
    actor: Actor = None,
    seen: Seen = None,
    preview: Preview = False,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Return a plan with a remark, which goes out as a letter."""
    with_letter = (lambda review: review.preview("return", receipt, plan, text=remark)) if preview else None
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.give_back(receipt, plan, remark, actor=actor or getpass.getuser(), seen=number),
        with_letter,
    )


@app.command()
def seal(
    context: typer.Context,
    receipt: Receipt,
    reason: Reason = "",
    actor: Actor = None,
    seen: Seen = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Seal a mail: it is classified, and nothing of it stays in the ledger."""
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.seal(receipt, reason, actor=actor or getpass.getuser(), seen=number),
    )


@app.command()
def release(
    context: typer.Context,
    receipt: Receipt,
    reason: Reason = "",
    actor: Actor = None,
    seen: Seen = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Release a sealed mail that is not classified: it is judged like any other."""
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.release(receipt, reason, actor=actor or getpass.getuser(), seen=number),
    )


@app.command(name="not-ours")
def not_ours(
    context: typer.Context,
    receipt: Receipt,
    plan: Annotated[int | None, typer.Option("--plan", min=1, help="Only this plan; else the whole mail.")] = None,
    reason: Reason = "",
    actor: Actor = None,
    seen: Seen = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Say that this is no plan of the round; nobody is written to."""
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.not_ours(receipt, plan, reason, actor=actor or getpass.getuser(), seen=number),
    )


@app.command()
def split(
    context: typer.Context,
    receipt: Receipt,
    reason: Reason = "",
    actor: Actor = None,
    seen: Seen = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Take a mail out of the case that it was joined to: it is judged by itself."""
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.split(receipt, reason, actor=actor or getpass.getuser(), seen=number),
    )


@app.command()
def join(
    context: typer.Context,
    receipt: Receipt,
    other: Annotated[str, typer.Argument(help="Receipt of the earlier mail that it goes on from.")],
    reason: Reason = "",
    actor: Actor = None,
    seen: Seen = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Judge a mail together with an earlier one: their files are one plan."""
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.join(receipt, other, reason, actor=actor or getpass.getuser(), seen=number),
    )


@app.command()
def undo(
    context: typer.Context,
    receipt: Receipt,
    reason: Reason = "",
    actor: Actor = None,
    seen: Seen = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Take back the last decision about a mail; letters that were sent stay sent."""
    _act(
        context,
        config,
        as_json,
        receipt,
        seen,
        lambda review, number: review.undo(receipt, reason, actor=actor or getpass.getuser(), seen=number),
    )


@app.command()
def rejudge(
    context: typer.Context,
    receipt: Receipt,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    actor: Actor = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Judge a stored mail by today's rules; what staff decided stays."""
    place = workplace(context, config)
    if not place.ledger_path.exists():
        raise ConfigError(f"no ledger at {place.ledger_path}; run `mailbot run` or `mailbot demo` first")
    try:
        result = place.reviewing.rejudge(receipt, dry_run, actor=actor or getpass.getuser())
    finally:
        place.close()
    if as_json:
        typer.echo(json_line(result))
        return
    show_replay(console(), result)
    for lost in result["lost"]:
        console().print(f"{word('would be undone')}: {lost}", markup=False)


def _act(
    context: typer.Context,
    config: Config,
    as_json: bool,
    receipt: str,
    seen: int | None,
    act: Callable[[Reviewing, int], Done],
    preview: Callable[[Reviewing], Letter | None] | None = None,
) -> None:
    """Do one thing and say what it came to; with preview only show its letter."""
    place: Workplace = workplace(context, config)
    if not place.ledger_path.exists():
        raise ConfigError(f"no ledger at {place.ledger_path}; run `mailbot run` or `mailbot demo` first")
    try:
        if preview is not None:
            _show_letter(preview(place.reviewing), as_json)
            return
        number = place.reviewing.seen(receipt) if seen is None else seen
        try:
            done = act(place.reviewing, number)
        except SealedAway:
            ask_for_the_key(place)
            done = act(place.reviewing, number)
    finally:
        place.close()
    if as_json:
        typer.echo(json_line(asdict(done)))
        return
    if done.letter:
        told = f"{word('reply')}: {word(done.letter)}"
    else:
        told = f"{word('no letter')}{f' ({done.no_letter})' if done.no_letter else ''}"
    console().print(marked_safe(f"{done.receipt}: {word(done.verdict)} · {told}"), highlight=False)


def _show_letter(letter: Letter | None, as_json: bool) -> None:
    if as_json:
        typer.echo(json_line(asdict(letter) if letter else {"kind": None}))
    elif letter is None:
        console().print(word("no letter"))
    else:
        console().print(f"{letter.subject}\n\n{letter.text}", markup=False, highlight=False)
