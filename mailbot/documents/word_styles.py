"""What a Word paragraph style means for us: outline level, bold, size, numbering, through its ancestors."""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from mailbot.documents.word_names import VAL, first, qualified, switched, value, whole
from mailbot.documents.word_style_sheet import StyleSheet

_HEADING_NAME = re.compile(r"^(?:heading|หัวเรื่อง|หัวข้อ)\s*([1-9])$", re.IGNORECASE)
_TITLE_NAME = re.compile(r"^(?:title|ชื่อเรื่อง)$", re.IGNORECASE)
_MOST_ANCESTORS = 30
_MOST_KEPT = 1_000  # looks
_RUN_STYLE = qualified("w:rStyle")
Told = tuple[tuple[str, str | None], ...]
_BOLD = (qualified("w:bCs"), qualified("w:b"))
_UNDERLINE = qualified("w:u")
_HIDDEN = qualified("w:vanish")
_THAI_SIZE, _SIZE = qualified("w:szCs"), qualified("w:sz")
_OUTLINE, _NUMBERING, _LIST, _LIST_LEVEL = map(qualified, ("w:outlineLvl", "w:numPr", "w:numId", "w:ilvl"))


class Look(NamedTuple):
    """Direct or inherited properties; None = not said here. level: 1 to 9, 0 = body text. size: points.
    hidden: not printed. (A named tuple: a file has thousands of runs.)"""

    level: int | None = None
    bold: bool | None = None
    size: float | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool | None = None

    def over(self, other: "Look") -> "Look":
        """These properties, and those of `other` where nothing is said here."""
        if self is _NOTHING:
            return other
        return Look(
            other.level if self.level is None else self.level,
            other.bold if self.bold is None else self.bold,
            other.size if self.size is None else self.size,
            other.list_id if self.list_id is None else self.list_id,
            other.list_level if self.list_level is None else self.list_level,
            other.hidden if self.hidden is None else self.hidden,
        )


_NOTHING = Look()


def run_look(properties: etree._Element | None) -> Look:
    """Bold and size of a w:rPr. Thai is complex script: w:bCs and w:szCs rule, but many programs write only w:b.

    An underlined heading counts as bold: Thai typists use either.
    """
    if properties is None or not len(properties):
        return _NOTHING
    return _look_of(_told(properties))


def _told(properties: etree._Element) -> Told:
    return tuple([(child.tag, child.get(VAL)) for child in properties])


@lru_cache(256)
def _look_of(told: Told) -> Look:
    """The look that these properties give: a file has few kinds of runs, and each some hundred times."""
    first = dict(reversed(told))
    said = [switched(first[name]) for name in _BOLD if name in first]
    if _UNDERLINE in first:
        said.append((first[_UNDERLINE] or "none") != "none")
    half_points = whole(first.get(_THAI_SIZE)) or whole(first.get(_SIZE))
    bold = True if True in said else False if False in said else None
    hidden = switched(first[_HIDDEN]) if _HIDDEN in first else None
    return Look(bold=bold, size=half_points / 2 if half_points else None, hidden=hidden)


def paragraph_look(properties: etree._Element | None) -> Look:
    """Outline level and numbering of a w:pPr."""
    if properties is None:
        return _NOTHING
    outline = whole(value(first(properties, _OUTLINE)))
    level = None if outline is None else outline + 1 if 0 <= outline < 9 else 0
    numbering = first(properties, _NUMBERING)
    if numbering is None:
        return _NOTHING if level is None else Look(level=level)
    return Look(
        level=level,
        list_id=value(first(numbering, _LIST)),
        list_level=whole(value(first(numbering, _LIST_LEVEL))),
    )


class Styles:
    """The styles of one file, each resolved once."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._looks: dict[str, Look] = {}
        self._laid: dict[Look, Look] = {}
        self._runs: dict[tuple[Told, Look], Look] = {}
        path = f"{qualified('w:rPrDefault')}/{qualified('w:rPr')}"
        self.defaults = run_look(sheet.defaults.find(path)) if sheet.defaults is not None else Look()

    def look(self, identifier: str | None) -> Look:
        """The look of a paragraph style (None = the default one), document defaults not yet laid under it."""
        name = self._sheet.default_paragraph if identifier is None else identifier
        if name not in self._looks:
            self._looks[name] = self._resolve(name)
        return self._looks[name]

    def over_defaults(self, look: Look) -> Look:
        """The look of a paragraph with the document's defaults under it."""
        if look not in self._laid:
            if len(self._laid) >= _MOST_KEPT:
                self._laid.clear()
            self._laid[look] = look.over(self.defaults)
        return self._laid[look]

    def run(self, properties: etree._Element, inherited: Look) -> Look:
        """The look of a run by its w:rPr, the style that this names, and its paragraph's look."""
        told = _told(properties)
        known = self._runs.get((told, inherited))
        if known is None:
            known = _look_of(told)
            style = dict(reversed(told)).get(_RUN_STYLE)
            if style:
                known = known.over(self.look(style))
            known = known.over(inherited)
            if len(self._runs) >= _MOST_KEPT:
                self._runs.clear()
            self._runs[told, inherited] = known
        return known

    def _resolve(self, name: str) -> Look:
        look = Look()
        for _ in range(_MOST_ANCESTORS):
            style = self._sheet.get(name)
            if style is None:
                break
            look = look.over(_own_look(style))
            name = value(style.find(qualified("w:basedOn"))) or ""
        return look


def _own_look(style: etree._Element) -> Look:
    look = run_look(style.find(qualified("w:rPr"))).over(paragraph_look(style.find(qualified("w:pPr"))))
    if look.level is None:
        title = value(style.find(qualified("w:name"))) or ""
        found = _HEADING_NAME.match(title)
        if found:
            return look._replace(level=int(found[1]))
        if _TITLE_NAME.match(title):
            return look._replace(level=1)
    return look
