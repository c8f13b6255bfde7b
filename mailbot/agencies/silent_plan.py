"""A lone plan that names nobody: its sender's own, unless anything in the mail tells that it may be another's."""

import re
from collections.abc import Sequence

from mailbot.agencies.claims import own_words
from mailbot.agencies.opinions import RECEIVER, WEIGHTS, Opinion
from mailbot.agencies.relations import explains, superiors
from mailbot.agencies.sources import Sources, identity_of
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.vocabulary import LOCAL_PREFIXES
from mailbot.examination import Evidence, Identity

# The sender says that it holds plans of others.
COLLECTED = re.compile("หน่วยงานใน|ส่วนราชการ|รวบรวม|ในสังกัด|หน่วยงานสังกัด|ทุกหน่วยงาน|อปท|ของอำเภอ|รวมแผน|รวมส่ง|ส่งรวม")
_OF_ADDRESSES = frozenset({"domain", "learned", "place"})
# Here an abbreviation beside the sender's own name is one of its units (กลุ่มพัฒนาระบบบริหาร (กพร.) กรม…).
_WITH_UNITS = frozenset({"display_name", "signature"})
_BY_ITSELF = frozenset({"display_name", "letter", "letter_number", "subject", "signature"})
_TWICE = 2
_OFFICE = re.compile("^(?:สำนักงาน|ที่ทำการ)")


class SilentPlan:
    """Decides whether the sender may be credited with a plan on which nobody is named."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._registry = sources.registry

    def judge(
        self,
        sender: Identity,
        cover: Opinion,
        subject: str,
        letter: str,
        file_names: Sequence[str],
        evidence: list[Evidence],
    ) -> Identity:
        """The sender's, or a question: where the mail, its letter or the running text of the cover names another
        agency or what is none, where the sender collects, or is an officer whose domain provincial offices share."""
        mine = sender.sender_id
        if sender.status != "identified" or mine is None:
            return identity_of(sender.status, tuple(sender.candidates), evidence)
        others = [
            *self._others(mine, sender),
            *self._of_files(mine, file_names),
            *self._in_running_text(mine, cover),
            *self._held(mine, letter),
        ]
        doubted = (
            (bool(cover.doubt) and not self._is_level_of(mine, cover.doubt))
            or self._lies_elsewhere(mine, cover)
            or self._outsiders(sender)
            or self._of_anothers_letter(mine, letter)
            or self._is_officer(mine, sender)
        )
        if others or doubted or COLLECTED.search(subject) or self.elsewhere(mine, sender):
            return identity_of("ambiguous", (mine, *others), evidence)
        return identity_of("identified", (mine,), evidence)

    def _is_level_of(self, mine: str, doubt: str) -> bool:
        """Is what stands on the page only the kind of local government that the sender is (สำนักงานเทศบาลตำบล)?"""
        agency = self._registry.get(mine)
        prefixes = LOCAL_PREFIXES.get(agency.kind, ()) if agency is not None else ()
        return _OFFICE.sub("", squeeze(doubt), count=1) in prefixes

    def elsewhere(self, agency_id: str, sender: Identity) -> bool:
        """Does an agency with a domain of its own write from another government domain, of an owner unknown to us, and
        tell less than twice, besides on the plan, that it is the writer?"""
        agency = self._registry.get(agency_id)
        strange = any(piece.source == "domain" and piece.agency_id is None for piece in sender.evidence)
        if not strange or agency is None or agency.tier != "direct" or not agency.domains:
            return False
        own = [piece for piece in sender.evidence if piece.agency_id == agency_id]
        surely = {piece.source for piece in own if piece.weight >= WEIGHTS.get(piece.source, 100)}
        named = {
            piece.agency_id
            for piece in sender.evidence
            if piece.agency_id and agency_id not in (piece.agency_id, *self._registry.ancestors(piece.agency_id))
        }
        return bool(named - superiors(agency_id, self._registry)) or len(surely & _BY_ITSELF) < _TWICE

    def _others(self, mine: str, sender: Identity) -> list[str]:
        """Agencies that the mail names beside its sender and what stands above it."""
        above = superiors(mine, self._registry)
        told = {(piece.source, piece.text) for piece in sender.evidence if piece.agency_id == mine}
        return [
            piece.agency_id
            for piece in sender.evidence
            if piece.agency_id not in (None, mine, RECEIVER, *above)
            and piece.source not in _OF_ADDRESSES
            and piece.weight > 0
            and not ((piece.source, piece.text) in told and (piece.source in _WITH_UNITS or " · " not in piece.text))
            and piece.agency_id is not None
        ]

    def _of_files(self, mine: str, file_names: Sequence[str]) -> list[str]:
        """Agencies that one of the file names alone tells, where the names do not agree."""
        above = superiors(mine, self._registry)
        named = [one for name in file_names for one in self._sources.files((name,)).ids]
        return [one for one in named if one != mine and one not in above and one != RECEIVER]

    def _in_running_text(self, mine: str, cover: Opinion) -> list[str]:
        """Agencies in the text of a cover that has no title, where the sender is not among them."""
        above = superiors(mine, self._registry)
        return [] if mine in cover.ids else [one for one in cover.ids if one not in above and one != RECEIVER]

    def _held(self, mine: str, letter: str) -> list[str]:
        """Agencies in the text of the letter whose plans the sender may well hold."""
        named = self._sources.reader.read("body", own_words(letter)).ids
        return [one for one in named if one != mine and explains(mine, one, self._registry)]

    def _outsiders(self, sender: Identity) -> bool:
        """Does the mail name what is no agency, or one that no list has (โรงเรียน… ฝากส่ง)?"""
        return any(piece.agency_id is None and piece.source not in _OF_ADDRESSES for piece in sender.evidence)

    def _lies_elsewhere(self, mine: str, cover: Opinion) -> bool:
        """Does the page tell places, and none of them the sender's own?"""
        agency, told = self._registry.get(mine), cover.places
        if agency is None or agency.tier == "direct" or not agency.province_code:
            return False
        other_province = bool(told.provinces) and agency.province_code not in told.provinces
        return other_province or (bool(told.amphoes and agency.amphoe_code) and agency.amphoe_code not in told.amphoes)

    def _of_anothers_letter(self, mine: str, letter: str) -> bool:
        """Is the letter under another office's number, or in the name of what is no agency?"""
        if not letter:
            return False
        if any(opinion.outside for opinion in self._sources.letters((letter,))):
            return True
        return any(not self._sources.written_by(mine, number) for number in self._sources.numbers((letter,)))

    def _is_officer(self, mine: str, sender: Identity) -> bool:
        """Is nothing known but a personal mailbox of a department, which its provincial offices use too?"""
        agency = self._registry.get(mine)
        own = [piece for piece in sender.evidence if piece.agency_id == mine]
        return (
            agency is not None
            and agency.tier == "direct"
            and all(piece.source == "domain" for piece in own)
            and any(self._sources.addresses.is_officer(piece.text) for piece in own)
        )
