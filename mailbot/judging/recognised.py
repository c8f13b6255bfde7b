"""Whose a mail or plan is, when some of the words come from character recognition: it confirms, chooses or raises a
doubt, but never names an agency alone. One letter read wrongly makes a neighbour's name or number."""

import re
from collections.abc import Sequence

from mailbot.agencies.claims import claims_of
from mailbot.agencies.identify import identify_sender
from mailbot.bench import Bench, Hints
from mailbot.examination import Identity
from mailbot.judging.files import cover_text
from mailbot.mail.model import Mail
from mailbot.plans.model import PlanFile

_SHORT_LETTER = 1_500  # characters
# A circular (/ว) is another's, passed on.
_HEAD = re.compile(r"\s*(?:[(]?สำเนา[)]?\s*)?ที่\s*[ก-ฮ]{2}\s*[0-9๐-๙]{4,5}[0-9๐-๙.]*\s*/\s*(?!ว)")


def is_recognised(file: PlanFile) -> bool:
    """Whether words of the file come from character recognition."""
    return file.document is not None and bool(file.document.ocr_pages)


def has_recognised_cover(file: PlanFile) -> bool:
    """Whether the first page does."""
    document = file.document
    return document is not None and (1 in document.ocr_pages or (document.pages is None and bool(document.ocr_pages)))


def covers_of(files: Sequence[PlanFile], *, recognised: bool) -> list[str]:
    """First pages of these files, as far as they have text; recognised: those of scans too."""
    chosen = [file for file in files if recognised or not has_recognised_cover(file)]
    return [text for text in map(cover_text, chosen) if text]


def letters_of(files: Sequence[PlanFile], *, recognised: bool) -> list[str]:
    """Texts of the covering letters among these files."""
    letters = [file for file in files if file.document and (file.role == "letter" or _is_headed(file))]
    return [file.document.text for file in letters if file.document and (recognised or not is_recognised(file))]


def _is_headed(file: PlanFile) -> bool:
    """Is a file beside the plans a letter by its number at its head, too short to be known by anything else?"""
    text = file.document.text if file.document else ""
    return file.role == "other" and len(text) <= _SHORT_LETTER and _HEAD.match(text) is not None


def sender_of(
    mail: Mail, halves: Sequence[PlanFile], files: Sequence[PlanFile], bench: Bench, hints: Hints
) -> tuple[Identity, Identity]:
    """Who sent the mail, by text alone and with what was recognised. halves: of its plans; files: all of them."""
    found = []
    for recognised in (False, True):
        claims = claims_of(mail, covers_of(halves, recognised=recognised), letters_of(files, recognised=recognised))
        found.append(identify_sender(claims, bench.registry, hints.learned))
        if not any(map(is_recognised, files)):
            return found[0], found[0]
    return found[0], weighed(*found)


def weighed(sure: Identity, heard: Identity, *, silent: bool = False) -> Identity:
    """The identity that both readings allow. sure: by text alone; heard: with what was recognised.

    silent: the text alone had no cover, so that a cover that was recognised may make a question of any answer.
    """
    one, other = _named(sure), _named(heard)
    if one and other:
        return heard if one == other else _question(heard, (one, other))
    if one:
        return heard if silent else sure
    if other:
        spoken = {*sure.candidates, *(piece.agency_id for piece in sure.evidence if piece.weight > 0)}
        return heard if other in spoken else _question(heard, (other, *sure.candidates))
    return heard


def _named(identity: Identity) -> str | None:
    """The one agency that an identity names."""
    if identity.status != "identified":
        return None
    return identity.agency_ids[0] if len(identity.agency_ids) == 1 else identity.sender_id


def _question(identity: Identity, candidates: Sequence[str]) -> Identity:
    asked = list(dict.fromkeys(candidates))
    return Identity(status="ambiguous", candidates=asked, evidence=identity.evidence)
