"""The writer of what staff say of agencies: lists of them, and who owes a plan."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from mailbot.agencies.importing.comparing import Changes
from mailbot.agencies.model import Agency, Expects
from mailbot.ledger.book import Book
from mailbot.ledger.listed import VERSION
from mailbot.ledger.moments import to_text

_REPLACE = "INSERT OR REPLACE INTO agency VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_EXPECT = "INSERT INTO expectation (round, agency_id, expects_plan, reason, actor, since) VALUES (?, ?, ?, ?, ?, ?)"
_EVENT = "INSERT INTO event (at, actor, action, agency_id, for_staff, detail) VALUES (?, ?, ?, ?, 0, ?)"


class AgencyList(Book):
    """Lists of agencies in the ledger."""

    def list_version(self) -> int:
        """How many imports changed the list of agencies."""
        found = self.rows(VERSION)
        return int(found[0][0]) if found else 0

    def import_agencies(self, changes: Changes, source: str, sha256: str, actor: str, now: datetime) -> None:
        """Take over what a list changes, in one transaction: rows, an event for each agency, one for the whole."""
        with self.writing() as db:
            at = to_text(now)
            rows = [_row(agency, source, at) for agency in changes.stored]
            rows += [_row(agency, source, at, closed_at=at) for agency in changes.closed]
            moved = [(change.old, change.new.id) for change in changes.recoded if change.old]
            rows += [_row(old, source, at, recoded_to=new_id) for old, new_id in moved]
            db.conn.executemany(_REPLACE, rows)
            db.conn.executemany(
                "UPDATE agency SET recoded_to = ? WHERE recoded_to = ?", [(new_id, old.id) for old, new_id in moved]
            )
            db.conn.executemany(
                "UPDATE OR IGNORE contact SET agency_id = ? WHERE agency_id = ?",
                [(new_id, old.id) for old, new_id in moved],
            )
            db.conn.executemany(
                _EVENT,
                [(at, actor, action, agency_id, _json(detail)) for action, agency_id, detail in _events(changes)],
            )
            self._count_import(db, at)
            counts = {
                name: len(getattr(changes, name))
                for name in ("added", "renamed", "changed", "recoded", "reopened", "closed")
            }
            self.event(now, "agencies_imported", actor=actor, detail={"file": source, "sha256": sha256, **counts})

    def _count_import(self, db: Database, at: str) -> None:
        db.execute(
            "INSERT INTO agency_list (one, version, changed_at) VALUES (1, 1, ?) "
            "ON CONFLICT (one) DO UPDATE SET version = version + 1, changed_at = excluded.changed_at",
            (at,),
        )

    def expect(self, agency: Agency, said: Expects, reason: str, actor: str, now: datetime) -> bool:
        """Staff say whether this agency's plan is awaited in this round; False when they said so already."""
        last = self.rows(
            "SELECT expects_plan FROM expectation WHERE round = ? AND agency_id = ? ORDER BY id DESC LIMIT 1",
            (self.round_id, agency.id),
        )
        before = str(last[0][0]) if last else agency.expects_plan
        if before == said:
            return False
        with self.writing() as db:
            db.execute(_EXPECT, (self.round_id, agency.id, said, reason, actor, to_text(now)))
            detail = {"before": before, "after": said, "reason": reason, "round": self.round_id}
            self.event(now, "expectation_changed", actor=actor, agency_id=agency.id, detail=detail)
        return True


def _row(
    agency: Agency, source: str, at: str, *, closed_at: str | None = None, recoded_to: str | None = None
) -> tuple[Any, ...]:
    """The cells of one row, in the order of the table."""
    return (
        agency.id,
        agency.name_th,
        agency.tier,
        agency.kind,
        ";".join(agency.short_names),
        agency.name_en,
        agency.parent_id,
        agency.collector_id,
        agency.province_code,
        agency.amphoe_code,
        agency.amphoe,
        ";".join(agency.domains),
        int(agency.vital),
        agency.expects_plan,
        agency.letter_code,
        ";".join(agency.former_names),
        int(agency.name_shared),
        source,
        at,
        closed_at,
        recoded_to,
    )


def _events(changes: Changes) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """(action, agency id, detail) of every agency that a list changes."""
    for change in changes.added:
        yield "agency_added", change.new.id, {"name": change.new.name_th}
    for change in (*changes.renamed, *changes.changed, *changes.reopened):
        if change.old:
            action = "agency_renamed" if change.old.name_th != change.new.name_th else "agency_changed"
            yield action, change.new.id, {"before": change.old.name_th, "after": change.new.name_th}
    for change in changes.recoded:
        if change.old:
            detail = {"old_id": change.old.id, "before": change.old.name_th, "after": change.new.name_th}
            yield "agency_recoded", change.new.id, detail
    for agency in changes.closed:
        yield "agency_closed", agency.id, {"name": agency.name_th}


def _json(detail: dict[str, Any]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True)
