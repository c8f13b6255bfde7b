"""Whom we never answer: one pure decision, by a table of rules whose hits and misses are both told.

An acknowledgment is the receipt of a legal duty, so a mail is always entered in the ledger; this decides only about
answering. The soft rules (words in the subject) count only when no Word or PDF file came along.
"""

from dataclasses import dataclass
from typing import Literal

from mailbot.mail.model import Mail
from mailbot.mail.robot_rules import LOOP_HEADER, NOTES, RECEIPT_HEADER, RULES, OwnMail

__all__ = ["LOOP_HEADER", "RECEIPT_HEADER", "OwnMail", "ReplyPolicy", "RobotKind", "RuleHit", "judge"]

RobotKind = Literal["bounce", "auto_reply", "list", "report", "ours"]


@dataclass(frozen=True, slots=True)
class RuleHit:
    """One line of the table. detail: what was seen, '' when nothing."""

    name: str
    hit: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReplyPolicy:
    """may_reply: whether an automatic answer may go to the sender. reason: name of the first rule that hit.

    kind: what kind of machine wrote it, None for people and for rules that tell nothing of the kind.
    rules: every rule in order.
    """

    may_reply: bool
    reason: str | None
    kind: RobotKind | None
    rules: tuple[RuleHit, ...]


def judge(mail: Mail, own: OwnMail) -> ReplyPolicy:
    """Whether we may answer this mail (RFC 3834 2, RFC 5230 4.6), and by which rule not."""
    hits: list[RuleHit] = []
    reason: str | None = None
    kind: RobotKind | None = None
    for rule in RULES:
        detail = rule.check(mail, own)
        hits.append(RuleHit(rule.name, detail is not None, detail or ""))
        if detail is not None and reason is None:
            reason, kind = rule.name, rule.kind
    # Seen and told, but no reason by themselves.
    hits += (RuleHit(name, False, note(mail, own) or "") for name, note in NOTES)
    return ReplyPolicy(reason is None, reason, kind, tuple(hits))
