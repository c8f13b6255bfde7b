"""Silence by staff's word: an agency, a tier or everybody gets no reminders until the pause is ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text

ALL, TIER = "all", "tier:"


@dataclass(frozen=True, slots=True)
class Paused:
    """Who is left in peace: everybody, whole tiers, single agencies."""

    everybody: bool = False
    tiers: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()

    def holds(self, agency_id: str, tier: str) -> bool:
        """Whether this agency is meant."""
        return self.everybody or tier in self.tiers or agency_id in self.agencies


class Pauses(Book):
    """The writer of pauses."""

    def pause_reminders(self, target: str, reason: str, actor: str, now: datetime) -> bool:
        """No reminders to `target` (an agency's id, `tier:NAME`, `all`) from now on; False when it is paused."""
        with self.writing() as db:
            if _open(db, self.round_id, target):
                return False
            row = {"round": self.round_id, "target": target, "reason": reason, "actor": actor, "since": to_text(now)}
            db.table("reminder_pause").insert(row)
            self._tell("reminders_paused", target, reason, actor, now)
        return True

    def resume_reminders(self, target: str, reason: str, actor: str, now: datetime) -> bool:
        """End the pause of `target`; False when there is none. What fell due meanwhile is not made up for, but for the
        latest stage."""
        with self.writing() as db:
            if not _open(db, self.round_id, target):
                return False
            db.execute(
                "UPDATE reminder_pause SET ended_at = ? WHERE round = ? AND target = ? AND ended_at IS NULL",
                (to_text(now), self.round_id, target),
            )
            self._tell("reminders_resumed", target, reason, actor, now)
        return True

    def _tell(self, action: str, target: str, reason: str, actor: str, now: datetime) -> None:
        agency_id = None if target == ALL or target.startswith(TIER) else target
        self.event(now, action, actor=actor, agency_id=agency_id, detail={"target": target, "reason": reason})


def paused(db: Database, round_id: str) -> Paused:
    """Who is paused now. A pause of an agency's earlier id counts for the one that it goes on under."""
    targets = {row["target"] for row in pauses(db, round_id)}
    agencies = {one for one in targets if one != ALL and not one.startswith(TIER)}
    tiers = frozenset(one.removeprefix(TIER) for one in targets if one.startswith(TIER))
    return Paused(ALL in targets, tiers, frozenset(agencies | _later_ids(db, agencies)))


def pauses(db: Database, round_id: str) -> list[Mapping[str, str]]:
    """Pauses that are not ended: target, reason, actor, since; oldest first."""
    rows = db.execute(
        "SELECT target, reason, actor, since FROM reminder_pause WHERE round = ? AND ended_at IS NULL ORDER BY id",
        (round_id,),
    )
    return [dict(row) for row in rows]


def _open(db: Database, round_id: str, target: str) -> bool:
    found = db.execute(
        "SELECT 1 FROM reminder_pause WHERE round = ? AND target = ? AND ended_at IS NULL", (round_id, target)
    )
    return found.fetchone() is not None


def _later_ids(db: Database, agencies: set[str]) -> set[str]:
    rows = db.execute("SELECT id, recoded_to FROM agency WHERE recoded_to IS NOT NULL")
    return {row["recoded_to"] for row in rows if row["id"] in agencies}
