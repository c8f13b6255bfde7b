"""What judging needs besides the mail itself: rules, registry, limits, who we are. Loaded once, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from mailbot.agencies import registry as agency_registry
from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry
from mailbot.cases.mails import CaseMail
from mailbot.mail.robots import OwnMail
from mailbot.rules import Rules
from mailbot.rules import load as load_rules
from mailbot.settings import ExamineSection, LimitsSection

ScanReading = Literal["read", "later", "never"]


@dataclass(frozen=True, slots=True)
class BenchParts:
    """What a Bench is made of; small and picklable, without secrets, so that a worker can be given it.

    agencies: those of the lists that staff imported; recoded: ids that were given up, to the ids that stand for them.
    authserv_ids: names under which our own mail server tells SPF, DKIM and DMARC.
    """

    round_id: str
    rules_folder: Path | None
    limits: LimitsSection
    examine: ExamineSection
    own: OwnMail
    agencies: tuple[Agency, ...] = ()
    recoded: Mapping[str, str] = field(default_factory=dict, hash=False)
    authserv_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bench:
    """Rules and registry of the round, with the limits within which a mail may be examined."""

    parts: BenchParts
    rules: Rules
    registry: Registry

    @classmethod
    def load(cls, parts: BenchParts) -> "Bench":
        """Load rules and registry; the round's inbox is ours too. Raises ConfigError with one line per fault."""
        rules = load_rules(parts.round_id, parts.rules_folder)
        own = replace(parts.own, addresses=parts.own.addresses | {rules.round.inbox})
        parts = replace(parts, own=own)
        return cls(parts, rules, agency_registry.load(rules, parts.agencies, parts.recoded))

    @cached_property
    def own_addresses(self) -> frozenset[str]:
        """Addresses that are ours."""
        return self.parts.own.addresses


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known besides the bytes: when our server took the mail (aware), and which addresses are confirmed
    to be an agency's (address to agency id). scans: whether scanned pages are read now, which takes long; another
    time, so that other mails need not wait (Examination.scans_wait then says that there are some); or not at all.

    assigned: whose plan staff said it is, by the SHA-256 of its Word file or PDF. released: staff said that what bears
    a mark of classification is not classified. case: other mails of its case, with which it is judged together."""

    received_at: datetime | None = None
    learned: Mapping[str, str] = field(default_factory=dict)
    scans: ScanReading = "read"
    assigned: Mapping[str, str] = field(default_factory=dict)
    released: bool = False
    case: tuple[CaseMail, ...] = ()
