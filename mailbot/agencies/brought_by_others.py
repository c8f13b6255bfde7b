"""Plans that somebody else rightly brings: a region's office, a club that gathers, a school that sends for its town."""

import re
from collections.abc import Callable, Sequence

from mailbot.agencies.claims import subject_words
from mailbot.agencies.initials import is_glued_to_its_province
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.places import Places
from mailbot.agencies.province_letters import by_letters
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import gathers_for_region
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.title_page import after_title
from mailbot.examination import Identity

_LOCAL_TIERS = ("local_upper", "local_lower")
_SPEAKING = frozenset({"letter_number", "letter", "display_name", "signature", "body", "subject"})
_SHORTEST_PIECE = 3
_HOSPITAL, _OF_A_HOSPITAL = "โรงพยาบาล", re.compile("รพ[ก-ฮ]{0,2}")
_LONGEST_PROVINCE = 18
_OF_LOCAL = "อปท"
_FORWARDING = re.compile("(?:สำนักงาน)?(?:ส่งเสริมการปกครอง)?ท้องถิ่นอำเภอ")
_OF_THE_PLACE = re.compile("โรงเรียน|รพ.?สต|โรงพยาบาลส่งเสริมสุขภาพตำบล|ศพด|ศูนย์พัฒนาเด็กเล็ก")


def is_gathered(cover: Opinion, sender: Identity, gathers: str, registry: Registry) -> bool:
    """Does a plan of a bundle say itself whose it is, brought by the region's office of the same department, or by a
    club of its province's local governments? gathers: the subject where it says that plans are gathered, else ''; a
    club of local governments (สมาคม อปท.) gathers by its name (clause 3: the sender is the collector)."""
    if cover.source != "cover" or cover.slips or (cover.thin and not cover.placed_by) or cover.doubt:
        return False
    agency = registry.get(cover.ids[0])
    club = sender.status in ("not_agency", "unknown") and sender.sender_id is None and not sender.candidates
    if agency is not None and agency.tier in _LOCAL_TIERS and club:
        province = registry.provinces.get(agency.province_code or "")
        clubs = [one.text for one in sender.evidence if one.agency_id is None and one.source in _SPEAKING]
        gathers = gathers or next((text for text in clubs if _OF_LOCAL in squeeze(text)), "")
        told = {one.text for one in sender.evidence if one.source == "place"}
        here = province is not None and squeeze(province.name_th) in squeeze(gathers)
        return here or (bool(gathers) and province is not None and told == {f"จังหวัด{province.name_th}"})
    return gathers_for_region(sender.sender_id or "", cover.ids[0], registry)


def is_forwarded(agency_id: str, sender: Identity, registry: Registry) -> bool:
    """Is the sender the office of its อำเภอ that forwards for local government (สำนักงานส่งเสริมการปกครองท้องถิ่น
    อำเภอ…), and names nobody else who is none?"""
    agency = registry.get(agency_id)
    others = [squeeze(one.text) for one in sender.evidence if one.agency_id is None and one.source in _SPEAKING]
    return (
        agency is not None
        and agency.tier in _LOCAL_TIERS
        and bool(others)
        and all(_FORWARDING.match(one) and squeeze(agency.amphoe) in one for one in others)
    )


def is_errand(agency_id: str, others: Sequence[Opinion], sender: Identity, registry: Registry) -> bool:
    """Does a school or a health centre send for the local government of its place? Cover and subject say whose plan it
    is, and the mail names nobody else."""
    agency = registry.get(agency_id)
    told = any(other.source == "subject" and other.ids == (agency_id,) and other.sure for other in others)
    named = [squeeze(one.text) for one in sender.evidence if one.agency_id is None and one.source in _SPEAKING]
    local = agency is not None and agency.tier in _LOCAL_TIERS
    return local and told and bool(named) and all(_OF_THE_PLACE.match(one) for one in named)


def opens_its_name(agency_id: str, text: str, registry: Registry) -> bool:
    """Is it but the beginning of the agency's own name (โรงพยาบาล of โรงพยาบาลบ้านแพ้ว; รพบ. on its letters), or that
    name cut short in its middle (ด่านฯ แม่สอด)?"""
    agency = registry.get(agency_id)
    name = squeeze(agency.name_th) if agency is not None else ""
    if is_with_its_province(agency_id, text, registry):
        return True
    if name.startswith(text) or (name.startswith(_HOSPITAL) and _OF_A_HOSPITAL.fullmatch(text) is not None):
        return True
    return _is_cut_short(after_title(text), name)


def is_with_its_province(agency_id: str, text: str, registry: Registry) -> bool:
    """Is it the name of the local government with its province glued to it (ทต.พระทองคำนม), squeezed?"""
    agency = registry.get(agency_id)
    province = registry.provinces.get(agency.province_code) if agency is not None else None
    if agency is None or province is None:
        return False
    return is_glued_to_its_province(text, agency, squeeze(province.name_th), province.letters)


def _is_cut_short(text: str, name: str) -> bool:
    """Are its first and its last letters those of the name, both as long as a word at least?"""
    cuts = range(_SHORTEST_PIECE, len(text) - _SHORTEST_PIECE + 1)
    return any(name.startswith(text[:cut]) and name.endswith(text[cut:]) for cut in cuts)


def names_only_itself(agency_id: str, sender: Identity, registry: Registry) -> bool:
    """Is whatever the sender seems to name besides but a piece of the agency's own name?"""
    named = [squeeze(one.text) for one in sender.evidence if one.agency_id is None and one.source in _SPEAKING]
    return bool(named) and all(opens_its_name(agency_id, one, registry) for one in named)


def is_its_province(agency_id: str, rival_id: str, sender: Identity, registry: Registry) -> bool:
    """Is the rival named by nothing but two letters that stand for the agency's own province (ตร. of ตราด, not of the
    police), or by the bare name of the province that is part of its own name (ส่งแผน BCP อุดรธานี)?"""
    agency = registry.get(agency_id)
    if agency is None:
        return False
    told = [after_title(squeeze(one.text)) for one in sender.evidence if one.agency_id == rival_id and one.weight > 0]
    if rival_id == agency_id or not told or len(max(told, key=len)) > _LONGEST_PROVINCE:
        return False
    letters = {text for text, codes in by_letters(registry).items() if agency.province_code in codes}
    named = [squeeze(province.name_th) for province in registry.provinces.values()]
    letters |= {name for name in named if squeeze(agency.name_th).endswith(name)}
    return all(one in letters for one in told)


def is_named_by_covers_alone(rival_id: str, sender: Identity) -> bool:
    """Is the rival taken for the sender by nothing but the title page, which its plan's further pages explain?"""
    naming = [one for one in sender.evidence if one.agency_id and one.weight > 0]
    told = {one.source for one in naming if one.agency_id == rival_id}
    return (told or {one.source for one in naming}) == {"cover"}


def gathered_where(subject: str, sender: Identity, places_of: Callable[[str], Places]) -> Places:
    """The places that a subject tells which says that plans are gathered, or the one province that the mail tells."""
    places = places_of(subject_words(subject))
    told = [piece.text for piece in sender.evidence if piece.source == "place"]
    return places if places or len(told) != 1 else places_of(told[0])


def may_be_the_collectors(cover: Opinion, sender: Identity, registry: Registry) -> bool:
    """May the cover of a plan of a bundle mean the sender's office or one of another kind (กษจ., from one of both)?"""
    kinds = {agency.kind for one in cover.ids if (agency := registry.get(one)) is not None}
    return len(kinds) > 1 and sender.sender_id in cover.ids
