"""How the asking agency and those whose plans it collects stand, from the ledger: the facts of a status letter."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from mailbot.agencies.model import Agency
from mailbot.bench import Bench
from mailbot.examination import Examination, FindingPart
from mailbot.ledger import queries
from mailbot.ledger.listed import LEARNED, learned
from mailbot.ledger.schema import OlderLedger, open_database
from mailbot.replies.findings import message
from mailbot.replies.letter import StatusFacts, StatusLine, StatusState
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules
from mailbot.status.known import asking_agency

_OF_VERDICT: dict[str, StatusState] = {"accepted": "complete", "deficient": "deficient", "review": "review"}

_FIRST: tuple[StatusState, ...] = ("missing", "deficient", "review", "sealed", "withheld", "complete")
"""What is to be done stands above what is done."""


@dataclass(frozen=True)
class Status:
    """Answers from the ledger's file, opened for reading alone, so that `check` may ask as well as the daemon."""

    bench: Bench
    ledger: Path

    def of(self, examination: Examination) -> StatusFacts | None:
        """The answer to a question about status; None when its address is not known to be an agency's, and for mails
        that ask nothing of the kind. Raises ConfigError for a damaged ledger, Transient for a locked one."""
        if examination.kind != "status_request":
            return None
        db = self._open()
        if db is None:
            return None
        try:
            known = learned(db.execute(LEARNED, (None,)))
            agency = asking_agency(examination, self.bench.registry, known)
            return None if agency is None else StatusFacts(tuple(self._lines(db, agency, examination.language)))
        finally:
            db.close()

    def _open(self) -> Database | None:
        if not self.ledger.exists():
            return None
        try:
            return open_database(self.ledger, read_only=True)
        except OlderLedger:
            return None

    def _lines(self, db: Database, asking: Agency, language: Language) -> Iterable[StatusLine]:
        rules, registry = self.bench.rules, self.bench.registry
        tiers = [tier.name for tier in rules.tiers.values() if tier.owes]
        found = queries.standings(db, registry, rules.round.id, tiers)
        own = next((one for one in found if one.agency.id == asking.id), None)
        yield self._line(db, own, language) if own else self._not_awaited(db, asking, language)
        collected = [one for one in found if one.agency.collector_id == asking.id and one.agency.id != asking.id]
        for one in sorted(collected, key=lambda standing: _FIRST.index(standing.state)):
            yield self._line(db, one, language)

    def _line(self, db: Database, standing: queries.Standing, language: Language) -> StatusLine:
        lacking = _lacking(db, standing, self.bench.rules) if standing.state == "deficient" else ()
        return StatusLine(
            name=_name(standing.agency, language),
            state=standing.state,
            receipt=standing.receipt or "",
            received_at=datetime.fromisoformat(standing.received_at) if standing.received_at else None,
            late=standing.late,
            lacking=lacking,
        )

    def _not_awaited(self, db: Database, agency: Agency, language: Language) -> StatusLine:
        """An agency whose plan is not awaited one by one: one that it sent all the same is told."""
        living = [
            plan
            for plan in queries.agency_history(db, self.bench.rules.round.id, agency.id)
            if plan["credited"] and plan["superseded_at"] is None
        ]
        newest: dict[str, Any] | None = living[-1] if living else None
        collector = self.bench.registry.get(agency.collector_id or agency.parent_id or "")
        through = _name(collector, language) if collector and agency.tier in ("regional", "central_in_region") else ""
        if newest is None:
            return StatusLine(_name(agency, language), "elsewhere" if through else "missing", through=through)
        return StatusLine(
            name=_name(agency, language),
            state=_OF_VERDICT.get(newest["verdict"], "review"),
            receipt=newest["receipt"],
            received_at=datetime.fromisoformat(newest["received_at"]),
            late=bool(newest["late"]),
            lacking=tuple(
                _part(finding["code"], finding["place"], _parameters(finding), self.bench.rules)
                for finding in newest["findings"]
                if finding["severity"] == "error"
            ),
        )


def _lacking(db: Database, standing: queries.Standing, rules: Rules) -> tuple[FindingPart, ...]:
    if standing.receipt is None:
        return ()
    found = queries.errors_of(db, standing.receipt, standing.agency.id)
    return tuple(_part(code, place, parameters, rules) for code, parameters, place in found)


def _part(code: str, place: str | None, parameters: dict[str, str], rules: Rules) -> FindingPart:
    text = rules.findings.get(code)
    return FindingPart(
        code=code,
        severity="error",
        clause=text.clause if text else "",
        element=code.removeprefix("element.")[:3] if code.startswith("element.") else None,
        place=place,
        message=message(code, parameters, rules) if text else code,
        parameters=parameters,
    )


def _parameters(finding: dict[str, Any]) -> dict[str, str]:
    given = finding["parameters"]
    return given if isinstance(given, dict) else json.loads(given)


def _name(agency: Agency, language: Language) -> str:
    return agency.name_en if language == "en" and agency.name_en else agency.name_th
