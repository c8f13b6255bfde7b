"""The writer of staff's decisions: each one is a judgment of its own, an event, and can be taken back."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from mailbot.cases.rulings import Ruling, StoredRuling
from mailbot.errors import Outdated
from mailbot.examination import Examination
from mailbot.ledger.deciding import Deciding, ReplyMaker
from mailbot.ledger.moments import from_text, to_text
from mailbot.ledger.records import Decided

CLAIM = timedelta(minutes=15)
_ASKED = """
SELECT mail.id, mail.receipt FROM outbox JOIN mail ON mail.id = coalesce((
  SELECT taker.mail_id FROM plan JOIN plan AS taker ON taker.id = plan.superseded_by
  WHERE plan.mail_id = outbox.mail_id AND plan.agency_id IS NULL ORDER BY taker.id DESC LIMIT 1), outbox.mail_id)
WHERE outbox.message_id IN (SELECT value FROM json_each(?)) AND outbox.kind IN ('identity', 'deficiency')
AND mail.sender = ? COLLATE NOCASE AND mail.duplicate_of IS NULL ORDER BY mail.id DESC LIMIT 1
"""
"""A half that names nobody is asked for its name beside its other half; when that came meanwhile, it holds both."""
JUDGING = ("decided", "ruled")
"""Events that make a judgment: the n-th of a mail made its judgment n."""


class Rulings(Deciding):
    """What staff decided by hand."""

    def rule(self, ruling: Ruling, examination: Examination, make_reply: ReplyMaker, now: datetime) -> Decided:
        """Write one decision of staff: the judgment that it makes, its letter, its event, in one transaction. What was
        claimed is free again.

        Raises Outdated when the mail was judged since the judgment that the person saw: then nothing is written.
        """
        with self.writing() as db:
            self._check_seen(db, ruling.mail_id, ruling.seen)
            decided = self._judge(db, ruling.mail_id, examination, make_reply, now, ruling.actor)
            row = {
                "mail_id": ruling.mail_id,
                "judgment": decided.judgment,
                "position": ruling.position,
                "act": ruling.act,
                "halves": json.dumps(ruling.halves),
                "agency_id": ruling.agency_id,
                "other_mail_id": ruling.other_mail_id,
                "reason": ruling.reason,
                "actor": ruling.actor,
                "at": to_text(now),
                "before": ruling.before,
            }
            db.table("ruling").insert(row)
            db.execute("DELETE FROM claim WHERE mail_id = ?", (ruling.mail_id,))
            self._ruled(decided, ruling, examination, now)
            return decided

    def take_back_ruling(
        self, last: StoredRuling, ruling: Ruling, examination: Examination, make_reply: ReplyMaker, now: datetime
    ) -> Decided:
        """Write that staff took back a decision: the judgment that stands now, and the event. Raises Outdated."""
        with self.writing() as db:
            self._check_seen(db, ruling.mail_id, ruling.seen)
            db.execute("UPDATE ruling SET undone_at = ? WHERE id = ?", (to_text(now), last.id))
            decided = self._judge(db, ruling.mail_id, examination, make_reply, now, ruling.actor)
            self._ruled(decided, ruling, examination, now)
            return decided

    def claim(self, mail_id: int, actor: str, now: datetime) -> tuple[str, datetime]:
        """Say that this person works on this mail for the next while. Returns who has it and until when: somebody else
        when he was first."""
        with self.writing() as db:
            row = db.execute("SELECT actor, until FROM claim WHERE mail_id = ?", (mail_id,)).fetchone()
            if row and row["actor"] != actor and from_text(row["until"]) > now:
                return str(row["actor"]), from_text(row["until"])
            until = now + CLAIM
            db.execute(
                "INSERT INTO claim (mail_id, actor, until) VALUES (?, ?, ?) "
                "ON CONFLICT (mail_id) DO UPDATE SET actor = excluded.actor, until = excluded.until",
                (mail_id, actor, to_text(until)),
            )
            if row is None or row["actor"] != actor:
                self.event(now, "claimed", actor=actor, mail_id=mail_id, detail={"until": to_text(until)})
            return actor, until

    def rulings(self, mail_id: int) -> list[StoredRuling]:
        """What staff decided about this mail and did not take back, oldest first."""
        rows = self.rows("SELECT * FROM ruling WHERE mail_id = ? AND undone_at IS NULL ORDER BY id", (mail_id,))
        return [_stored(row) for row in rows]

    def asked_about(self, letters: Sequence[str], sender: str) -> tuple[int, str] | None:
        """The newest mail (id, receipt) of this sender whose owner one of these letters of ours may have asked for, or
        the mail that holds its plan since."""
        rows = self.rows(_ASKED, (json.dumps(list(letters)), sender))
        return (int(rows[0]["id"]), str(rows[0]["receipt"])) if rows else None

    def check_seen(self, mail_id: int, seen: int) -> None:
        """Raises Outdated when the mail was judged since the judgment `seen`."""
        self._check_seen(self.db, mail_id, seen)

    def _check_seen(self, db: Database, mail_id: int, seen: int) -> None:
        row = db.execute("SELECT judgment FROM mail WHERE id = ?", (mail_id,)).fetchone()
        if int(row["judgment"]) != seen:
            raise Outdated(_since(db, mail_id, seen))

    def _ruled(self, decided: Decided, ruling: Ruling, examination: Examination, now: datetime) -> None:
        # What a returned plan's agency is told may quote the plan, which may be sealed later; events stay for good.
        remark = {} if ruling.act == "return" else {"reason": ruling.reason}
        detail = {
            "act": ruling.act,
            "plan": ruling.position,
            "judgment": decided.judgment,
            **remark,
            "verdict": examination.verdict,
        }
        self.event(
            now,
            "ruled",
            actor=ruling.actor,
            mail_id=ruling.mail_id,
            outbox_id=decided.outbox_id,
            agency_id=ruling.agency_id,
            detail=detail,
        )


def _since(db: Database, mail_id: int, seen: int) -> list[str]:
    """One line for each judgment after the one that was seen: when, who, what."""
    rows = db.execute(
        "SELECT at, actor, action, detail FROM event WHERE mail_id = ? AND action IN (?, ?) ORDER BY id",
        (mail_id, *JUDGING),
    ).fetchall()
    told = [f"{row['at'][:16]} {row['actor']} {json.loads(row['detail']).get('act', 'judged')}" for row in rows]
    return told[seen:] or told[-1:]


def _stored(row: Any) -> StoredRuling:
    ruling = Ruling(
        mail_id=row["mail_id"],
        seen=row["judgment"] - 1,
        act=row["act"],
        actor=row["actor"],
        reason=row["reason"],
        position=row["position"],
        halves=tuple(json.loads(row["halves"])),
        agency_id=row["agency_id"],
        other_mail_id=row["other_mail_id"],
        before=row["before"],
    )
    return StoredRuling(row["id"], row["judgment"], ruling, from_text(row["at"]))
