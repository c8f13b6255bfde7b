"""Which element a heading names: whole headings only, matched on the skeleton, never fuzzily."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from mailbot.documents.numbering import split_number
from mailbot.documents.thai import consonants, skeleton
from mailbot.element_rules import Element
from mailbot.plans.element_name import Name
from mailbot.plans.title_words import TitleWords
from mailbot.rules import Rules

LONGEST_HEADING = 200  # characters; "ตารางที่ ๓ … (ต่อ)" with an English title in brackets still fits
_LINES = 8_192  # lines that are kept
_FEWEST_CONSONANTS = 8  # below this the last level of the key is too ambiguous (1.9 % of longer dictionary words)

# Words that may stand around or between the names of elements without changing what a heading names.
_FILLERS = """
และ|หรือ|ของ|การ|แยกตามทรัพยากร|แยกตาม|รายด้าน|ตามลำดับเหตุการณ์|ตามลำดับเวลา|ตามลำดับ|ใน|สำหรับ|แผน|ของแผน|ตาม|ตามแผน|กับ|ต่อ|สรุป|รายละเอียด|ตาราง|แสดง|ตารางแสดง|ตารางสรุป|ด้าน
ข้อมูล|การกำหนด|การวิเคราะห์|การจัดทำ|ผัง|แผนผัง|แผนภูมิ|แผนภาพ|รูปแบบ|จัดทำ|กำหนด|หลัก|ที่สำคัญ|เบื้องต้น
ทั่วไป|ฉบับ|การจัดทำแผน|ในการจัดทำแผน|ของการจัดทำแผน|หน่วยงาน|ของหน่วยงาน|องค์กร|ขององค์กร|ส่วนราชการ
ของส่วนราชการ|กรม|จังหวัด|เทศบาล|สำนักงาน|แผนดำเนินธุรกิจอย่างต่อเนื่อง|แผนดำเนินธุรกิจต่อเนื่อง
แผนดำเนินการธุรกิจอย่างต่อเนื่อง|แผนบริหารความต่อเนื่อง|แผนความต่อเนื่อง|แผนการบริหารความต่อเนื่อง
แผนบริหารความพร้อมต่อสภาวะวิกฤต|แผนบริหารความพร้อม|แผนประคองกิจการ|แผนรองรับสภาวะวิกฤต|การบริหารความต่อเนื่อง
การบริหารความพร้อมต่อสภาวะวิกฤต|สำหรับการบริหารความพร้อมต่อสภาวะวิกฤต|ต่อสภาวะวิกฤต|ในสภาวะวิกฤต|ในภาวะวิกฤต
ในภาวะฉุกเฉิน|กรณีฉุกเฉิน|กรณีเกิดสภาวะวิกฤต|เมื่อเกิดสภาวะวิกฤต|จากเหตุการณ์|จากเหตุการณ์สภาวะวิกฤต
ในการดำเนินงาน|การดำเนินงาน|อย่างต่อเนื่อง|ทำงาน|หน้าที่|บทบาทหน้าที่|ประจำปี|ปีงบประมาณ|ระยะเวลา|พ.ศ.|ต่าง ๆ
ที่เกี่ยวข้อง|ที่จำเป็น|ของกระบวนการ|กระบวนการ|กระบวนการหลัก|ทีมงาน|ต่อกระบวนการ|ทรัพยากร|ต่อทรัพยากร|ต่อเนื่อง
ต่อไปนี้|ดังนี้|มีดังนี้|ได้แก่|bcp|bcm|bia|rto|business continuity plan|business continuity|of|the|and|for|plan
of the plan|in|crisis|emergency|process|analysis|table|covid|19|team|s|to|annex|appendix|ภาคผนวก|เอกสารแนบ
เอกสารแนบท้าย|องค์ประกอบที่|ส่วนที่
""".strip().replace("\n", "|")
# "ของ<name of the agency>" may close a heading; so may a bare name of an agency. A tail with a verb is running text.
_TAIL_WORDS = (
    "สำนักงาน|กรม|กอง|เทศบาล|องค์การ|จังหวัด|อำเภอ|มหาวิทยาลัย|โรงพยาบาล|การไฟฟ้า|การประปา|ศูนย์|สถาบัน|คณะ|ที่ทำการ|อบต|อบจ|เมืองพัทยา|"
    "กรุงเทพ|กระทรวง|สถานีตำรวจ|วิทยาลัย|ธนาคาร|บริษัท|กองทุน|หน่วยงาน|ส่วนราชการ|ฝ่าย|โรงเรียน|ด้าน|ปี 256"
)
_TAIL_VERBS = "จะต้อง|จะได้|จะเป็น|จะมี|ต้อง|ได้แก่|เป็น|ซึ่ง|โดย|เพื่อ|ดังนี้|เมื่อเกิด|ทั้งนี้"
_LONGEST_TAIL = 70
_BRACKETS = re.compile(r"[(\[（{<][^()\[\]{}<>]*[)\]）}>]?")
_BARE_NUMBER = re.compile(r"\s*[\d๐-๙]{1,2}(?=[\s\u0e01-\u0e2eเ-ไ])\s*")  # "๓ ขอบเขต": no sign after the number
_YEAR = re.compile(r"(?:พศ|คศ)?\d{4}")  # in a skeleton: 'ประจำปี ๒๕๖๓'
_PLAIN_END = re.compile(r"[\s.:;…\-–—_*]+$")


class Lexicon:
    """Heading phrases of all elements, ready for matching."""

    def __init__(self, elements: Mapping[str, Element], others: Iterable[str] = ()) -> None:
        names: dict[str, set[Name]] = defaultdict(set)
        for element in elements.values():
            for phrase in element.headings:
                names[phrase].add(Name(element.id))
            for part, phrases in element.parts.items():
                for phrase in phrases:
                    names[phrase].add(Name(element.id, part))
        refused = [phrase for element in elements.values() for phrase in element.not_headings]
        self._others = tuple(map(skeleton, others))
        self._hints = tuple(skeleton(hint) for element in elements.values() for hint in element.hints)
        self.title_words = TitleWords(elements)
        self._exact = _Level(names, refused, skeleton, fewest=1)
        self._rough = _Level(names, refused, consonants, fewest=_FEWEST_CONSONANTS)
        # Short lines, of which each is asked for by several rules and in both halves of a pair.
        self._named = lru_cache(_LINES)(self._find_names)
        self._is_other = lru_cache(_LINES)(self._find_other)

    def forget(self) -> None:
        """Forget the lines that were asked for: for measuring, so that no plan is remembered."""
        self._named.cache_clear()
        self._is_other.cache_clear()
        self.title_words.points.cache_clear()

    def is_other(self, text: str) -> bool:
        """True for a chapter that is known to be no element, and for titles and names of agencies alone."""
        return self._is_other(text) if len(text) <= LONGEST_HEADING else self._find_other(text)

    def _find_other(self, text: str) -> bool:
        bones = _bones_of_title(text)
        return self._is_chapter(bones) or (
            self._exact.is_tail(bones) and not any(hint in bones for hint in self._hints)
        )

    def is_other_chapter(self, text: str) -> bool:
        """The same less names of agencies, with which a title in own words may begin ('กองอำนวยการและชุดปฏิบัติการ')."""
        return self._is_chapter(_bones_of_title(text))

    def _is_chapter(self, bones: str) -> bool:
        return not bones or bones.startswith(self._others) or self._exact.is_filler(bones)

    def is_bare(self, text: str) -> bool:
        """True when a heading names elements without the name of an agency behind, which might be content instead."""
        return any(self._exact.cover(variant, tail=False) for variant in _variants(split_number(text).rest))

    def names(self, text: str, *, rough: bool = False) -> frozenset[Name]:
        """Elements that a whole heading names, empty for running text and longer phrases that merely begin alike.

        rough: also try without า and ะ (prints whose vowels are wrong); only phrases of eight consonants and more.
        """
        return self._named(text, rough) if text and len(text) <= LONGEST_HEADING else frozenset()

    def _find_names(self, text: str, rough: bool) -> frozenset[Name]:
        for variant in _variants(split_number(text).rest):
            found = self._exact.cover(variant) or (self._rough.cover(variant) if rough else frozenset())
            if found:
                return found
        return frozenset()


@dataclass(slots=True)
class _Node:
    """A place in the tree of all tokens, letter by letter. named: what the token that ends here names, None where none
    ends."""

    then: dict[str, "_Node"] = field(default_factory=dict)
    named: frozenset[Name] | None = None

    def grow(self, token: str, named: frozenset[Name]) -> None:
        """Put in a token."""
        node = self
        for letter in token:
            node = node.then.setdefault(letter, _Node())
        node.named = named


class _Level:
    """All phrases at one level of the key, and the covering of a whole heading with them."""

    def __init__(
        self, names: Mapping[str, set[Name]], refused: Iterable[str], level: Callable[[str], str], fewest: int
    ) -> None:
        self._level = level
        self._fewest = fewest
        self._refused = {level(phrase) for phrase in refused}
        tokens: dict[str, frozenset[Name]] = dict.fromkeys(filter(None, map(level, _FILLERS.split("|"))), frozenset())
        for phrase, named in names.items():
            text = level(phrase)
            if len(text) >= fewest:
                tokens[text] = tokens.get(text, frozenset()) | named
        self._tree = _Node()
        for token, known in tokens.items():
            self._tree.grow(token, known)
        self._tail = re.compile(f"(?:{level('ของ')})?(?:{'|'.join(map(level, _TAIL_WORDS.split('|')))})")
        self._verb = re.compile("|".join(map(level, _TAIL_VERBS.split("|"))))

    def cover(self, heading: str, tail: bool = True) -> frozenset[Name]:
        """Names in the cover with the longest names and the fewest tokens; empty when nothing covers the whole."""
        text = self._level(heading)
        if len(text) < self._fewest or text in self._refused:
            return frozenset()
        best: dict[int, tuple[int, int, frozenset[Name]]] = {0: (0, 0, frozenset())}
        for at in range(len(text)):
            if at not in best:
                continue
            named, tokens, names = best[at]
            for end, found in self._tokens_at(text, at):
                _keep_better(best, end, (named + (end - at) * bool(found), tokens - 1, names | found))
            if tail and names and self.is_tail(text[at:]):
                _keep_better(best, len(text), (named, tokens - 5, names))
        return best.get(len(text), (0, 0, frozenset()))[2]

    def is_filler(self, bones: str) -> bool:
        """True when a skeleton holds nothing but words that may stand around a name."""
        reached = {0}
        for at in range(len(bones)):
            if at in reached:
                reached |= {end for end, named in self._tokens_at(bones, at) if not named}
        return len(bones) in reached

    def _tokens_at(self, text: str, at: int) -> Iterator[tuple[int, frozenset[Name]]]:
        """Where each token that stands at a place ends, with what it names."""
        node: _Node | None = self._tree
        for end in range(at, len(text)):
            node = node.then.get(text[end]) if node else None
            if node is None:
                return
            if node.named is not None:
                yield end + 1, node.named

    def is_tail(self, rest: str) -> bool:
        """True for a skeleton that begins with the name of an agency and holds no verb."""
        return len(rest) <= _LONGEST_TAIL and bool(self._tail.match(rest)) and not self._verb.search(rest)


def _keep_better(
    best: dict[int, tuple[int, int, frozenset[Name]]], end: int, offer: tuple[int, int, frozenset[Name]]
) -> None:
    if end not in best or offer[:2] > best[end][:2]:
        best[end] = offer


def _bones_of_title(text: str) -> str:
    """Skeleton less number and year."""
    return _YEAR.sub("", skeleton(split_number(text).rest))


def _variants(text: str) -> Iterator[str]:
    """The heading as written, then less a bare number before it, then less what stands in brackets."""
    yield text
    if _BARE_NUMBER.match(text):
        text = _BARE_NUMBER.sub("", text)
        yield text
    bare = _PLAIN_END.sub("", _BRACKETS.sub(" ", text))
    if bare.strip() and bare != text:
        yield bare


__all__ = ["LONGEST_HEADING", "Lexicon", "Name", "lexicon_of"]

_LAST: list[tuple[Rules, Lexicon]] = []  # building one takes 10 ms; a process works under one set of rules


def lexicon_of(rules: Rules) -> Lexicon:
    """The lexicon of a round's elements, built once per rules object."""
    for known, lexicon in _LAST:
        if known is rules:
            return lexicon
    lexicon = Lexicon(rules.elements, rules.form.other_headings)
    _LAST[:] = [(rules, lexicon)]
    return lexicon
