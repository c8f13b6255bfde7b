"""Commands that judge without changing anything, or explain what was judged: check, identify, replay, explain."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from mailbot import checking
from mailbot.cli import explaining
from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line
from mailbot.cli.options import AsJson, Config, Lang, settings
from mailbot.cli.words import either
from mailbot.examination import Examination
from mailbot.ledger import queries
from mailbot.ledger.schema import open_database
from mailbot.replaying import Replaying
from mailbot.workplace import Workplace

Paths = Annotated[
    list[Path],
    typer.Argument(
        help=".eml files, loose Word and PDF files (one mail's attachments), or folders of them.",
        metavar="PATH",
        exists=True,
        readable=True,
    ),
]
RoundOption = Annotated[str | None, typer.Option("--round", help="Rules of another round than the settings name.")]
FOUND_BROKEN = ("deficient", "sealed")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (check, identify, replay, explain):
        app.command()(command)


def check(
    context: typer.Context,
    paths: Paths,
    config: Config = None,
    as_json: AsJson = False,
    round_id: RoundOption = None,
    _lang: Lang = None,
) -> None:
    """Judge mails or loose plan files as the daemon would; writes and sends nothing. Exit 1 if something is lacking."""
    place = _place(context, config, round_id)
    broken, verdicts, screen = False, list[str](), console()
    for subject, examination in _judged(place, paths):
        broken |= _is_broken(examination)
        verdicts.append(examination.verdict)
        if as_json:
            typer.echo(json_line({"path": str(subject.paths[0]), **_paths(subject), **_contract(examination)}))
        else:
            explaining.show(screen, examination, subject.title, place.bench.rules, place.bench.registry)
    if len(verdicts) > 1 and not as_json:
        explaining.show_total(screen, verdicts)
    if broken:
        raise typer.Exit(1)


def identify(
    context: typer.Context, paths: Paths, config: Config = None, as_json: AsJson = False, _lang: Lang = None
) -> None:
    """Only whose plans they are, with every piece of evidence."""
    place = _place(context, config, None)
    for subject, examination in _judged(place, paths):
        plans = [plan.identity.model_dump(mode="json") for plan in examination.plans if plan.identity]
        identity = examination.identity.model_dump(mode="json")
        if as_json:
            typer.echo(
                json_line({"path": str(subject.paths[0]), **_paths(subject), "identity": identity, "plans": plans})
            )
        else:
            explaining.show_identity(console(), examination, subject.title, place.bench.registry)


def replay(
    context: typer.Context,
    what: Annotated[
        list[str],
        typer.Argument(help="A receipt, or .eml files to be laid into the inbox.", metavar="RECEIPT|FILE.eml..."),
    ],
    config: Config = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write and send nothing.")] = False,
    as_json: AsJson = False,
    _lang: Lang = None,
) -> None:
    """Judge a stored mail anew under today's rules, or lay saved mails into the inbox again."""
    place = Workplace(settings(context, config))
    replaying = Replaying(place)
    screen = console()
    try:
        for one in what:
            path = Path(one)
            result = replaying.file(path, dry_run) if path.is_file() else replaying.receipt(one, dry_run)
            if as_json:
                typer.echo(json_line(result))
            else:
                explaining.show_replay(screen, result)
    finally:
        place.close()


def explain(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(help="Receipt, as BCP2563-000123.", metavar="RECEIPT")],
    config: Config = None,
    as_json: AsJson = False,
    _lang: Lang = None,
) -> None:
    """Every rule that hit or missed, every piece of evidence, every finding, what happened, and the reply."""
    place = Workplace(settings(context, config))
    db = open_database(place.ledger_path, read_only=True)
    found = queries.mail_by_receipt(db, receipt.strip().upper())
    if found is None:
        console(error=True).print(either(f"ไม่พบอีเมลเลขรับ {receipt}", f"no mail with receipt {receipt!r}"), markup=False)
        raise typer.Exit(1)
    sealed = found["verdict"] == "sealed"
    owners = [plan["agency_id"] for plan in (found["examination"] or {"plans": []})["plans"] if plan["agency_id"]]
    round_id = place.settings.round.id
    found["case"] = (
        [] if sealed else [one for owner in dict.fromkeys(owners) for one in queries.case_of(db, round_id, owner)]
    )
    if as_json:
        found["case"] = [asdict(one) for one in found["case"]]
        outbox = found.pop("outbox")
        if outbox:
            text = explaining.text_of(outbox["raw"])
            outbox = {key: value for key, value in outbox.items() if key not in ("raw", "token")} | {"text": text}
        typer.echo(json_line({**found, "outbox": outbox}))
    else:
        explaining.show_stored(console(), found, place.bench.rules, place.bench.registry)


def _is_broken(examination: Examination) -> bool:
    """Whether something is lacking, refused, or not there at all."""
    if examination.verdict in FOUND_BROKEN or examination.kind == "unreadable":
        return True
    return not examination.plans and any(finding.severity == "error" for finding in examination.findings)


def _place(context: typer.Context, config: Config, round_id: str | None) -> Workplace:
    found = settings(context, config)
    if round_id:
        found = found.model_copy(update={"round": found.round.model_copy(update={"id": round_id})})
    return Workplace(found)


def _judged(place: Workplace, paths: list[Path]) -> Iterator[tuple[checking.Subject, Examination]]:
    """One after the other, so that the first is told while the others are read."""
    try:
        for subject in checking.subjects(paths, place.bench.rules.round.inbox):
            yield subject, checking.judge(subject, place.examiner, place.answering, place.learned)
    finally:
        place.close()


def _paths(subject: checking.Subject) -> dict[str, Any]:
    return {"paths": [str(path) for path in subject.paths]} if len(subject.paths) > 1 else {}


def _contract(examination: Examination) -> dict[str, Any]:
    data = examination.model_dump(mode="json", by_alias=True)
    if data["reply"]:
        data["reply"].pop("html", None)
    return data
