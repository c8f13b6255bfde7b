"""One index over every name of every agency: finds the names in a text, longest first, at word boundaries only."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import ahocorasick

from mailbot.agencies import cores
from mailbot.agencies.broken_names import BrokenNames
from mailbot.agencies.cores import Core, Found
from mailbot.agencies.misread_names import VOWELS, follows_place_word, is_bare_university, is_no_name
from mailbot.agencies.registry import Registry
from mailbot.agencies.spellings import slips_of
from mailbot.agencies.squeezed import Squeezed, is_latin, squeeze
from mailbot.agencies.vocabulary import (
    FOLLOWER,
    LEADERS,
    LED_NAMES,
    LOCAL_ENGLISH,
    LOCAL_PREFIXES,
    MISSPELT_PREFIXES,
    MUNICIPALITIES,
    NOT_NAMES,
    OUTSIDE,
    OUTSIDE_WORDS,
    SET_ASIDE_KINDS,
)

Form = Literal["name", "abbreviation", "doubtful"]
Slip = Literal["kind", "spelling"]
# Its first letter is no end of another word (ชะงัก / คลังจังหวัด is no ก.คลัง).
_DOTTED = re.compile(r"[ก-ฮ]\.")
_PLACES = frozenset({"กรุงเทพมหานคร", "กรุงเทพ", "กทม"})
_PROVINCE = "จังหวัด"
_CAPITAL = "10"
_MOST_SHARERS = 60
_LEADERS_END = frozenset(leader[-1] for leader in LEADERS)
_LEAST_OF_LONGER = 4
_LONG_NAME = 20
_FEW = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in a text. start, end: places in Squeezed.letters. text: as written.

    ids: agencies that it may mean; () for something that is no agency (`outside` says what) or for a local
    government that the registry lacks (outside == 'unlisted'). form: `doubtful` never decides alone.
    kind, core: of a local government, the kind that is written and the letters of its name.
    slip: how an agency is meant although its name is written otherwise: 'kind' or 'spelling'.
    """

    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    form: Form
    outside: str = ""
    kind: str = ""
    core: str = ""
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a pattern of the automaton means: agencies by their whole name, or a prefix with a hole to read after it."""

    ids: tuple[str, ...] = ()
    core: Core | None = None
    # Agency whose name the prefix is before จังหวัด: on two lines, or with Bangkok, where it sits, either is meant.
    also: tuple[str, ...] = ()
    kind: str = ""  # id of the kind that has the hole
    outside: str = ""
    word: bool = False  # needs a word boundary before it
    short: bool = False  # an abbreviation, easily misread
    form: Form = "name"
    lead: int = 0  # letters of the pattern that lead to the name and are no part of it


class Names:
    """The index. Building reads the whole registry (well under a second for 10,900 agencies); `find` is linear."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        entries: dict[str, list[_Entry]] = defaultdict(list)
        for pattern, entry in self._entries():
            if pattern:
                entries[pattern].append(entry)
        self._automaton = ahocorasick.Automaton()
        for pattern, group in entries.items():
            self._automaton.add_word(pattern, (len(pattern), all(entry.word for entry in group), tuple(group)))
        self._automaton.make_automaton()
        whole = {pattern: group[0].ids for pattern, group in entries.items() if group[0].ids}
        self._longer = _longer(entries)
        self._broken = BrokenNames(whole)
        # Before a seat in brackets the number may be left out: สำนักงานคลัง (พิษณุโลก), for เขต ๖ or the province.
        self._of_areas = frozenset(one.removesuffix("เขต") for one in entries if one.endswith("เขต"))

    def find(self, text: Squeezed) -> list[Mention]:
        """Names in the text, left to right, without overlaps: the leftmost first, of one start the longest.

        A name inside a longer one (อบต.บ้านแห in อบต.บ้านแหวน, ระยอง in โรงเรียนระยอง) is never told.
        """
        found: list[Mention] = []
        gaps, letters = text.gaps, text.letters
        for last, (length, words, group) in self._automaton.iter(text.letters):
            start, end = last + 1 - length, last + 1
            if words and start not in gaps and start:
                before = letters[start - 1]
                thai = (before < "\u0e00") == (letters[start] < "\u0e00")  # no change of script; a call costs more
                if thai and (before not in _LEADERS_END or not _is_led(letters, start)):
                    continue
            for entry in group:
                if not entry.word or ((words or _opens(text, start)) and not _is_apart(text, start, end)):
                    found += self._read(text, start, end, entry)
        return untangle(found)

    def _read(self, text: Squeezed, start: int, end: int, entry: _Entry) -> Iterator[Mention]:
        if entry.outside:
            stop = None if is_bare_university(text, start, end) else cores.outside_end(text, end, entry.outside)
            if stop is not None and not (entry.outside == "temple" and follows_place_word(text, start)):
                yield Mention(start, stop, text.shown(start, stop), (), "name", entry.outside)
        elif entry.core is not None:
            two_lines = text.letters.endswith(_PROVINCE, start, end) and "\n" in text.gaps.get(end - len(_PROVINCE), "")
            for result in entry.core.read(text, end):
                mention = _mention(text, start + entry.lead, result)
                if entry.also and (two_lines or mention.ids[:1] == (f"{entry.kind}:{_CAPITAL}",)):
                    mention = replace(mention, ids=(*mention.ids, *entry.also), form="doubtful")
                if "(" in text.gaps.get(end, "") and text.letters[start:end] in self._of_areas:
                    mention = replace(mention, form="doubtful")
                yield mention
        elif cores.ends(text, end) and not is_no_name(text, start, end, entry.short):
            closes = text.closes(end)
            begun = self._broken.longer(text, text.letters[start:end], end) if closes else self._begun(text, start, end)
            form: Form = "doubtful" if begun else entry.form
            yield Mention(start, end, text.shown(start, end), (*entry.ids, *begun), form)

    def _begun(self, text: Squeezed, start: int, end: int) -> tuple[str, ...]:
        """Agencies whose longer name begins like the text does (องค์การตลาด|เพื่อเกษต… is no องค์การตลาด)."""
        longer = self._longer.get(text.letters[start:end], ())
        return tuple(
            one for rest, ids in longer if text.letters.startswith(rest[:_LEAST_OF_LONGER], end) for one in ids
        )

    def _entries(self) -> Iterator[tuple[str, _Entry]]:
        yield from _outside()
        yield from self._local()
        yield from self._kinds()
        yield from self._whole_names()

    def _local(self) -> Iterator[tuple[str, _Entry]]:
        tables = {kind: cores.LocalCore(self.registry, (kind,), LOCAL_PREFIXES[kind]) for kind in LOCAL_PREFIXES}
        for kind, prefixes in LOCAL_PREFIXES.items():
            for prefix in prefixes:
                yield prefix, _Entry(core=tables[kind], word=_is_abbreviation(prefix))
        for kind, words in MISSPELT_PREFIXES.items():
            for whole, word in words:
                for slip in slips_of(word):
                    yield whole.replace(word, slip), _Entry(core=tables[kind])
        dropped = cores.LocalCore(self.registry, MUNICIPALITIES, LOCAL_PREFIXES["town_municipality"])
        yield "เทศบาล", _Entry(core=dropped)
        yield "เทศบาลนคร", _Entry(core=cores.LostCity(self.registry))

    def _kinds(self) -> Iterator[tuple[str, _Entry]]:
        places = cores.PlaceTables(self.registry)
        whole = {squeeze(agency.name_th): agency.id for agency in self.registry.by_tier("direct")}
        for kind in self.registry.kinds.values():
            if kind.id in SET_ASIDE_KINDS:
                continue
            for pattern in (kind.name_pattern, *kind.short_patterns):
                head_words = pattern.partition("{")[0]
                if "ฯ" in head_words and len(head_words) < _LONG_NAME:
                    continue  # แขวงฯ may be anybody's; สำนักงานหม่อนไหมเฉลิมพระเกียรติฯ เขต is not
                for prefix, core in cores.of_pattern(self.registry, places, kind, pattern):
                    if prefix not in NOT_NAMES:
                        reader = core.on_one_line() if prefix in whole else core
                        head = whole.get(prefix.removesuffix(_PROVINCE))
                        short = _is_abbreviation(prefix) or len(prefix) < 5
                        yield prefix, _Entry(core=reader, also=(head,) if head else (), kind=kind.id, word=short)
                    elif kind.id in LED_NAMES and prefix == LED_NAMES[kind.id][0]:
                        for lead in LED_NAMES[kind.id][1]:
                            yield lead + prefix, _Entry(core=core, kind=kind.id, lead=len(lead))

    def _whole_names(self) -> Iterator[tuple[str, _Entry]]:
        sharers: dict[str, list[str]] = defaultdict(list)
        ministries: set[str] = set()
        dotted: set[str] = set()
        for agency in self.registry:
            target = self.registry.permanent_secretary(agency.id) or agency.id
            by_prefix = agency.kind in LOCAL_PREFIXES or agency.tier == "regional"
            names: Iterable[str] = () if by_prefix else (agency.name_th, *agency.short_names, *agency.former_names)
            written = (name for whole in names for name in cores.company_names(whole))
            patterns = [squeeze(name.replace("(องค์การมหาชน)", "")) for name in written]
            for pattern in (*patterns, *_english(agency.kind, agency.name_en)):
                if len(pattern) < 2 or pattern in NOT_NAMES or pattern in _PLACES:
                    continue
                if target != agency.id:
                    ministries.add(pattern)
                if target not in sharers[pattern]:
                    sharers[pattern].append(target)
            dotted.update(squeeze(name) for name in names if _DOTTED.match(name))
        sharers.pop(squeeze("Rajabhat University"), None)
        uncertain = {*map(squeeze, self.registry.uncertain_names)}
        for pattern, ids in sharers.items():
            others = self._other_meanings(pattern)
            together = tuple(dict.fromkeys((*ids, *others)))
            if len(together) <= _MOST_SHARERS:
                short = pattern.isascii() or _is_abbreviation(pattern) or pattern in dotted
                form: Form = (
                    "doubtful"
                    if set(others) - set(ids)
                    or pattern in ministries
                    or pattern in uncertain
                    or self._is_ambiguous(pattern)
                    else "name"
                )
                if short and form == "name":
                    form = "abbreviation"
                yield (
                    pattern,
                    _Entry(ids=together, word=short, short=short and len(pattern) <= 8, form=form),
                )

    def _is_ambiguous(self, abbreviation: str) -> bool:
        """Does it mean several agencies? One and its own field offices (tier 2), which add a place, are not several."""
        ids, kinds = self.registry.ambiguous.get(abbreviation, ()), self.registry.kinds
        heads = [one for one in ids if not one.startswith("c.") or one not in kinds or kinds[one].parent_id not in ids]
        return len(heads) > 1 or (bool(ids) and not _is_abbreviation(abbreviation))

    def _other_meanings(self, abbreviation: str) -> tuple[str, ...]:
        ids = self.registry.ambiguous.get(abbreviation, ())
        return tuple(agency_id for agency_id in ids if agency_id in self.registry.agencies)


def _longer(entries: Mapping[str, Sequence[_Entry]]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Whole names that go on in another one where a name might end -> the rest of the longer one, and whose it is."""
    whole = sorted((pattern, one.ids) for pattern, group in entries.items() for one in group if one.ids)
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for at, (pattern, _) in enumerate(whole):
        for after in range(at + 1, len(whole)):
            longer, ids = whole[after]
            if not longer.startswith(pattern):
                break
            if longer != pattern and FOLLOWER.match(longer, len(pattern)):
                found[pattern].append((longer[len(pattern) :], ids))
    return found


def _outside() -> Iterator[tuple[str, _Entry]]:
    for word, label in OUTSIDE.items():
        yield word, _Entry(outside=label, word=word in OUTSIDE_WORDS)


def _english(kind: str, name: str) -> Iterator[str]:
    """Squeezed English names: for local government its name with every way to write its kind."""
    endings = LOCAL_ENGLISH.get(kind, ())
    whole = squeeze(name)
    if not endings or not whole:
        yield whole
        return
    core = next((whole.removesuffix(ending) for ending in endings if whole.endswith(ending)), "")
    yield from (core + ending for ending in endings if core)


def _mention(text: Squeezed, start: int, found: Found) -> Mention:
    form: Form = "name" if found.sure else "doubtful"
    outside = "" if found.ids else "unlisted"
    return Mention(
        start, found.end, text.shown(start, found.end), found.ids, form, outside, kind=found.kind, core=found.core
    )


def untangle(found: list[Mention]) -> list[Mention]:
    """Leftmost first; of one start what is registered before what is not, then the longest; equals are joined."""
    found.sort(key=lambda mention: (mention.start, not mention.ids, -mention.end, mention.form == "doubtful"))
    kept: list[Mention] = []
    for mention in found:
        previous = kept[-1] if kept else None
        if previous is None or mention.start >= previous.end:
            kept.append(mention)
        elif (mention.start, mention.end) == (previous.start, previous.end) and mention.ids and previous.ids:
            kept[-1] = _join(previous, mention)
        elif (
            mention.start == previous.start
            and previous.ids
            and is_free(previous)
            and mention.ids
            and _is_instance(mention)
        ):
            kept[-1] = mention  # แขวงทางหลวงชนบทกำแพงเพชร|ตั้งอยู่…, not แขวงทางหลวง of ชนบทกำแพงเพชรตั้งอยู่…
    return kept


def _join(first: Mention, second: Mention) -> Mention:
    """Two readings of one stretch; a place that is known goes before a name that could be anything."""
    free = [is_free(first), is_free(second)]
    if free[0] != free[1]:
        return second if free[0] else first
    ids = tuple(dict.fromkeys((*first.ids, *second.ids)))
    form: Form = first.form if len(ids) == len(first.ids) and first.form != "doubtful" else second.form
    if len(ids) > max(len(first.ids), len(second.ids)):
        form = "doubtful"
    return replace(first, ids=ids, form=form)


def _is_instance(mention: Mention) -> bool:
    """Is it a field office by a place or a number that is known?"""
    return not is_free(mention) and any(":" in one for one in mention.ids)


def is_free(mention: Mention) -> bool:
    """Is the place free text, of no list (a branch by the words that follow)?"""
    return all(":" in one and not one.rpartition(":")[2].isascii() for one in mention.ids)


def _is_abbreviation(pattern: str) -> bool:
    return len(pattern) <= 8 and not any(letter in VOWELS for letter in pattern) and not pattern.isascii()


def _is_apart(text: Squeezed, start: int, end: int) -> bool:
    """Two letters with a blank between them are no abbreviation (อ. จ.), nor are a few on two lines (สร / พ.ศ.)."""
    if end - start == 2 and " " in text.gaps.get(start + 1, ""):
        return True
    few = end - start <= _FEW and not is_latin(text.letters[start])
    return few and any("\n" in text.gaps.get(at, "") for at in range(start + 1, end))


def _opens(text: Squeezed, start: int) -> bool:
    return start == 0 or start in text.gaps or _opens_amid(text.letters, start)


def _opens_amid(letters: str, start: int) -> bool:
    """Does a word begin amid a run: at a change of script, or behind a word that leads to an abbreviation?"""
    return is_latin(letters[start - 1]) != is_latin(letters[start]) or _is_led(letters, start)


def _is_led(letters: str, start: int) -> bool:
    """Does it stand behind a word that leads to an abbreviation?"""
    return letters[start - 1] in _LEADERS_END and letters.endswith(LEADERS, max(0, start - 10), start)
