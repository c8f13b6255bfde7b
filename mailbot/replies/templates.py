"""Renders the round's templates: sentences (one block = one part) and the two layouts, text and HTML."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from mailbot.replies.lines import COUNTED, LIST_MARK, unmarked
from mailbot.replies.thai_form import Language

_WITH_VALUES_OF_THEIR_OWN = re.compile(
    r"verdict_deficient|label_more|advice_more|clause|example|group|(?:count|state|states)_\w+"
)
"""Common blocks that are rendered one by one, each with values of its own."""
_BLANK_LINES = re.compile(r"\n\s*\n")
_KEPT_TOGETHER = re.compile(rf"(?<=[ก-๛]) (?=[๐-๙])|(?<=[0-9๐-๙]) (?=(?!กิโลไบต์|เมกะไบต์){COUNTED}|น\.)|(?<=LINE) (?=@)")
"""A number stays with the word before it and with what it counts, a name of LINE with LINE."""
HANGING = "margin:.5em 0 .5em 1.3em;text-indent:-1.3em"
_UNBROKEN = re.compile(r"(?<=สำนักงาน) (?=ก\.พ\.ร\.)|(?<=[ก-๎]) (?=ๆ)")


def parts(folder: Path, kind: str, language: Language, values: dict[str, Any]) -> dict[str, str]:
    """Every sentence of a letter: the kind's own blocks over the common ones, by block name.

    folder: rules/<round>/replies. Raises jinja2.UndefinedError when a template names a value that is not given.
    """
    common = _environment(folder).get_template(f"common.{language}.txt.j2")
    own = _environment(folder).get_template(f"{kind}.{language}.txt.j2")
    found: dict[str, str] = {}
    for name in {**common.blocks, **own.blocks}:
        if _WITH_VALUES_OF_THEIR_OWN.fullmatch(name):
            continue
        found[name] = _block(own if name in own.blocks else common, name, values)
    return found


def part(folder: Path, name: str, language: Language, values: dict[str, Any]) -> str:
    """One common sentence, for example the clause of a point."""
    return _block(_environment(folder).get_template(f"common.{language}.txt.j2"), name, values)


def prefixes(folder: Path, kinds: tuple[str, ...], language: Language) -> list[str]:
    """The words that our own subjects begin with."""
    common = _environment(folder).get_template(f"common.{language}.txt.j2")
    found = {_block(common, "prefix", {})}
    for kind in kinds:
        own = _environment(folder).get_template(f"{kind}.{language}.txt.j2")
        if "prefix" in own.blocks:
            found |= {
                _block(own, "prefix", {"tone": tone, "purpose": purpose})
                for tone in ("kind", "urgent", "overdue")
                for purpose in ("plan", "circular")
            }
    return sorted(found)


def layout(folder: Path, form: str, values: dict[str, Any]) -> str:
    """The whole letter: form is 'txt' or 'html'."""
    text = _environment(folder).get_template(f"letter.{form}.j2").render(values)
    return text if form == "txt" else _KEPT_TOGETHER.sub("\u00a0", unmarked(text))


def unbroken(text: str) -> str:
    """The office's own name never breaks over a line, nor a word before its sign of repetition (ต่าง ๆ)."""
    return _UNBROKEN.sub("\u00a0", text)


def _block(template: Template, name: str, values: dict[str, Any]) -> str:
    return unbroken("".join(template.blocks[name](template.new_context(values))).strip())


@lru_cache(maxsize=8)
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["paragraphs"] = _paragraphs
    environment.globals["hanging"] = HANGING
    return environment


def _paragraphs(text: str) -> Markup:
    """Plain text as HTML paragraphs: blank lines part them, lines of a list hang under their first word, other line
    ends become <br>. Always escaped."""
    return Markup("\n").join(made for piece in _BLANK_LINES.split(text) if piece.strip() for made in _lines(piece))


def _lines(piece: str) -> Iterator[Markup]:
    plain: list[Markup] = []
    for line in piece.strip("\n").split("\n"):
        if not LIST_MARK.match(line):
            plain.append(escape(line))
            continue
        if plain:
            yield Markup("<p>{}</p>").format(Markup("<br>").join(plain))
        plain = []
        yield Markup('<p style="{}">{}</p>').format(HANGING, escape(line))
    if plain:
        yield Markup("<p>{}</p>").format(Markup("<br>").join(plain))
