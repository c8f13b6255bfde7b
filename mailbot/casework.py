"""Which other mails a mail is judged with: those of its agency that are open, and those that it names."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from sqlite3 import Row

from mailbot.bench import Hints
from mailbot.cases.mails import CaseMail
from mailbot.cases.rulings import Ruling
from mailbot.errors import Poison, Transient
from mailbot.examination import Examination
from mailbot.ledger.moments import from_text
from mailbot.ledger.store import Ledger

logger = logging.getLogger(__name__)

MOST_MAILS = 12
MOST_BYTES = 80_000_000
"""Of all other mails together: a case is judged within the time limit of one mail."""
_ANNEX_ROLES = frozenset({"annex", "other", "plan"})


Key = tuple[int, str | None]
"""A mail, and the agency whose plan of it is meant: a provincial office brings many in one mail."""


@dataclass
class _Members:
    """What is gathered: by mail and agency the files that belong to the case, and what is known of them."""

    files: dict[Key, set[str]] = field(default_factory=dict)
    accepted: set[Key] = field(default_factory=set)
    parts: dict[Key, tuple[int, int]] = field(default_factory=dict)
    whole: set[Key] = field(default_factory=set)
    joined: bool = False


@dataclass(frozen=True)
class Casework:
    """Finds the other mails of a case. `bytes_of` gives a mail's bytes by their SHA-256."""

    ledger: Ledger
    bytes_of: Callable[[str], bytes]

    def hints(self, mail_id: int, alone: Examination, hints: Hints, rulings: Sequence[Ruling] = ()) -> Hints | None:
        """The hints with the other mails of the case of a mail; None when it is judged by itself.

        alone: what was concluded from this mail by itself. rulings: what staff said of it: `split` keeps it by itself,
        `join` puts it to the mail that they named.
        """
        said = [one for one in rulings if one.act in ("split", "join")]
        forced = said[-1].other_mail_id if said and said[-1].act == "join" else None
        if (
            (said and said[-1].act == "split")
            or alone.verdict == "sealed"
            or alone.bounce
            or alone.purpose == "draft"
            or not self._goes_on(alone)
        ):
            return None
        found = _Members()
        if forced is not None:
            self._add_joined(forced, mail_id, found)
        else:
            self._gather(mail_id, alone, hints.received_at, found)
        case = self._mails(found)
        if not case:
            return None
        assigned = {**self.ledger.assigned({one for one, _ in found.files}), **hints.assigned}
        return replace(hints, case=tuple(case), assigned=assigned)

    def _goes_on(self, alone: Examination) -> bool:
        """Whether anything in the mail may be completed by, or complete, what came in others."""
        if alone.parts is not None:
            return True
        if alone.plans:
            return any(plan.verdict in ("deficient", "review") for plan in alone.plans)
        return any(file.role in _ANNEX_ROLES for file in alone.mail.attachments)

    def _gather(self, mail_id: int, alone: Examination, received_at: datetime | None, found: _Members) -> None:
        ledger, sender = self.ledger, alone.mail.sender.address if alone.mail.sender else ""
        if alone.parts is not None and sender and received_at is not None:
            self._add_parts(mail_id, alone, received_at, found)
        named = ledger.mails_named(alone.mentions, [*alone.in_reply_to, *alone.references], alone.tokens)
        owners = {plan.agency_id for plan in alone.plans} | ({alone.identity.sender_id} if not alone.plans else set())
        of_named = [row for one in named if one != mail_id for row in ledger.plans_of_mail(one)]
        if not alone.plans and alone.identity.sender_id is None:
            # An annex in answer to our letter, from an address that nobody knows: of the one plan that it can be of.
            owners |= {row["agency_id"] for row in of_named} if len(of_named) == 1 else set()
        if None in {plan.agency_id for plan in alone.plans}:
            owners |= {row["agency_id"] for row in of_named}
            owners |= {one for plan in alone.plans if plan.identity for one in plan.identity.candidates[:4]}
        for owner in sorted(one for one in owners if one):
            for row in ledger.plans_of_agency(owner, mail_id):
                self._add_plan(row, mail_id, found)
            if alone.plans and received_at is not None:
                self._add_loose(owner, mail_id, received_at, found)
        if sender and alone.plans:
            for row in ledger.plans_of_nobody(sender, mail_id):
                self._add_plan(row, mail_id, found)

    def _add_plan(self, row: Row, mail_id: int, found: _Members) -> None:
        """A plan's own mail and the others whose files are in it."""
        files = set(json.loads(row["files"]))
        others = self.ledger.ids_of(json.loads(row["receipts"])).values()
        for one in (int(row["mail_id"]), *others):
            if one != mail_id:
                key = (one, row["agency_id"])
                found.files.setdefault(key, set()).update(files)
                if row["verdict"] == "accepted":
                    found.accepted.add(key)

    def _add_joined(self, other: int, mail_id: int, found: _Members) -> None:
        for row in self.ledger.plans_of_mail(other):
            self._add_plan(row, mail_id, found)
        if other not in {one for one, _ in found.files}:
            found.files[other, None] = set()
            found.whole.add((other, None))
        found.joined = True

    def _add_loose(self, owner: str, mail_id: int, received_at: datetime, found: _Members) -> None:
        for row in self.ledger.loose_mails(owner, mail_id, received_at):
            attachments = Examination.model_validate_json(row["examination"]).mail.attachments
            files = {one.sha256 for one in attachments if one.role in _ANNEX_ROLES}
            if files:
                found.files.setdefault((int(row["id"]), owner), files)

    def _add_parts(self, mail_id: int, alone: Examination, received_at: datetime, found: _Members) -> None:
        """The newest mail of each other number of this mailing."""
        if alone.parts is None or alone.mail.sender is None:
            return
        seen = {alone.parts.number}
        for row in self.ledger.other_parts(alone.mail.sender.address, alone.parts.total, mail_id, received_at):
            if row["part"] not in seen:
                seen.add(row["part"])
                key = (int(row["id"]), None)
                found.files[key] = set()
                found.parts[key] = (row["part"], row["parts"])
                found.whole.add(key)
                if row["complete_alone"]:
                    found.accepted.add(key)

    def _mails(self, found: _Members) -> list[CaseMail]:
        """The mails with their bytes, newest first until they are too many; one whose bytes are lost is left out."""
        rows = self.ledger.mails_of({one for one, _ in found.files})
        order = sorted(found.files, key=lambda key: (rows[key[0]]["received_at"], key[0], key[1] or ""), reverse=True)
        case: list[CaseMail] = []
        size = 0
        for key in order:
            row = rows[key[0]]
            size += int(row["size"])
            if row["verdict"] == "sealed" or len(case) >= MOST_MAILS or size > MOST_BYTES:
                continue
            try:
                raw = self.bytes_of(row["raw_sha256"])
            except (Poison, Transient) as error:
                logger.warning("mail %s of a case cannot be read: %s", row["receipt"], error)
                continue
            case.append(
                CaseMail(
                    receipt=row["receipt"],
                    raw=raw,
                    received_at=from_text(row["received_at"]),
                    files=frozenset(() if key in found.whole else found.files[key]),
                    agency_id=key[1],
                    accepted=key in found.accepted,
                    part=found.parts.get(key),
                    joined=found.joined,
                )
            )
        return case
