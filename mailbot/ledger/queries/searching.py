"""One box for everything: agencies by name, mails by receipt, subject, sender, file and finding. Sealed mails never."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mailbot.agencies.registry import Agency, Registry
from mailbot.ledger.folded import FIELD_END, FIELDS, fold, terms
from mailbot.ledger.queries.mail_filter import MailFilter
from mailbot.ledger.queries.mails import MailLine, mail_page
from mailbot.ledger.queries.paging import FIRST, Asked, Page
from mailbot.ledger.queries.roster import holds_all, roster


@dataclass(frozen=True, slots=True)
class MailHit:
    """A mail that was found. fields: where the words stand: receipt, subject, sender, files, findings."""

    mail: MailLine
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. codes: findings in whose own words all words asked for stand (list their mails with
    MailFilter.finding)."""

    agencies: tuple[Agency, ...]
    mails: Page[MailHit]
    codes: tuple[str, ...]


def search(
    db: Database, registry: Registry, question: str, titles: Mapping[str, str] | None = None, asked: Asked = FIRST
) -> Found:
    """Everything in which all words of the question stand, whatever their spelling or spaces. titles: finding code to
    its words in the rules."""
    wanted = terms(question)
    page = mail_page(db, MailFilter(text=question), asked) if wanted else Page.of((), 0, asked)
    fields = _fields(db, [line.id for line in page.lines], wanted)
    hits = tuple(MailHit(line, fields.get(line.id, ())) for line in page.lines)
    codes = [code for code, title in (titles or {}).items() if wanted and holds_all(fold(f"{code} {title}"), wanted)]
    return Found(tuple(roster(registry).named(question)), Page(hits, page.total, page.number, page.pages), tuple(codes))


def _fields(db: Database, mail_ids: list[int], wanted: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """Mail to the fields in which at least one of the words stands."""
    rows: list[Any] = db.execute(
        "SELECT mail_id, words FROM search_text WHERE mail_id IN (SELECT value FROM json_each(?))",
        (json.dumps(mail_ids),),
    ).fetchall()
    return {
        row["mail_id"]: tuple(
            field
            for field, text in zip(FIELDS, row["words"].split(FIELD_END), strict=True)
            if any(term in text for term in wanted)
        )
        for row in rows
    }
