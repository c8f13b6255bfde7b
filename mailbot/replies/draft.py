"""What one letter is made from: the examination, the facts and the rules, asked in the letter's own terms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from mailbot.examination import QUESTION_BESIDE, Examination, PlanPart
from mailbot.replies import points, templates, thai_form
from mailbot.replies.findings import MOST_CANDIDATES
from mailbot.replies.foreign import harmless
from mailbot.replies.kinds import SAID_BY_KIND, SAID_BY_PURPOSE
from mailbot.replies.letter import LetterFacts, LetterKind, StatusState
from mailbot.replies.lines import keep
from mailbot.replies.sections import ByAgency, Whose
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules


@dataclass(frozen=True, slots=True)
class Draft:
    """What all parts of one letter are made from."""

    examination: Examination
    facts: LetterFacts
    rules: Rules
    kind: LetterKind
    language: Language

    @property
    def many(self) -> bool:
        """Whether the letter speaks of more than one plan."""
        return len(self.examination.plans) > 1

    @property
    def skip(self) -> frozenset[str]:
        """Findings that this kind of letter says in its own words; of one plan among many it must say which."""
        said = SAID_BY_KIND.get(self.kind, frozenset())
        if self.examination.purpose in SAID_BY_PURPOSE:
            return said | SAID_BY_PURPOSE[self.examination.purpose]
        return said - points.ASKS if self.many else said

    def name(self, agency_id: str | None) -> str:
        """Name of an agency as the registry has it, '' when it is not known."""
        return self.facts.agency_names.get(agency_id, "") if agency_id else ""

    def by_agency(self, which: str) -> ByAgency:
        """The findings 'must', 'doubt' or 'advice' of each plan, those of the whole mail last."""
        found = [
            (Whose(order, self.plan_name(plan)), getattr(points.sort(plan.findings, self.skip), which))
            for order, plan in enumerate(self.examination.plans, 1)
        ]
        told = {(f.code, f.place, f.message) for plan in self.examination.plans for f in plan.findings}
        rest = [f for f in self.examination.findings if (f.code, f.place, f.message) not in told]
        whole = getattr(points.sort(rest, self.skip), which)
        if self.many:
            label = templates.part(self.rules.folder / "replies", "whole_mail", self.language, {})
            return [*found, (Whose(None, label), whole)]
        own = [finding for _, group in found for finding in group]
        return [(Whose(), points.without_consequences((*own, *whole)))]

    def result(self, plan: PlanPart) -> str:
        """A plan's verdict as its sender sees it: 'asked' where only the sender can lift the doubt."""
        if plan.verdict == "review" and any(finding.code in points.ASKS for finding in plan.findings):
            return "asked"
        return "review" if plan.verdict == "sealed" else plan.verdict

    def plan_name(self, plan: PlanPart) -> str:
        """Whose plan it is, or that we do not know."""
        return self.name(plan.agency_id) or templates.part(self.rules.folder / "replies", "someone", self.language, {})


def values_of(draft: Draft) -> dict[str, Any]:
    """Everything that the sentences of a letter may name."""
    plans, facts, language = draft.examination.plans, draft.facts, draft.language
    identity = draft.examination.identity
    must = [finding for _, group in draft.by_agency("must") for finding in group]
    doubt = [finding for _, group in draft.by_agency("doubt") for finding in group]
    advice = [finding for _, group in draft.by_agency("advice") for finding in group]
    only = plans[0].agency_id if len(plans) == 1 else None
    trusted = identity.status != "spoof_suspect"
    addressee = facts.salutations.get(_sender(draft) or only or "", "") if trusted else ""
    agency = harmless(draft.name(only)) if trusted else ""

    return {
        **round_values(draft.rules, language, facts.written_at or facts.received_at),
        "salutation": harmless(addressee),
        "agency": keep(agency) if agency and language == "th" else agency,
        "many": draft.many,
        "late": facts.late or any(plan.late for plan in plans),
        "no_plans": not plans,
        "plan_count": thai_form.number(len(plans), language),
        "counts": _counts(draft),
        "must_count": thai_form.number(len(must), language),
        "must_count_is_zero": not must,
        "doubt_count_is_zero": not doubt,
        "purpose": draft.examination.purpose,
        "link_beside": any(finding.code == "mail.link_beside" for finding in draft.examination.findings),
        "question_beside": any(finding.code == QUESTION_BESIDE for finding in draft.examination.findings),
        "answered": any(topic in draft.rules.questions for topic in draft.examination.topics),
        "withheld_noted": bool(draft.examination.withheld_plans),
        **_status_values(draft),
        "advised": bool(advice),
        "for_next_review": all(finding.code.startswith(points.FOR_NEXT_REVIEW) for finding in advice),
        "other_form": any(finding.code == "mail.other_form" for finding in draft.examination.findings),
        "corrected": any(finding.code.startswith(points.CALL_FOR_NEW_FILES) for finding in must),
        "candidates": _candidates(draft),
        "first_receipt": keep(facts.first_receipt),
        "receipt": keep(facts.receipt),
        "standing_receipt": keep(standing) if (standing := facts.standing.get(only or "")) and trusted else "",
    }


def _sender(draft: Draft) -> str | None:
    """The agency that writes. One that nothing names but the cover of a plan of which we ask whose it is, is not it: a
    letter to its head would go to a stranger."""
    identity, plans = draft.examination.identity, draft.examination.plans
    if len(plans) != 1 or plans[0].agency_id is not None:
        return identity.sender_id
    told = {piece.source for piece in identity.evidence if piece.agency_id == identity.sender_id and piece.weight > 0}
    return None if told == {"cover"} else identity.sender_id


def _status_values(draft: Draft) -> dict[str, Any]:
    """What an answer about status says in a sentence: whose, when, how many of which state."""
    lines = draft.facts.status.lines if draft.facts.status else ()
    folder, language = draft.rules.folder / "replies", draft.language
    states = [line.state for line in lines]
    told = [
        templates.part(folder, f"states_{state}", language, {"count": thai_form.number(states.count(state), language)})
        for state in get_args(StatusState)
        if state in states
    ]
    at = draft.facts.written_at or draft.facts.received_at
    return {
        "status_of": harmless(lines[0].name) if lines else "",
        "status_count": thai_form.number(len(lines), language),
        "status_many": len(lines) > 1,
        "status_counts": thai_form.series(told, language),
        "status_at": thai_form.moment(at, draft.rules.round.zone, language) if at else "",
        "status_states": set(states),
    }


def _counts(draft: Draft) -> str:
    """How many plans of a letter about many are complete, to be mended, asked about, looked at."""
    results = [draft.result(plan) for plan in draft.examination.plans]
    folder, language = draft.rules.folder / "replies", draft.language
    told = [
        templates.part(folder, f"count_{name}", language, {"count": thai_form.number(results.count(name), language)})
        for name in ("accepted", "deficient", "asked", "review")
        if name in results
    ]
    return thai_form.series(told, language)


def _candidates(draft: Draft) -> list[str]:
    ids = dict.fromkeys(
        [*draft.examination.identity.candidates]
        + [c for plan in draft.examination.plans if plan.identity for c in plan.identity.candidates]
    )
    names = list(dict.fromkeys(name for name in map(draft.name, ids) if name))
    others = "แห่งอื่น" if draft.language == "th" else "others"
    return names if len(names) <= MOST_CANDIDATES else [*names[:MOST_CANDIDATES], others]


def round_values(rules: Rules, language: Language, today: datetime | None) -> dict[str, Any]:
    """What every letter may say of the round: contacts, deadline and the days that are left on `today` (aware)."""
    this = rules.round
    days_left = (this.deadline - today.astimezone(this.zone).date()).days if today else None
    thai = language == "th"
    return {
        "inbox": keep(this.inbox),
        "email": keep(this.contacts.email),
        "telephone": keep(this.contacts.telephone if thai else thai_form.clause(this.contacts.telephone, "en")),
        "line": keep(this.contacts.line),
        "website": keep(this.contacts.website),
        "office": this.contacts.office_th if thai else this.contacts.office_en,
        "guideline": this.guideline_th if thai else this.guideline_en,
        "short_title": this.short_title_th,
        "deadline": thai_form.day(this.deadline, language),
        "deadline_weekday": thai_form.weekday(this.deadline, language),
        "days_left": days_left,
        "days_left_number": thai_form.number(abs(days_left or 0), language),
    }
