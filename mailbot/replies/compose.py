"""Writes the one letter that answers a mail: pure, from the examination, a few facts and the round's rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.examination import AttachmentPart, Examination, PlanPart
from mailbot.replies import findings, points, templates, thai_form
from mailbot.replies.foreign import harmless
from mailbot.replies.letter import Letter, LetterFacts, LetterKind
from mailbot.replies.lines import fold, keep
from mailbot.replies.subject import subject
from mailbot.replies.thai_form import Language
from mailbot.rules import Round, Rules

MOST_FILES = 20
"""Files listed one by one in a letter about one plan."""
MOST_CANDIDATES = 8
"""Agencies named when we ask which one it is."""

_WITH_FILES = frozenset({"acknowledgment", "deficiency", "review", "identity", "unreadable", "no_plan", "only_links"})
_WITH_POINTS = frozenset({"acknowledgment", "deficiency", "review", "identity", "unreadable", "no_plan", "only_links"})
_WITH_DEADLINE = frozenset({"deficiency", "identity", "unreadable", "no_plan", "only_links"})
_CITES_GUIDELINE = frozenset({"sealed", "withheld"})
_SECRET = frozenset({"sealed", "withheld"})
_SAID_BY_KIND: dict[str, frozenset[str]] = {
    "no_plan": frozenset({"mail.no_plan_files", "mail.empty"}),
    "only_links": frozenset({"mail.only_links", "mail.no_plan_files"}),
    "identity": points.ASKS,
}


def kind_of(examination: Examination, facts: LetterFacts) -> LetterKind:
    """Which letter answers this mail (the first line that fits)."""
    codes = {finding.code for finding in examination.findings}
    doubts = {f.code for plan in examination.plans for f in plan.findings if f.severity == "warning"} | codes
    table: tuple[tuple[bool, LetterKind], ...] = (
        (facts.kind is not None, facts.kind or "review"),
        (examination.verdict == "sealed", "sealed"),
        (examination.verdict == "accepted", "acknowledgment"),
        (examination.verdict == "deficient" and bool(examination.plans), "deficiency"),
        (examination.kind == "unreadable" or examination.quarantine is not None, "unreadable"),
        (bool(examination.plans) and bool(doubts & points.ASKS), "identity"),
        (bool(examination.plans), "review"),
        (examination.kind == "withheld_notice", "withheld"),
        (examination.kind == "inquiry", "inquiry"),
        (examination.kind == "status_request", "status"),
        ("mail.only_links" in codes, "only_links"),
        (examination.verdict == "review", "review"),
    )
    return next((kind for fits, kind in table if fits), "no_plan")


def compose(examination: Examination, facts: LetterFacts, rules: Rules) -> Letter:
    """The letter that answers this mail, in the sender's language.

    Text of foreign origin is made harmless; a sealed or withheld mail's subject, files and findings are never told.
    """
    kind = kind_of(examination, facts)
    language = facts.language or examination.language
    folder = rules.folder / "replies"
    draft = _Draft(examination, facts, rules, kind, language)
    values = _values(draft)
    parts = templates.parts(folder, kind, language, values)
    title = subject(
        parts["prefix"],
        "" if kind in _SECRET else examination.mail.subject,
        _shown_receipt(draft),
        rules,
        parts["no_subject"],
    )
    sections = _sections(draft, parts)
    after = [parts["ask"], parts["deadline"] if kind in _WITH_DEADLINE else "", parts["misread"], parts["contacts"]]
    after.append(parts["guideline"] if sections or kind in _CITES_GUIDELINE else "")
    if facts.last_today and kind != "last_notice":
        after.append(parts["last_today"])
    return render(
        Letter(kind, title, "", ""),
        rules,
        language,
        {
            "parts": parts,
            "rows": _rows(draft, parts),
            **_files(draft),
            "plans": _plan_rows(draft, parts),
            "sections": sections,
            "after": [paragraph for paragraph in after if paragraph],
        },
    )


def render(letter: Letter, rules: Rules, language: Language, values: dict[str, Any]) -> Letter:
    """The letter with both its forms, from what the layouts need."""
    folder = rules.folder / "replies"
    values = {**values, "language": language, "subject": letter.subject}
    text = fold(templates.layout(folder, "txt", values)).strip() + "\n"
    html = templates.layout(folder, "html", values).strip() + "\n"
    return Letter(letter.kind, letter.subject, text, html)


def round_values(rules: Rules, language: Language, today: datetime | None) -> dict[str, Any]:
    """What every letter may say of the round: contacts, deadline and the days that are left on `today` (aware)."""
    this: Round = rules.round
    days_left = (this.deadline - today.astimezone(this.zone).date()).days if today else None
    thai = language == "th"
    return {
        "inbox": keep(this.inbox),
        "email": keep(this.contacts.email),
        "telephone": keep(this.contacts.telephone if thai else thai_form.clause(this.contacts.telephone, "en")),
        "line": keep(this.contacts.line),
        "website": keep(this.contacts.website),
        "office": this.contacts.office_th if thai else this.contacts.office_en,
        "service": _SERVICE[language],
        "guideline": this.guideline_th,
        "short_title": this.short_title_th,
        "deadline": thai_form.day(this.deadline, language),
        "deadline_weekday": thai_form.weekday(this.deadline, language),
        "days_left": days_left,
        "days_left_number": thai_form.number(abs(days_left or 0), language),
    }


_SERVICE: dict[Language, str] = {
    "th": "ระบบรับแผนดำเนินธุรกิจอย่างต่อเนื่อง",
    "en": "Business Continuity Plan Receiving Service",
}


@dataclass(frozen=True, slots=True)
class _Draft:
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
        """Findings that this kind of letter says in its own words."""
        return _SAID_BY_KIND.get(self.kind, frozenset())

    def name(self, agency_id: str | None) -> str:
        """Name of an agency as the registry has it, '' when it is not known."""
        return self.facts.agency_names.get(agency_id, "") if agency_id else ""

    def by_agency(self, which: str) -> list[tuple[str, tuple[Any, ...]]]:
        """The findings 'must', 'doubt' or 'advice' of each plan, those of the whole mail last."""
        found = [
            (self.group_name(order, plan), getattr(points.sort(plan.findings, self.skip), which))
            for order, plan in enumerate(self.examination.plans, 1)
        ]
        told = {(f.code, f.place, f.message) for plan in self.examination.plans for f in plan.findings}
        rest = [f for f in self.examination.findings if (f.code, f.place, f.message) not in told]
        whole = getattr(points.sort(rest, self.skip), which)
        if self.many:
            label = templates.part(self.rules.folder / "replies", "whole_mail", self.language, {})
            return [*found, (label, whole)]
        own = [finding for _, group in found for finding in group]
        return [("", (*own, *whole))]

    def group_name(self, order: int, plan: PlanPart) -> str:
        """Heading of one agency's points, with its number in the table; '' in a letter about one plan."""
        if not self.many:
            return ""
        values = {"number": thai_form.number(order, self.language), "name": self.plan_name(plan)}
        return templates.part(self.rules.folder / "replies", "group", self.language, values)

    def plan_name(self, plan: PlanPart) -> str:
        """Whose plan it is, or that we do not know."""
        return self.name(plan.agency_id) or templates.part(self.rules.folder / "replies", "someone", self.language, {})


def _values(draft: _Draft) -> dict[str, Any]:
    plans, facts, language = draft.examination.plans, draft.facts, draft.language
    identity = draft.examination.identity
    must = [finding for _, group in draft.by_agency("must") for finding in group]
    only = plans[0].agency_id if len(plans) == 1 else None
    trusted = identity.status != "spoof_suspect"
    addressee = facts.salutations.get(identity.sender_id or only or "", "") if trusted else ""
    agency = harmless(draft.name(only)) if trusted else ""

    def counted(*verdicts: str) -> str:
        return thai_form.number(sum(plan.verdict in verdicts for plan in plans), language)

    return {
        **round_values(draft.rules, language, facts.written_at or facts.received_at),
        "salutation": harmless(addressee),
        "agency": keep(agency) if agency and language == "th" else agency,
        "many": draft.many,
        "late": facts.late or any(plan.late for plan in plans),
        "plan_count": thai_form.number(len(plans), language),
        "accepted_count": counted("accepted"),
        "deficient_count": counted("deficient"),
        "review_count": counted("review", "sealed"),
        "zero": thai_form.number(0, language),
        "must_count": thai_form.number(len(must), language),
        "corrected": any(finding.code.startswith(points.CALL_FOR_NEW_FILES) for finding in must),
        "candidates": _candidates(draft),
        "first_receipt": keep(facts.first_receipt),
        "receipt": keep(facts.receipt),
    }


def _candidates(draft: _Draft) -> list[str]:
    ids = dict.fromkeys(
        [*draft.examination.identity.candidates]
        + [c for plan in draft.examination.plans if plan.identity for c in plan.identity.candidates]
    )
    return [name for name in map(draft.name, ids) if name][:MOST_CANDIDATES]


def _rows(draft: _Draft, parts: dict[str, str]) -> list[dict[str, str]]:
    rows = [{"label": parts["label_receipt"], "value": keep(_shown_receipt(draft))}]
    names = [draft.name(plan.agency_id) for plan in draft.examination.plans]
    if draft.kind in _WITH_FILES and len(names) == 1 and names[0]:
        rows.append({"label": parts["label_agency"], "value": harmless(names[0])})
    if draft.facts.received_at is not None:
        moment = thai_form.moment(draft.facts.received_at, draft.rules.round.zone, draft.language)
        rows.append({"label": parts["label_time"], "value": moment})
    return rows


def _shown_receipt(draft: _Draft) -> str:
    """The number to speak of: for a duplicate, that of the first."""
    first = draft.facts.first_receipt if draft.kind == "duplicate" else ""
    return first or draft.facts.receipt


def _files(draft: _Draft) -> dict[str, Any]:
    if draft.kind not in _WITH_FILES or draft.many:
        return {"files": [], "more_files": ""}
    shown = [part for part in draft.examination.mail.attachments if part.role != "signature"]
    more = len(shown) - MOST_FILES
    folder = draft.rules.folder / "replies"
    count = {"count": thai_form.number(more, draft.language)}
    return {
        "files": [{"name": _name(part), "details": _details(part, draft.language)} for part in shown[:MOST_FILES]],
        "more_files": templates.part(folder, "label_more", draft.language, count) if more > 0 else "",
    }


def _name(part: AttachmentPart) -> str:
    return findings.file_name(part.name) or keep("–")


def _details(part: AttachmentPart, language: Language) -> str:
    """Size and, where the examination knows it, the number of pages."""
    pages = getattr(part, "pages", None)
    text = thai_form.size(part.size, language)
    if not pages:
        return text
    count = thai_form.number(int(pages), language)
    return f"{count} หน้า {text}" if language == "th" else f"{count} pages, {text}"


def _plan_rows(draft: _Draft, parts: dict[str, str]) -> list[dict[str, Any]]:
    if not draft.many or draft.kind not in _WITH_FILES:
        return []
    return [
        {
            "number": f"{thai_form.number(order, draft.language)}.",
            "name": draft.plan_name(plan),
            "files": [findings.file_name(name) for name in (plan.word, plan.pdf) if name],
            "result": _result(draft, plan, parts),
        }
        for order, plan in enumerate(draft.examination.plans, 1)
    ]


def _result(draft: _Draft, plan: PlanPart, parts: dict[str, str]) -> str:
    if plan.verdict != "deficient":
        return parts[f"verdict_{plan.verdict}"]
    count = thai_form.number(len(points.sort(plan.findings, draft.skip).must), draft.language)
    return templates.part(draft.rules.folder / "replies", "verdict_deficient", draft.language, {"count": count})


def _sections(draft: _Draft, parts: dict[str, str]) -> list[points.Section]:
    if draft.kind not in _WITH_POINTS:
        return []
    sections: list[points.Section] = []
    for which in ("must", "doubt", "advice"):
        groups = [group for group in draft.by_agency(which) if group[1]]
        if not groups or not parts[which]:
            continue
        if sum(len(found) for _, found in groups) <= points.FULL_POINTS:
            sections.append(points.section(parts[which], groups, draft.rules, draft.language))
            continue
        sections.append(points.short_section(parts[which], groups, draft.rules, draft.language))
        if which == "must":
            sections.append(points.remedies(parts["mends"], groups, draft.rules, draft.language))
    return sections
