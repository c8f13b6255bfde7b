"""Writes the one letter that answers a mail: pure, from the examination, a few facts and the round's rules."""

from collections.abc import Iterator, Sequence
from typing import Any

from mailbot.examination import Examination
from mailbot.replies import contents, status_letter, templates
from mailbot.replies.draft import Draft, values_of
from mailbot.replies.kinds import WITH_DEADLINE, is_secret, kind_of
from mailbot.replies.letter import Letter, LetterFacts, StatusLine
from mailbot.replies.lines import fold
from mailbot.replies.points import Point
from mailbot.replies.sections import Section
from mailbot.replies.subject import subject
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules

CITED: dict[Language, str] = {"th": "แนวทางฯ", "en": "clause"}
"""What a letter that cites the guideline says somewhere, so that it also says which guideline is meant."""


def compose(examination: Examination, facts: LetterFacts, rules: Rules) -> Letter:
    """The letter that answers this mail, in the sender's language.

    Text of foreign origin is made harmless; a sealed or withheld mail's subject, files and findings are never told.
    """
    kind = kind_of(examination, facts)
    language = facts.language or examination.language
    folder = rules.folder / "replies"
    draft = Draft(examination, facts, rules, kind, language)
    values = values_of(draft)
    parts = templates.parts(folder, kind, language, values)
    title = subject(
        parts["prefix"],
        "" if is_secret(examination) else examination.mail.subject,
        contents.shown_receipt(draft),
        rules,
        parts["no_subject"],
    )
    lines = facts.status.lines if kind == "status" and facts.status is not None else ()
    shown = status_letter.shown(draft, parts, lines) if lines else contents.shown(draft, parts)
    after = [
        parts["ask"],
        parts["deadline"] if kind in WITH_DEADLINE or _is_awaited(lines) else "",
        parts["aside"],
        parts["misread"],
        parts["contacts"],
    ]
    told = [parts["outcome"], *after, *(point.found + point.mend for point in _points(shown["sections"]))]
    after.append(parts["guideline"] if any(CITED[language] in text for text in told) else "")
    if facts.last_today and kind != "last_notice":
        after.append(parts["last_today"])
    return render(
        Letter(kind, title, "", ""),
        rules,
        language,
        {
            "parts": parts,
            **shown,
            "after": [paragraph for paragraph in after if paragraph],
        },
    )


def _points(sections: Sequence[Section]) -> Iterator[Point]:
    for section in sections:
        for group in section.groups:
            yield from group.points


def _is_awaited(lines: Sequence[StatusLine]) -> bool:
    """Whether an answer about status leaves something to be sent."""
    return any(line.state in ("missing", "deficient") for line in lines)


def render(letter: Letter, rules: Rules, language: Language, values: dict[str, Any]) -> Letter:
    """The letter with both its forms, from what the layouts need."""
    folder = rules.folder / "replies"
    values = {**values, "language": language, "subject": letter.subject}
    text = fold(templates.layout(folder, "txt", values)).strip() + "\n"
    html = templates.layout(folder, "html", values).strip() + "\n"
    return Letter(letter.kind, letter.subject, text, html)
