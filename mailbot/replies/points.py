"""The points of a letter: findings sorted into what must be mended, what an officer looks at, and advice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from mailbot.examination import FindingPart
from mailbot.replies import findings, templates, thai_form
from mailbot.replies.foreign import harmless
from mailbot.replies.lines import keep
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules

ASKS = frozenset({"agency.unknown", "agency.ambiguous"})
"""Doubts that only the agency can lift: told among what it must do."""
CALL_FOR_NEW_FILES = ("element.", "plan.", "pair.differs")
"""Codes after which the plan itself is corrected, so that Word and PDF come again."""
TOLD_ELSEWHERE = frozenset({"late"})
"""Findings that have a sentence of their own in the letter."""
FULL_POINTS = 12
"""Up to so many points each is told in full; beyond, one line each and the remedies once at the end."""
EXAMPLES = 3
"""Up to so many missing elements an example stands under each."""


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered point."""

    number: str
    found: str
    mend: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Points of one agency; name '' when the letter has only one."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of points by agency."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings of one plan (or of the mail) by what they ask for."""

    must: tuple[FindingPart, ...]
    doubt: tuple[FindingPart, ...]
    advice: tuple[FindingPart, ...]


def sort(found: Iterable[FindingPart], skip: frozenset[str] = frozenset()) -> Sorted:
    """Errors and asks first, then doubts, then advice; codes of `skip` and repeats left out, and what only follows
    from another finding (a pair that cannot be compared because of a password)."""
    told = list(found)
    codes = {finding.code for finding in told}
    seen: set[tuple[str, str | None, str]] = set()
    must: list[FindingPart] = []
    doubt: list[FindingPart] = []
    advice: list[FindingPart] = []
    for finding in told:
        key = (finding.code, finding.place, finding.message)
        cause = finding.parameters.get("problem") if finding.code == "pair.unreadable" else None
        if finding.code in skip | TOLD_ELSEWHERE or key in seen or cause in codes:
            continue
        seen.add(key)
        if finding.severity == "error" or finding.code in ASKS:
            must.append(finding)
        elif finding.severity == "warning":
            doubt.append(finding)
        else:
            advice.append(finding)
    return Sorted(tuple(must), tuple(doubt), tuple(advice))


def section(
    title: str, groups: Sequence[tuple[str, Sequence[FindingPart]]], rules: Rules, language: Language
) -> Section:
    """The findings of each agency as numbered points, in full."""
    elements = sum(finding.code.startswith("element.") for _, found in groups for finding in found)
    return Section(
        title,
        tuple(
            Group(
                name,
                tuple(
                    _full(order, finding, rules, language, examples=elements <= EXAMPLES)
                    for order, finding in enumerate(found, 1)
                ),
            )
            for name, found in groups
            if found
        ),
    )


def short_section(
    title: str, groups: Sequence[tuple[str, Sequence[FindingPart]]], rules: Rules, language: Language
) -> Section:
    """The findings of each agency in one line each."""
    return Section(
        title,
        tuple(
            Group(name, tuple(_short(order, finding, rules, language) for order, finding in enumerate(found, 1)))
            for name, found in groups
            if found
        ),
    )


def remedies(
    title: str, groups: Sequence[tuple[str, Sequence[FindingPart]]], rules: Rules, language: Language
) -> Section:
    """How to mend, once for each code that occurs, in the order of the codes."""
    codes = sorted({finding.code for _, found in groups for finding in found if finding.code in rules.findings})
    points = []
    for order, code in enumerate(codes, 1):
        mend = findings.found_and_mend(code, {}, None, rules, language)[1]
        points.append(Point(_number(order, language), _topic(code, rules, language), mend))
    return Section(title, (Group("", tuple(points)),))


def _topic(code: str, rules: Rules, language: Language) -> str:
    """What a remedy is about: the element with its clause, or the finding's own title."""
    element = rules.elements.get(code.removeprefix("element.")[:3])
    if element is None:
        return findings.title(rules.text(code), language)
    clause = thai_form.clause(element.clause, language)
    return f"ข้อ {clause} {element.title_th}" if language == "th" else f"Clause {clause}: {element.title_en}"


def _full(order: int, finding: FindingPart, rules: Rules, language: Language, *, examples: bool) -> Point:
    if finding.code not in rules.findings:
        return Point(_number(order, language), harmless(finding.message), "")
    parameters = {name: value for name, value in finding.parameters.items() if examples or name != "file"}
    if not finding.code.startswith("element."):
        parameters = finding.parameters
    found, mend = findings.found_and_mend(finding.code, parameters, finding.place, rules, language)
    example = ""
    if examples and finding.severity == "error" and finding.element in rules.elements:
        element = rules.elements[finding.element]
        values = {"example": element.example_th if language == "th" else element.example_en}
        example = templates.part(rules.folder / "replies", "example", language, values)
    return Point(
        _number(order, language),
        _with_clause(templates.unbroken(found), finding.code, rules, language),
        _sentence(templates.unbroken(mend), language),
        example,
    )


def _short(order: int, finding: FindingPart, rules: Rules, language: Language) -> Point:
    if finding.code not in rules.findings:
        return Point(_number(order, language), harmless(finding.message), "")
    name = findings.title(rules.text(finding.code), language)
    place = findings.where(finding.place, language) if finding.place else ""
    if not place:
        files = [finding.parameters[key] for key in ("file", "word", "pdf") if finding.parameters.get(key)]
        place = findings.file_name(PurePath(files[0]).name) if files else ""
    return Point(
        _number(order, language),
        _with_clause(f"{name} – {place}" if place else name, finding.code, rules, language),
        "",
    )


def _with_clause(text: str, code: str, rules: Rules, language: Language) -> str:
    number = thai_form.clause(rules.text(code).clause, language)
    clause = templates.part(rules.folder / "replies", "clause", language, {"clause": number})
    return _sentence(f"{text.removesuffix('.')} ({keep(clause)})", language)


def _number(order: int, language: Language) -> str:
    return thai_form.thai_digits(f"{order}.") if language == "th" else f"{order}."


def _sentence(text: str, language: Language) -> str:
    return f"{text}." if language == "en" and text and text[-1] not in ".?" else text
