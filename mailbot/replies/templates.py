"""Renders the round's templates: sentences (one block = one part) and the two layouts, text and HTML."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from mailbot.replies.lines import unmarked
from mailbot.replies.thai_form import Language

_WITH_VALUES_OF_THEIR_OWN = re.compile(
    r"verdict_deficient|label_more|advice_more|clause|example|group|(?:count|state|states)_\w+"
)
"""Common blocks that are rendered one by one, each with values of its own."""
_BLANK_LINES = re.compile(r"\n\s*\n")
_NUMBER_AFTER_WORD = re.compile(r"(?<=[ก-๛]) (?=[๐-๙])")
_UNBROKEN = re.compile(r"สำนักงาน ก\.พ\.ร\.")


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
            found |= {_block(own, "prefix", {"tone": tone}) for tone in ("kind", "urgent", "overdue")}
    return sorted(found)


def layout(folder: Path, form: str, values: dict[str, Any]) -> str:
    """The whole letter: form is 'txt' or 'html'."""
    text = _environment(folder).get_template(f"letter.{form}.j2").render(values)
    return text if form == "txt" else _NUMBER_AFTER_WORD.sub("\u00a0", unmarked(text))


def unbroken(text: str) -> str:
    """The office's own name never breaks over a line."""
    return _UNBROKEN.sub("สำนักงาน\u00a0ก.พ.ร.", text)


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
    return environment


def _paragraphs(text: str) -> Markup:
    """Plain text as HTML paragraphs: blank lines part them, other line ends become <br>. Always escaped."""
    pieces = (escape(piece).replace("\n", Markup("<br>")) for piece in _BLANK_LINES.split(text) if piece.strip())
    return Markup("\n").join(Markup("<p>{}</p>").format(piece) for piece in pieces)
