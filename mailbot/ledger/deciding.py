"""The one transaction that makes a judgment true: mail, receipt, plans, findings, the answer, events."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from mailbot.agencies.learning import lesson
from mailbot.cases.versions import accepted_versions
from mailbot.examination import Examination
from mailbot.ledger import judgment, lessons, outgoing
from mailbot.ledger.bounces import Bounces
from mailbot.ledger.moments import to_text
from mailbot.ledger.records import Counts, Decided, ReplyChoice

ReplyMaker = Callable[[str, int, Counts], ReplyChoice]

_FIRST_WITH_CONTENT = """
SELECT mail.id, mail.receipt, mail.folder FROM content JOIN mail ON mail.id = content.mail_id
WHERE content.content_key = ?
"""


class Deciding(Bounces):
    """The writer of judgments."""

    def decide(self, mail_id: int, examination: Examination, make_reply: ReplyMaker, now: datetime) -> Decided:
        """The one transaction that makes a judgment true: mail, plans, findings, receipt, outbox row, events.

        make_reply gets the receipt, the number of this judgment and how many automatic mails the sender had; it must
        be pure and quick. A mail whose content key is known is a repetition: it gets the first one's receipt, no plans,
        no reply. A mail that was decided before is judged anew: same receipt, earlier plans superseded, not moved.
        """
        with self.writing() as db:
            first = db.execute(_FIRST_WITH_CONTENT, (examination.content_key,)).fetchone()
            if first and int(first["id"]) != mail_id:
                judgment.write_repetition(db, mail_id, examination, first, now)
                self.event(now, "repetition", mail_id=mail_id, detail={"receipt": first["receipt"]})
                return Decided(str(first["receipt"]), duplicate=True, outbox_id=None)
            return self._judge(db, mail_id, examination, make_reply, now)

    def is_repetition(self, mail_id: int, content_key: str) -> bool:
        """Whether this content came before under another mail."""
        found = self.rows(_FIRST_WITH_CONTENT, (content_key,))
        return bool(found) and int(found[0]["id"]) != mail_id

    def _judge(
        self,
        db: Database,
        mail_id: int,
        examination: Examination,
        make_reply: ReplyMaker,
        now: datetime,
        actor: str = "",
    ) -> Decided:
        """Write one judgment and its answer. actor: who of staff made it by hand, '' for mailbot's own."""
        row = db.execute("SELECT receipt, judgment FROM mail WHERE id = ?", (mail_id,)).fetchone()
        number = int(row["judgment"]) + 1
        receipt = row["receipt"] or self._next_receipt(db)
        sender = examination.mail.sender.address if examination.mail.sender else ""
        counts = replace(
            outgoing.counts(db, sender, now),
            acknowledged=_acknowledged(db, examination),
            standing=_standing(db, mail_id, self.round_id, examination),
        )
        choice = make_reply(receipt, number, counts)
        db.table("content").insert({"content_key": examination.content_key, "mail_id": mail_id}, ignore=True)
        replayed = number > 1
        judgment.write(
            db,
            judgment.Judgment(mail_id, number, receipt, self.round_id, examination, choice, now, replayed, actor),
        )
        if sender:
            lessons.learn(self, db, mail_id, receipt, sender, lesson(examination), now)
        outbox_id = None
        if choice.outgoing:
            outbox_id = outgoing.insert(db, choice.outgoing, self.round_id, now, mail_id=mail_id, judgment=number)
            for agency_id, version in choice.acknowledges:
                told = {"agency_id": agency_id, "version": version, "receipt": receipt, "at": to_text(now)}
                db.table("acknowledged").insert(told, ignore=True)
        if not actor:
            self._worse_than_accepted(db, mail_id, number, now)
            self._decision_events(mail_id, outbox_id, receipt, examination, choice, now)
        if examination.bounce and not replayed:
            bounce = examination.bounce
            self._record_bounce(db, mail_id, bounce.get("token"), bounce.get("message_id"), bounce, now)
        return Decided(receipt, duplicate=False, outbox_id=outbox_id, judgment=number)

    def _worse_than_accepted(self, db: Database, mail_id: int, number: int, now: datetime) -> None:
        """A later mail takes no accepted plan back; that it lacks something, its sender is told and staff see."""
        rows = db.execute(
            "SELECT plan.agency_id FROM plan WHERE plan.mail_id = ? AND plan.judgment = ? AND plan.credited = 1 "
            "AND plan.verdict IN ('deficient', 'review') AND EXISTS (SELECT 1 FROM plan AS counts "
            "WHERE counts.round = plan.round AND counts.agency_id = plan.agency_id AND counts.credited = 1 "
            "AND counts.verdict = 'accepted' AND counts.superseded_at IS NULL AND counts.mail_id <> plan.mail_id)",
            (mail_id, number),
        )
        for row in rows.fetchall():
            detail = {"reason": "worse_than_accepted"}
            self.event(
                now, "needs_a_person", mail_id=mail_id, agency_id=row["agency_id"], for_staff=True, detail=detail
            )

    def _decision_events(
        self,
        mail_id: int,
        outbox_id: int | None,
        receipt: str,
        examination: Examination,
        choice: ReplyChoice,
        now: datetime,
    ) -> None:
        detail = {"receipt": receipt, "verdict": examination.verdict, "kind": examination.kind}
        self.event(now, "decided", mail_id=mail_id, outbox_id=outbox_id, detail=detail)
        if choice.withheld:
            self.event(now, "reply_withheld", mail_id=mail_id, for_staff=True, detail={"reason": choice.withheld})
        for line in choice.for_staff:
            self.event(now, "needs_a_person", mail_id=mail_id, for_staff=True, detail={"reason": line})

    def _next_receipt(self, db: Database) -> str:
        db.execute("INSERT OR IGNORE INTO receipt_counter (prefix, last) VALUES (?, 0)", (self.receipt_prefix,))
        db.execute("UPDATE receipt_counter SET last = last + 1 WHERE prefix = ?", (self.receipt_prefix,))
        row = db.execute("SELECT last FROM receipt_counter WHERE prefix = ?", (self.receipt_prefix,)).fetchone()
        return f"{self.receipt_prefix}-{int(row[0]):06d}"


def _acknowledged(db: Database, examination: Examination) -> dict[tuple[str, str], str]:
    """(agency, version) of those accepted plans of which their agency was told before, with the receipt."""
    asked = json.dumps([version for _, version in accepted_versions(examination)])
    rows = db.execute(
        "SELECT agency_id, version, receipt FROM acknowledged WHERE version IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    return {(row["agency_id"], row["version"]): row["receipt"] for row in rows}


def _standing(db: Database, mail_id: int, round_id: str, examination: Examination) -> dict[str, str]:
    """Agencies of the mail's plans whose newest complete plan came in an older mail, with the receipt of that mail."""
    owners = json.dumps(sorted({plan.agency_id for plan in examination.plans if plan.agency_id}))
    rows = db.execute(
        "SELECT plan.agency_id, mail.receipt FROM plan JOIN mail ON mail.id = plan.mail_id "
        "WHERE plan.round = ? AND plan.agency_id IN (SELECT value FROM json_each(?)) AND plan.credited = 1 "
        "AND plan.verdict = 'accepted' AND plan.superseded_at IS NULL AND plan.mail_id <> ? "
        "AND mail.received_at <= (SELECT received_at FROM mail WHERE id = ?) ORDER BY plan.newest, plan.id",
        (round_id, owners, mail_id, mail_id),
    )
    return {row["agency_id"]: row["receipt"] for row in rows}
