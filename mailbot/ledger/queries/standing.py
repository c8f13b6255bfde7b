"""How each expected agency stands in the round, now and at any past moment: every figure is counted from these."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from mailbot.agencies.registry import Agency, Registry
from mailbot.ledger.folded import terms
from mailbot.ledger.listed import expectations, owing
from mailbot.ledger.queries.judged import best_plans
from mailbot.ledger.queries.notices import notices
from mailbot.ledger.queries.roster import holds_all, roster

AgencyState = Literal["complete", "deficient", "review", "sealed", "withheld", "missing"]
STATES: tuple[AgencyState, ...] = ("complete", "deficient", "review", "sealed", "withheld", "missing")
_STATE: dict[str, AgencyState] = {
    "accepted": "complete",
    "sealed": "sealed",
    "review": "review",
    "deficient": "deficient",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one expected agency stands. withheld: it told that its plan is secret and is not sent (clause C25).

    receipt: of the mail that decides it; since: when that was decided; received_at: when that mail came to our server;
    late: its plan came late; plan_id: of the plan that counts. Moments are ISO 8601 in UTC.
    """

    agency: Agency
    state: AgencyState
    receipt: str | None = None
    since: str | None = None
    late: bool = False
    received_at: str | None = None
    plan_id: int | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which agencies are asked about; None (or '') = all. ministry: the id of anything above an agency (ministry or
    department), or its own; text: words that stand in its names."""

    tier: str | None = None
    province: str | None = None
    ministry: str | None = None
    vital: bool | None = None
    text: str = ""

    def holds(self, agency: Agency, registry: Registry) -> bool:
        """Whether an agency is meant."""
        return (
            (self.tier is None or agency.tier == self.tier)
            and (self.province is None or agency.province_code == self.province)
            and (self.vital is None or agency.vital == self.vital)
            and (self.ministry is None or self.ministry == agency.id or self._below(agency, registry))
            and (not self.text or holds_all(roster(registry).searched(agency), terms(self.text)))
        )

    def _below(self, agency: Agency, registry: Registry) -> bool:
        return self.ministry in roster(registry).above(agency, registry).ids


def standings(
    db: Database,
    registry: Registry,
    round_id: str,
    tiers: Iterable[str],
    selection: Selection | None = None,
    as_of: datetime | None = None,
) -> list[Standing]:
    """Standing of every expected agency of the tiers, in the registry's order, at a moment (None = now). Who is
    expected is the registry's word, or staff's over it; plans of an id that was given up count for its new one.

    Among credited plans the newest accepted one counts, else the newest of what waits or was returned; without any, a
    notice that the plan is secret.
    """
    chosen = selection or Selection()
    best = best_plans(db, round_id, as_of)
    told = {notice.agency_id: notice for notice in notices(db, as_of)}
    said = expectations(db, round_id, as_of)
    found = []
    for tier in tiers:
        for agency in owing(registry, tier, said):
            if not chosen.holds(agency, registry):
                continue
            if agency.id in best:
                plan = best[agency.id]
                state = _STATE[plan.verdict]
                found.append(
                    Standing(
                        agency, state, plan.receipt, plan.decided_at, bool(plan.late), plan.received_at, plan.plan_id
                    )
                )
            elif agency.id in told:
                notice = told[agency.id]
                found.append(
                    Standing(agency, "withheld", notice.receipt, notice.decided_at, received_at=notice.received_at)
                )
            else:
                found.append(Standing(agency, "missing"))
    return found


def missing(found: Iterable[Standing], registry: Registry, states: Collection[str] = ()) -> list[Standing]:
    """Standings of agencies whose plan is not complete (or that are in one of these states): vital ones first, then
    tier by tier, in each by province and name."""
    names = roster(registry)
    wanted = frozenset(states) or frozenset(STATES) - {"complete"}
    left = [standing for standing in found if standing.state in wanted]
    tiers = {tier: at for at, tier in enumerate(dict.fromkeys(standing.agency.tier for standing in left))}
    left.sort(
        key=lambda one: (
            not one.agency.vital,
            tiers[one.agency.tier],
            one.agency.province_code,
            names.order(one.agency),
        )
    )
    return left
