"""The points of a letter: findings sorted into what must be mended, what an officer looks at and advice, in words."""

from collections.abc import Iterable
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
CALL_FOR_NEW_FILES = ("element.", "plan.", "pair.differs", "staff.")
"""Codes after which the plan itself is corrected, so that Word and PDF come again."""
FOR_NEXT_REVIEW = ("advice.", "file.")
"""Codes of advice that nobody need act on now, unlike a copy that must still be sent to somebody."""
TOLD_ELSEWHERE = frozenset({"late", "mail.draft", "mail.link_beside", "mail.question_beside"})
"""Findings that have a sentence of their own in the letter."""
OF_STAFF = "staff."
"""Codes of what an officer adds in own words: told first, and by no clause."""
WITHOUT_CLAUSE = (OF_STAFF, "mail.", "file.", "archive.", "tnef.", "agency.")
"""Codes of what no clause asks for: that a file opens, or whose plan it is."""
OF_THE_PLAN = ("element.", "pair.")
"""Codes of a whole plan: in a table of plans its files are named already."""
SHORT_CANDIDATES = 3
"""Agencies named in a point of one line."""
_HALVES = {"pair.pdf_missing": (".pdf",), "pair.word_missing": (".docx", ".doc", ".rtf")}


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered point."""

    number: str
    found: str
    mend: str
    example: str = ""


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
    causes = [finding for finding in doubt if finding.code == "file.wrong_type" and _stands_for_a_half(finding, must)]
    must += causes
    doubt = [finding for finding in doubt if finding not in causes]
    must.sort(key=lambda finding: not finding.code.startswith(OF_STAFF))
    return Sorted(tuple(must), tuple(doubt), tuple(advice))


def _stands_for_a_half(wrong: FindingPart, must: Iterable[FindingPart]) -> bool:
    """Whether a half counts as missing because of this file: a Word file that was only renamed to .pdf."""
    name = (wrong.place or "").lower()
    return any(name.endswith(_HALVES[finding.code]) for finding in must if finding.code in _HALVES)


def without_consequences(must: tuple[FindingPart, ...]) -> tuple[FindingPart, ...]:
    """One plan's points without 'PDF not received' where its PDF did come, but empty or as a program: one lack, told
    once, by its cause."""
    came = [finding.place or "" for finding in must if finding.code.startswith("file.")]
    return tuple(
        finding
        for finding in must
        if not any(name.lower().endswith(_HALVES.get(finding.code, ())) for name in came if finding.code in _HALVES)
    )


def full(
    order: int, finding: FindingPart, rules: Rules, language: Language, *, examples: bool, in_table: bool = False
) -> Point:
    """A finding as a point of several lines: what we found and where, how to mend it, an example.

    in_table: a table of plans names the files already.
    """
    with_files = examples and not in_table
    if finding.code not in rules.findings:
        return Point(number(order, language), harmless(finding.message), "")
    parameters = {name: value for name, value in finding.parameters.items() if with_files or name != "file"}
    if not finding.code.startswith("element."):
        parameters = finding.parameters
    found, mend = findings.found_and_mend(finding.code, parameters, finding.place, rules, language)
    example = ""
    if examples and finding.severity == "error" and finding.element in rules.elements:
        element = rules.elements[finding.element]
        values = {"example": element.example_th if language == "th" else element.example_en}
        example = templates.part(rules.folder / "replies", "example", language, values)
    return Point(
        number(order, language),
        _with_clause(templates.unbroken(found), finding.code, rules, language),
        _sentence(templates.unbroken(mend), language),
        example,
    )


def short(order: int, finding: FindingPart, rules: Rules, language: Language) -> Point:
    """A finding as a point of one line, in a letter whose table names the files of each plan."""
    if finding.code not in rules.findings:
        return Point(number(order, language), harmless(finding.message), "")
    name = findings.title(rules.text(finding.code), language)
    detail = _detail(finding, language)
    return Point(
        number(order, language),
        _with_clause(f"{name} – {detail}" if detail else name, finding.code, rules, language),
        "",
    )


def topic(code: str, rules: Rules, language: Language) -> str:
    """What a remedy is about: the element with its clause, or the finding's own title."""
    element = rules.elements.get(code.removeprefix("element.")[:3])
    if element is None:
        return findings.title(rules.text(code), language)
    clause = thai_form.clause(element.clause, language)
    return f"ข้อ {clause} {element.title_th}" if language == "th" else f"Clause {clause}: {element.title_en}"


def number(order: int, language: Language) -> str:
    """What stands before a point."""
    return thai_form.thai_digits(f"{order}.") if language == "th" else f"{order}."


def _detail(finding: FindingPart, language: Language) -> str:
    """What tells one finding of a code from another: the page, the candidates, the file."""
    if finding.code in ASKS:
        return findings.candidates(finding.parameters.get("candidates", ""), language, SHORT_CANDIDATES)
    if finding.code.startswith(OF_THE_PLAN):
        return findings.page(finding.place, language) if finding.place else ""
    if finding.place:
        return findings.where(finding.place, language)
    files = [finding.parameters[key] for key in ("file", "word", "pdf") if finding.parameters.get(key)]
    return findings.file_name(PurePath(files[0]).name) if files else ""


def _with_clause(text: str, code: str, rules: Rules, language: Language) -> str:
    if code.startswith(WITHOUT_CLAUSE):
        return _sentence(text, language)
    told = rules.text(code)
    reference = told.reference_th if language == "th" else told.reference_en
    if not reference:
        clause = thai_form.clause(told.clause, language)
        reference = templates.part(rules.folder / "replies", "clause", language, {"clause": clause})
    stem = text.removesuffix(".") if language == "en" else text  # in Thai a final dot belongs to a word: ก.พ.ร.
    return _sentence(f"{stem} ({keep(reference)})", language)


def _sentence(text: str, language: Language) -> str:
    return f"{text}." if language == "en" and text and text[-1] not in ".?" else text
