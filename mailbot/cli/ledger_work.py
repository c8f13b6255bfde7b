"""`mailbot ledger work`: what waits for staff, in the figures that the desk, the digest and the API tell."""

from dataclasses import asdict

import typer
from rich.table import Table

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe
from mailbot.cli.ledger_place import Ask, ask
from mailbot.cli.options import AsJson, AsOf, Config
from mailbot.cli.words import either
from mailbot.ledger import queries


def work(context: typer.Context, config: Config = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """What waits for staff: cases to decide and why mailbot doubts, mails to answer."""
    asked = ask(context, config, as_of)
    found = queries.work(asked.db, asked.place.settings.mailbox.review, asked.as_of)
    if as_json:
        typer.echo(json_line(asdict(found)))
        return
    review, table = found.review, Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    table.add_row(
        either("เรื่องรอเจ้าหน้าที่ตัดสิน", "cases that wait for a decision"),
        f"{review.waiting:,}",
        _since(asked, review.oldest),
    )
    table.add_row(either("· ยังไม่ทราบหน่วยงาน", "· of which nobody knows whose"), f"{review.unknown:,}", "")
    table.add_row(either("· เอกสารลับรอยืนยัน", "· sealed, to be confirmed"), f"{review.sealed:,}", "")
    for doubt in review.doubts:
        table.add_row(marked_safe(f"· {asked.title(doubt.code)}"), f"{doubt.cases:,}", "")
    table.add_row(
        either("อีเมลรอเจ้าหน้าที่ตอบ", "mails that a person has to answer"),
        f"{found.to_answer:,}",
        "mailbot ledger mails --to-answer" if found.to_answer else "",
    )
    console().print(table)


def _since(asked: Ask, oldest: str | None) -> str:
    return either("เก่าที่สุด ", "oldest ") + asked.local(oldest) if oldest else ""
