"""How many automatic answers anybody may get: the last line of defence against a loop that no header gives away."""

from dataclasses import dataclass
from typing import Literal

from mailbot.ledger.records import Counts
from mailbot.settings import RepliesSection


@dataclass(frozen=True, slots=True)
class Budget:
    """send: answer · last: answer with the notice that no more automatic answers follow today · withhold: no answer,
    staff are told `reason`."""

    decision: Literal["send", "last", "withhold"]
    reason: str = ""


def budget(counts: Counts, *, carries_plan: bool, shared_domain: bool, limits: RepliesSection) -> Budget:
    """Decide from what an address and its domain had so far (answers stored, sent or not).

    A mail that carries a plan is a legal duty done and gets its receipt far longer than talk does: a provincial office
    sends thirty in a morning. shared_domain: a free mail provider, whose users are no one domain.
    After the last notice of a day talk gets no answer; a plan still gets its receipt until its own, larger budget ends.
    """
    if not shared_domain and counts.domain_day >= limits.per_domain_per_day:
        return Budget("withhold", "answers_to_domain_used_up")
    room = limits.plans_per_address_per_day - counts.address_day
    if not carries_plan:
        by_day = limits.per_address_per_day - counts.address_day
        by_hour = limits.per_address_per_hour - counts.address_hour
        room = 0 if counts.last_notices_day else min(room, by_day, by_hour)
    if room <= 0:
        return Budget("withhold", "answers_today_used_up")
    return Budget("last", "answers_today_used_up") if room == 1 else Budget("send")
