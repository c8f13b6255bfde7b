"""`mailbot ledger mails` and `search`: what came, and where a word stands in it."""

from dataclasses import asdict
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe
from mailbot.cli.ledger_place import ask, style
from mailbot.cli.options import AsCsv, AsJson, AsOf, Config
from mailbot.cli.tables import plain
from mailbot.cli.tables import show as show_table
from mailbot.cli.words import coded, either, language, word
from mailbot.ledger import queries
from mailbot.rules import Rules

_COLUMNS = ("receipt", "received_at", "sender", "subject", "kind", "verdict", "agencies", "reply", "folder")
_FEW = 20

Limit = Annotated[int, typer.Option(min=1, help="Most mails shown.")]


def mails(
    context: typer.Context,
    config: Config = None,
    verdict: Annotated[
        str | None, typer.Option(help="Only this verdict: accepted, deficient, review, sealed, no_plan.")
    ] = None,
    sender: Annotated[str | None, typer.Option(help="Only mails of this address.")] = None,
    text: Annotated[
        str, typer.Option("--text", help="Only mails in which these words stand (subject, sender, files, findings).")
    ] = "",
    unanswered: Annotated[bool, typer.Option("--unanswered", help="Only mails that were not answered.")] = False,
    to_answer: Annotated[
        bool, typer.Option("--to-answer", help="Only mails that a person has to answer, oldest first.")
    ] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    limit: Limit = 1000,
) -> None:
    """The mails that came, newest first, and what became of each."""
    asked = ask(context, config, as_of)
    folder = asked.place.settings.mailbox.review if to_answer else None
    wanted = queries.MailFilter(
        verdict=verdict, sender=sender, text=text, unanswered=unanswered, as_of=asked.as_of, to_answer_in=folder
    )
    page = queries.mail_page(asked.db, wanted, queries.Asked(size=limit))
    rows = [_row(line) for line in page.lines]
    if plain(rows, as_json, as_csv):
        return
    read = [{**row, "reply": coded("letter", str(row["reply"] or ""))} for row in rows]
    show_table(read, _COLUMNS, shown=asked.shown, style=style)
    if page.total > len(rows):
        console().print(
            either(f"ทั้งหมด {page.total:,} ฉบับ แสดงที่ใหม่ที่สุด", f"the newest of {page.total:,} mails"), style="dim"
        )


def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Any part of a name, subject, address, file name, receipt or finding.")],
    config: Config = None,
    as_json: AsJson = False,
    limit: Limit = 50,
) -> None:
    """Where these words stand: in names of agencies, in mails, in findings. Spaces and spelling of ำ do not matter."""
    asked = ask(context, config)
    rules, registry = asked.place.bench.rules, asked.place.bench.registry
    found = queries.search(asked.db, registry, words, _titles(rules), queries.Asked(size=limit))
    if as_json:
        for agency in found.agencies:
            typer.echo(json_line({"found": "agency", "agency_id": agency.id, "name": agency.name_th}))
        for code in found.codes:
            typer.echo(json_line({"found": "finding", "code": code}))
        for hit in found.mails.lines:
            typer.echo(json_line({"found": "mail", **_row(hit.mail), "fields": list(hit.fields)}))
        return
    screen = console()
    for agency in found.agencies[:_FEW]:
        screen.print(f"[bold]{marked_safe(agency.id)}[/]  {marked_safe(agency.name_th)}", highlight=False)
    if len(found.agencies) > _FEW:
        screen.print(f"… {len(found.agencies):,} {word('agencies')}", style="dim")
    for code in found.codes:
        screen.print(f"{word('finding')} [bold]{code}[/]  {marked_safe(_title(rules, code))}", highlight=False)
    rows = [_row(hit.mail) | {"found": ", ".join(word(field) for field in hit.fields)} for hit in found.mails.lines]
    show_table(
        rows, ("receipt", "received_at", "sender", "subject", "verdict", "found"), shown=asked.shown, style=style
    )
    if found.mails.total > len(rows):
        screen.print(f"{found.mails.total:,} {word('mails')}", style="dim")


def _row(line: queries.MailLine) -> dict[str, object]:
    return {**asdict(line), "agencies": " ".join(line.agencies) or None}


def _title(rules: Rules, code: str) -> str:
    text = rules.findings[code]
    return text.title_en if language() == "en" else text.title_th


def _titles(rules: Rules) -> dict[str, str]:
    """Finding code to its titles in both languages."""
    return {code: f"{text.title_th} {text.title_en}" for code, text in rules.findings.items()}
