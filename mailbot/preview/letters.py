"""The letters of all invented mails: composed like real ones, and written as pages that a browser opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from mailbot.preview.invented import Invented
from mailbot.preview.reminders import reminders
from mailbot.preview.with_plans import Case, with_plans
from mailbot.preview.without_plans import without_plans
from mailbot.replies.compose import compose
from mailbot.replies.letter import Letter
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules

_INDEX = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Letters</title></head>
<body style="font:16px/1.6 sans-serif;max-width:42em;margin:0 auto;padding:8px"><h1>Letters</h1>
<ul>
{items}
</ul></body></html>
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter of the preview. name: its kind, and after a hyphen what is special in it."""

    name: str
    language: Language
    letter: Letter


def cases(rules: Rules, language: Language) -> dict[str, Case]:
    """Every invented mail with what is known of it, by the name of its letter."""
    made = Invented(rules, language)
    return {**with_plans(made), **without_plans(made)}


def letters(rules: Rules, language: Language, kind: str | None = None) -> Iterator[Shown]:
    """The letters in the order of their kinds; with `kind` those whose kind or name it is."""
    replies = {name: compose(*case, rules) for name, case in cases(rules, language).items()}
    for name, letter in {**replies, **reminders(rules, language)}.items():
        if kind in (None, name, letter.kind):
            yield Shown(name, language, letter)


def write_pages(folder: Path, shown: list[Shown]) -> list[Path]:
    """One page a letter and an index into `folder`, which is made. Raises OSError when it cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    items = []
    for one in shown:
        path = folder / f"{one.name}.{one.language}.html"
        path.write_text(one.letter.html, "utf-8")
        written.append(path)
        items.append(f'<li><a href="{path.name}">{one.name} ({one.language})</a>: {escape(one.letter.subject)}</li>')
    index = folder / "index.html"
    index.write_text(_INDEX.format(items="\n".join(items)), "utf-8")
    return [index, *written]
