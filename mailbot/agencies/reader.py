"""Reads one text into an opinion: which names in it are its writer's own, and what the places beside them leave."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mailbot.agencies.beginnings import Beginnings
from mailbot.agencies.cover_page import CoverReader
from mailbot.agencies.cut_short import CutShort
from mailbot.agencies.english_offices import EnglishOffices
from mailbot.agencies.english_titles import EnglishTitles
from mailbot.agencies.meanings import Meanings
from mailbot.agencies.nameless import Nameless
from mailbot.agencies.names import Mention, Names, untangle
from mailbot.agencies.opinions import RECEIVER, Opinion
from mailbot.agencies.places import Gazetteer, Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import superiors
from mailbot.agencies.romanised import EnglishNames
from mailbot.agencies.running_text import settle_run_ons
from mailbot.agencies.squeezed import Squeezed, spelt, squeeze
from mailbot.agencies.subjects_of_titles import without_subjects
from mailbot.agencies.surroundings import BARE_SECRETARY, is_joined_by_a_place, own_names
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.unit_homes import UnitHomes
from mailbot.agencies.unplaced import Unplaced
from mailbot.agencies.vocabulary import LOCAL_PREFIXES
from mailbot.agencies.wrapped_lines import joined

# A line that speaks of others of the same name tells where those are.
_OF_NAMESAKES = re.compile(
    "^.*(?:ชื่อเดียวกัน|ชื่อเหมือน|ชื่อคล้าย|ชื่อซ้ำ|คนละ(?:แห่ง|ฉบับ|หน่วย|ที่)|สับสน).*$"
    r"|(?:อีก(?:แห่ง|ที่)|ไม่ใช่|มิใช่|ต่างจาก)[^\n]{0,40}?(?:อำเภอ|จังหวัด|[อจ]\.)[ \t]*[ก-๎]+",
    re.MULTILINE,
)
# What stands where one of these does: to look for it is quick.
_NAMESAKES = (
    *("ชื่อเดียวกัน", "ชื่อเหมือน", "ชื่อคล้าย", "ชื่อซ้ำ", "คนละ", "สับสน"),
    *("อีกแห่ง", "อีกที่", "ไม่ใช่", "มิใช่", "ต่างจาก"),
)
# A group of every department (กลุ่มพัฒนาระบบบริหาร), whatever agency else bears its letters.
_EVERYWHERE = frozenset({"กพร"})
_OF_PEOPLE = ("display_name", "signature")
_INITIALS = 2
_LONGEST_BESIDE = 2_000
_TITLE_REGION = 12
_BARE_REGION = 6


class Reader:
    """Reads opinions; built once per registry (names, places)."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._names = Names(registry)
        self._gazetteer = Gazetteer(registry)
        self._english = EnglishNames(registry)
        self._english_titles = EnglishTitles(registry)
        self._english_offices = EnglishOffices(registry)
        self._cut_short = CutShort(registry)
        self._beginnings = Beginnings(registry)
        self._unplaced = Unplaced(registry)
        self._meanings = Meanings(registry, self._gazetteer)
        self._nameless = Nameless(registry)
        self._unit_homes = UnitHomes(self._meanings)
        self._covers = CoverReader(self._meanings, self._nameless, self._unit_homes, self._unplaced)
        self._whole_kinds = frozenset(kind for kind in LOCAL_PREFIXES if registry.whole(kind))
        # Sender and plan are judged by the same cover, subject and file names.
        self._remembered = lru_cache(maxsize=64)(self._read)

    def read(self, source: str, text: str) -> Opinion:
        """Opinion of one text, already freed of what speaks of others (claims.own_words), or of a file's name."""
        return self._remembered(source, text)

    def places(self, text: str) -> Places:
        """Provinces and อำเภอ that a text names, which is in the form of thai.norm."""
        return self._gazetteer.find(spelt(text[:_LONGEST_BESIDE]))

    def bare_names(self, cover: str, beside: Sequence[str]) -> tuple[str, ...]:
        """Local governments whose bare name is a line of the cover, in the places that it or the other texts tell."""
        squeezed = Squeezed(cover, normed=True)
        told = [squeezed.cleaned, *(spelt(text[:_LONGEST_BESIDE]) for text in beside)]
        return self._unplaced.bare_names(squeezed.lines(_BARE_REGION), self._gazetteer.find("\n".join(told)))

    def offices_of(self, province_code: str, cover: str, source: str = "cover") -> Opinion:
        """Opinion of a cover (or subject) that leaves out its province (สำนักงานแรงงานจังหวัด), where the province is
        known from elsewhere: empty where the cover says another one."""
        squeezed = Squeezed(cover, normed=True)
        places = self._gazetteer.find(squeezed.cleaned)
        if places.provinces - {province_code}:
            return Opinion(source, places=places)
        lines = squeezed.lines(_TITLE_REGION)
        ids = self._unplaced.offices(lines, province_code)
        if len(ids) > 1:
            named = {*self.read("cover", cover).ids}
            ids = tuple(one for one in ids if named & superiors(one, self.registry)) or ids
        names = (agency.name_th for agency in map(self.registry.get, ids) if agency is not None)
        sure = len(ids) == 1 and not self._unplaced.may_be_of_an_area(lines)
        return Opinion(source, ids, sure, texts=tuple(names), places=places)

    def _read(self, source: str, text: str) -> Opinion:
        told = without_subjects(joined(text)) if source == "cover" else text
        squeezed = Squeezed(told, normed=source != "file_name")
        cleaned = squeezed.cleaned
        compares = any(word in cleaned for word in _NAMESAKES)
        places = self._gazetteer.find(_OF_NAMESAKES.sub("", cleaned) if compares else cleaned)
        finders = (self._names, self._english, self._english_titles, self._english_offices, self._cut_short)
        named = untangle([mention for finder in finders for mention in finder.find(squeezed)])
        named = own_names(squeezed, named)
        beginnings = self._beginnings if source == "cover" else None
        own = settle_run_ons(squeezed, named, self._whole_kinds, beginnings)
        mentions = [self._meanings.settled(squeezed, mention, places) for mention in own]
        titled = squeezed.cleaned[: title_block_end(squeezed.cleaned)] if source == "cover" else squeezed.cleaned
        if BARE_SECRETARY.search(titled):
            mentions = [self._meanings.of_secretary(mention) for mention in mentions]
        if source == "cover":
            return self._covers.read(squeezed, mentions, places)
        mentions = [mention for mention in mentions if mention.ids != (RECEIVER,)]
        if source in _OF_PEOPLE and all(map(_is_of_everybody, mentions)):
            mentions = []
        if not mentions:
            return self._nameless.read(source, squeezed, places)
        if source in ("subject", "file_name") and (
            of_unit := self._unit_homes.read(source, squeezed, mentions, places)
        ):
            return of_unit
        first = mentions[0]
        nothing_else = not any(mention.ids for mention in mentions)
        if first.outside and (nothing_else or first.outside != "unlisted"):
            return Opinion(source, outside=first.outside, texts=(first.text,), places=places)
        found = self._meanings.judge(source, squeezed, [mention for mention in mentions if mention.ids], places)
        if is_joined_by_a_place(squeezed, mentions):
            return replace(found, sure=False, doubt=first.text)
        if source in ("subject", "file_name", "display_name") and self._meanings.in_a_province(squeezed, mentions):
            return replace(found, sure=False, doubt=first.text)
        unlisted = next((mention.text for mention in mentions if mention.outside == "unlisted"), "")
        return replace(found, sure=False, doubt=unlisted) if unlisted and source != "body" else found


def _is_of_everybody(mention: Mention) -> bool:
    """Does an abbreviation beside a person's name tell no agency: a group's of every department, or two letters of
    several agencies, which may be a rank (อส. หนึ่ง)?"""
    letters = squeeze(mention.text)
    return letters in _EVERYWHERE or (len(letters) <= _INITIALS < len(mention.ids))
