"""Which mails are meant: each condition gives the numbers of its mails without reading a row of them, since a row holds
a whole examination; what holds for all conditions is one page of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.folded import terms
from mailbot.ledger.moments import to_text
from mailbot.ledger.queries.found_text import with_words
from mailbot.ledger.queries.paging import Asked
from mailbot.ledger.queries.where import Where
from mailbot.ledger.questions import TO_ANSWER, TO_ANSWER_THEN


@dataclass(frozen=True, slots=True)
class MailFilter:
    """Which mails; None (or '') = all. text: words in receipt, subject, sender, file names and findings;
    finding: a code; agency_ids: mails with a plan of one of these; unanswered: those that got no answer, for
    `reason` (None = any); repetitions: also show those; from `since` until before `until`; how it stood `as_of`;
    to_answer_in: those of this folder that a person has to answer, oldest first.

    What is asked by its content (sender, text, finding, agencies) is never a sealed mail.
    """

    verdict: str | None = None
    kind: str | None = None
    folder: str | None = None
    sender: str | None = None
    text: str = ""
    finding: str | None = None
    agency_ids: Sequence[str] | None = None
    unanswered: bool = False
    reason: str | None = None
    repetitions: bool = True
    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None
    to_answer_in: str | None = None


# As of a moment: a mail that was judged again since then had the verdict that its last event until then tells.
VERDICT_THEN = """CASE WHEN coalesce(mail.decided_at, '9999z') <= :moment THEN mail.verdict ELSE (
SELECT json_extract(detail, '$.verdict') FROM event WHERE event.mail_id = mail.id
AND event.action IN ('decided', 'ruled') AND event.at <= :moment ORDER BY event.id DESC LIMIT 1) END"""
_COUNT = "SELECT count(*) FROM mail INDEXED BY mail_listed {where}"
_ALL = "SELECT id FROM mail INDEXED BY mail_listed {where}"
_SEALED = "SELECT id FROM mail WHERE verdict = 'sealed'"
_PAGE = _ALL + " ORDER BY id {order} LIMIT :size OFFSET :offset"


def to_answer(db: Database, folder: str, as_of: datetime | None = None) -> int:
    """How many mails of this folder a person has to answer (as of a moment: had to)."""
    where = _by_row(MailFilter(to_answer_in=folder, as_of=as_of))
    return int(db.execute(where.within(_COUNT), where.values).fetchone()[0])


def mail_ids(db: Database, wanted: MailFilter, asked: Asked) -> tuple[list[int], int, Asked]:
    """(numbers of the mails of one page, newest first; how many there are in all; the page, which is the last one
    where fewer were found)."""
    where, contents = _by_row(wanted), _by_content(db, wanted)
    if contents is None:
        total = int(db.execute(where.within(_COUNT), where.values).fetchone()[0])
        asked = asked.within(total)
        page = _PAGE.replace("{order}", "ASC" if wanted.to_answer_in else "DESC")
        rows = db.execute(where.within(page), {**where.values, "size": asked.size, "offset": asked.offset})
        return [row[0] for row in rows], total, asked
    if where.sql:
        contents &= {row[0] for row in db.execute(where.within(_ALL), where.values)}
    found = sorted(contents, reverse=not wanted.to_answer_in)
    asked = asked.within(len(found))
    return found[asked.offset : asked.offset + asked.size], len(found), asked


def _by_row(wanted: MailFilter) -> Where:
    """Conditions that the index mail_listed answers by itself."""
    where = Where()
    if wanted.as_of:
        where.add("mail.received_at <= :moment", moment=to_text(wanted.as_of))
    if wanted.verdict is not None:
        then = VERDICT_THEN if wanted.as_of else "mail.verdict"
        where.add(f"{then} = :verdict", verdict=wanted.verdict)
    for column, value in (("kind", wanted.kind), ("folder", wanted.folder), ("no_reply_reason", wanted.reason)):
        if value is not None:
            where.add(f"mail.{column} = :{column}", **{column: value})
    if wanted.unanswered:
        where.add("mail.no_reply_reason IS NOT NULL AND mail.duplicate_of IS NULL")
    if not wanted.repetitions:
        where.add("mail.duplicate_of IS NULL")
    if wanted.to_answer_in:
        condition = TO_ANSWER_THEN.replace("{verdict}", VERDICT_THEN) if wanted.as_of else TO_ANSWER
        where.add(condition, to_answer_in=wanted.to_answer_in)
    if wanted.since:
        where.add("mail.received_at >= :since", since=to_text(wanted.since))
    if wanted.until:
        where.add("mail.received_at < :until", until=to_text(wanted.until))
    return where


def _by_content(db: Database, wanted: MailFilter) -> set[int] | None:
    """Numbers of the mails that hold what is asked for; None where nothing of their content is asked for."""
    questions: list[tuple[str, dict[str, object]]] = []
    if wanted.sender:
        questions.append(("SELECT id FROM mail WHERE sender = :sender COLLATE NOCASE", {"sender": wanted.sender}))
    if wanted.finding:
        questions.append(("SELECT mail_id FROM finding WHERE code = :code", {"code": wanted.finding}))
    if wanted.agency_ids is not None:
        questions.append(
            (
                "SELECT mail_id FROM plan WHERE agency_id IN (SELECT value FROM json_each(:agencies)) "
                "AND superseded_at IS NULL AND verdict <> 'sealed'",
                {"agencies": json.dumps(list(wanted.agency_ids))},
            )
        )
    found = [{int(row[0]) for row in db.execute(sql, values)} for sql, values in questions]
    if wanted.text:
        found.append(with_words(db, terms(wanted.text)))
    if not found:
        return None
    return set.intersection(*found).difference(row[0] for row in db.execute(_SEALED))
