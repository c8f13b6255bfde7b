"""Turns a finding's code and parameters into words, late and in the reader's language (rules/<round>/findings.toml)."""

import re
from collections.abc import Mapping

from mailbot.plans.model import Finding
from mailbot.replies import thai_form
from mailbot.replies.foreign import harmless
from mailbot.replies.lines import keep, shortened, unmarked
from mailbot.replies.thai_form import Language
from mailbot.rules import FindingText, Rules

FILE_NAMES = frozenset({"file", "word", "pdf", "name", "archive"})
"""Parameters that hold file names: shown as they are, on one line, cut in the middle when long."""
LISTS = frozenset({"missing", "areas", "part"})
"""Parameters that hold our own terms, several by comma."""
LONGEST_REMARK = 2_000
"""Characters of an officer's own words that stand in a letter."""
AS_THEY_ARE = FILE_NAMES | {
    "remark",
    "place",
    "inbox",
    "email",
    "ministry",
    "address",
    "written",
    "heading",
    "telephone",
}
"""Parameters whose digits are not turned into Thai ones."""
MOST_CANDIDATES = 8
"""Agencies named when we ask which one it is."""
UNITS_TH = {"KB": "กิโลไบต์", "MB": "เมกะไบต์", "GB": "จิกะไบต์"}
NAME_WIDTH = 56
"""Cells of the longest file name that is shown whole."""

_OPTIONAL = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
_NAME = re.compile(r"\{(\w+)\}")
_UNIT = re.compile(r"(?<=\d )[KMG]B\b", re.IGNORECASE)
_SEVERAL_NAMES = re.compile(r"(?<=\.\w\w\w), |(?<=\.\w\w\w\w), ")
_PLACE = re.compile(r"^(?P<file>.*?)\s*(?:หน้า(?:ที่)?|\bp\.|\bpage)\s*(?P<page>[0-9๐-๙]+)$", re.IGNORECASE)


def message(code: str, parameters: Mapping[str, str], rules: Rules, language: Language = "th") -> str:
    """What we found, in one line, for FindingPart.message. Missing parameters are left out, never an error.

    Raises ConfigError when the rules have no text for the code.
    """
    text = rules.text(code)
    return unmarked(fill(text.th if language == "th" else text.en, known(parameters, rules, language)))


def found_and_mend(
    code: str, parameters: Mapping[str, str], place: str | None, rules: Rules, language: Language
) -> tuple[str, str]:
    """What we found and what to do about it; file names are marked so that fold() keeps them whole."""
    text = rules.text(code)
    values = known({**parameters, **({"place": place} if place else {})}, rules, language)
    pair = (text.th, text.mend_th) if language == "th" else (text.en, text.mend_en)
    return fill(pair[0], values), fill(pair[1], values)


def title(text: FindingText, language: Language) -> str:
    """The finding in a few words."""
    return text.title_th if language == "th" else text.title_en


def of(finding: Finding, rules: Rules, language: Language = "th") -> str:
    """message() of a Finding, its place included."""
    place = {"place": finding.place} if finding.place else {}
    return message(finding.code, {**place, **finding.parameters}, rules, language)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Fill {names}; a part in [brackets] with an unknown name is left out (of [this|that], that is said instead), an
    unknown name elsewhere is blank.

    Values are never looked into for further names or brackets.
    """

    def if_known(part: re.Match[str]) -> str:
        return part[1] if all(values.get(name) for name in _NAME.findall(part[1])) else part[2] or ""

    return _NAME.sub(lambda name: values.get(name[1], ""), _OPTIONAL.sub(if_known, template)).strip()


def known(parameters: Mapping[str, str], rules: Rules, language: Language) -> dict[str, str]:
    """All values that a text may name: the finding's own, made harmless, and those of the round."""
    contacts = rules.round.contacts
    values = {
        "inbox": keep(rules.round.inbox),
        "email": keep(contacts.email),
        "telephone": keep(contacts.telephone if language == "th" else thai_form.clause(contacts.telephone, "en")),
        "website": keep(contacts.website),
        "ministry": keep(rules.round.copy_to_ministry),
        "deadline": thai_form.day(rules.round.deadline, language),
    }
    for name, value in parameters.items():
        values[name] = _value(name, str(value), rules, language)
    if "place" in parameters:
        values["place"] = where(parameters["place"], language)
    return values


def where(place: str, language: Language) -> str:
    """A finding's place ('แผน.pdf หน้า 12') for a reader: file name as it is, page in Thai digits."""
    match = _PLACE.match(harmless(place))
    if not match:
        return file_name(place)
    told = _page(match["page"], language)
    if not match["file"]:
        return told
    return f"{file_name(match['file'])}{' ' if language == 'th' else ', '}{told}"


def page(place: str, language: Language) -> str:
    """The page alone of a finding's place, '' when it names none."""
    match = _PLACE.match(harmless(place))
    return _page(match["page"], language) if match else ""


def _page(number: str, language: Language) -> str:
    return f"{'หน้า' if language == 'th' else 'page'} {thai_form.clause(number, language)}"


def file_name(name: str) -> str:
    """A file name as it is shown: harmless, at most NAME_WIDTH cells, kept on one line."""
    return keep(shortened(harmless(name), NAME_WIDTH))


def file_names(names: str, language: Language) -> str:
    """Several file names, as findings carry them by comma, in a sentence."""
    return thai_form.joined([file_name(one) for one in _SEVERAL_NAMES.split(names)], language)


def candidates(names: str, language: Language, most: int = MOST_CANDIDATES) -> str:
    """Agencies that it may be, by comma, in a sentence; beyond `most` only that there are more."""
    told = [harmless(one) for one in names.split(", ") if one]
    if len(told) > most:
        told = [*told[:most], "แห่งอื่น" if language == "th" else "others"]
    return thai_form.joined(told, language)


def _value(name: str, value: str, rules: Rules, language: Language) -> str:
    if name in FILE_NAMES:
        return file_names(value, language) if value else ""
    if name == "candidates":
        return candidates(value, language)
    if name in LISTS:
        terms = rules.round.terms_en if language == "en" else {}
        value = thai_form.joined([terms.get(one, one) for one in value.split(", ") if one], language)
    clean = harmless(value, LONGEST_REMARK) if name == "remark" else harmless(value)
    if name in AS_THEY_ARE:
        return clean
    if language == "en":
        return clean
    return thai_form.thai_digits(_UNIT.sub(lambda unit: UNITS_TH[unit[0].upper()], clean))
