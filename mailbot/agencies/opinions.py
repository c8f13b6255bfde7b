"""What one source (a cover page, a subject, …) says about whose it is: one opinion, made from the names found in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention, Names
from mailbot.agencies.places import Gazetteer, Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import superiors
from mailbot.agencies.squeezed import Squeezed, squeeze
from mailbot.examination import Evidence

WEIGHTS = {
    "learned": 100.0,
    "domain": 90.0,
    "letter_number": 80.0,
    "cover": 70.0,
    "letter": 65.0,
    "subject": 60.0,
    "display_name": 50.0,
    "file_name": 40.0,
    "signature": 30.0,
    "body": 20.0,
}
# The office that receives: what is sent to it names it everywhere.
RECEIVER = "d.opdc"
_OTHERS_BEFORE = (
    "หนังสือ",
    "ตามที่",
    "แจ้งจาก",
    "อ้างถึง",
    "แนวทาง",
    "แนวทางของ",
    "กำหนดของ",
    "เรียน",
    "กราบเรียน",
    "เสนอ",
    "ไปยัง",
    "ส่งให้",
    "ส่งต่อ",
    "ส่งถึง",
    "แจ้งให้",
    "สำเนาให้",
    "สำเนาส่ง",
    "ประสาน",
    "ประสานงานกับ",
    "ร่วมกับ",
    "สอบถาม",
    "ขอบคุณ",
    "เช่น",
)
_TITLE = re.compile(
    "แผนปฏิบัติการ|แผน|ดำเนิน(?:ธุรกิจ|งาน|การ)|บริหาร|ธุรกิจ|(?:อย่าง)?ต่อเนื่อง|สำหรับ|การ|ความ|พร้อม|ต่อ|ใน|สภาวะ|ภาวะ|วิกฤต|ฉุกเฉิน|และ|"
    "business|continuity|plan|bcp|bcm|ของ|โดย|จัดทำ|จัดส่ง|ขอ|นำ|ส่ง|ไฟล์|เอกสาร|รายงาน|เรื่อง|หน่วยงาน|ชื่อ|ส่วนราชการ|ประจำ|ปี|งบประมาณ|พศ|ที่ทำ|"
    "สำนักงาน|ฉบับ|ปรับปรุง|ทบทวน|อธิบดี|นายก|ปลัด|[0-9]"
)
_UNIT = re.compile(
    "(?:โดย|จัดทำ)?(?:กอง|ฝ่าย|กลุ่ม|งาน|ส่วน(?!ราชการ)|สำนัก(?!งาน)|สำนักงานเขต|คณะ|ภาควิชา|วิทยาเขต|ศูนย์|สำนักงานเลขานุการ|สำนักงานคณบดี|แขวง|หน่วย(?!งาน)|สถานี)"
)
_LEADING_TITLE = re.compile(f"(?:{_TITLE.pattern})*")
_UNIT_ALONE = re.compile("กองพัน|กองร้อย|กองบิน|กอง(?!ทุน|ทัพ)|ฝ่าย|กลุ่มงาน|สำนัก(?!งาน)|คณะ(?!กรรม|ทำ|ผู้)|ศูนย์|สถานี|ด่าน")
_AUTHOR = re.compile("โดย|จัดทำ|ผู้รับผิดชอบ|ติดต่อ|ผู้ประสาน")
_BRANCH = re.compile("สาขา(?!วิชา)|วิทยาเขต")
_TELEPHONE = re.compile("[0-9]{6}")
_SPEAKER_BEFORE = ("ของ", "ในนาม")
_SPEAKER_AFTER = re.compile("(?:จึง)?(?:ขอ(?:นำ|จัด|ราย|เรียน)?ส่ง|ขอเรียน|ขอรายงาน|ขอจัด|ได้(?:จัดทำ|ดำเนิน)|จัดส่ง|ส่งแผน)")
_HEADLINE_REST = 6
_PLACE_REACH = 160
_TITLE_LINES = 4
_TITLE_REGION = 12
_UNIT_REGION = 6
_LONGEST_UNIT = 40


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one source says.

    ids: agencies it may mean; several = it cannot tell. sure: may decide alone. outside: '' or what it names instead
    ('unlisted': a local government that the registry lacks; school, hospital, company, temple, association, unit).
    title: False for a cover whose names stand in running text only: a hint for a question, never a decision.
    """

    source: str
    ids: tuple[str, ...] = ()
    sure: bool = True
    outside: str = ""
    texts: tuple[str, ...] = ()
    title: bool = True
    places: Places = field(default_factory=Places)

    def __bool__(self) -> bool:
        return bool(self.ids or self.outside)

    def evidence(self) -> list[Evidence]:
        """For the answer: one piece for each agency that is meant, or one without agency for what is none."""
        weight = WEIGHTS[self.source] * (1 if self.sure and len(self.ids) <= 1 else 0.5)
        text = " · ".join(self.texts)
        named: Sequence[str | None] = self.ids or ((None,) if self.outside else ())
        return [Evidence(source=self.source, text=text, agency_id=agency_id, weight=weight) for agency_id in named]


class Reader:
    """Reads opinions; built once per registry (names, places)."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._names = Names(registry)
        self._gazetteer = Gazetteer(registry)
        self._claims = {
            form.format(squeeze(province.name_th)): code
            for code, province in registry.provinces.items()
            for form in ("จังหวัด{}", "จ{}", "จว{}", "{}")
        } | {"กทม": "10", "กรุงเทพ": "10"}

    def read(self, source: str, text: str) -> Opinion:
        """Opinion of one text, already freed of what speaks of others (claims.own_words)."""
        squeezed = Squeezed(text)
        places = self._gazetteer.find(squeezed.cleaned)
        mentions = [mention for mention in self._names.find(squeezed) if _is_own(squeezed, mention)]
        if source == "cover":
            return self._read_cover(squeezed, mentions, places)
        mentions = [mention for mention in mentions if mention.ids != (RECEIVER,)]
        if not mentions:
            return self._nobody(source, squeezed.cleaned, places)
        if source in ("subject", "file_name") and _all_units(squeezed, mentions, source):
            return Opinion(source, outside="unit", texts=(mentions[0].text,), places=places)
        first = mentions[0]
        nothing_else = not any(mention.ids for mention in mentions)
        if first.outside and (nothing_else or first.outside != "unlisted"):
            return Opinion(source, outside=first.outside, texts=(first.text,), places=places)
        return self._judge(source, squeezed, [mention for mention in mentions if mention.ids], places)

    def _read_cover(self, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion:
        """The first names that stand as a title; names in running text are only a hint."""
        titles = self._titles(text, [mention for mention in mentions if _is_headline(text, mention)])
        if not titles:
            alone = self._province_alone("cover", text.cleaned, places)
            named = [
                mention
                for mention in mentions
                if mention.ids and mention.ids != (RECEIVER,) and not _TELEPHONE.match(text.letters, mention.end)
            ]
            if alone or not named:
                return alone or self._nobody("cover", text.cleaned, places)
            return replace(self._judge("cover", text, named, places), sure=False, title=False)
        if _all_units(text, titles, "cover"):
            return Opinion("cover", outside="unit", texts=(titles[0].text,), places=places)
        if titles[0].outside:
            return Opinion("cover", outside=titles[0].outside, texts=(titles[0].text,), places=places)
        return self._judge("cover", text, [mention for mention in titles if mention.ids], places)

    def _titles(self, text: Squeezed, headlines: list[Mention]) -> list[Mention]:
        """The first title with what stands close below it, and a later one that belongs to it (its department's name
        above, its own below); the receiver's name only when nobody else's is there."""
        others = [mention for mention in headlines if mention.ids != (RECEIVER,)]
        if not others:
            return [replace(mention, form="doubtful") for mention in headlines[:1]]
        first = others[0]
        limit = _lines_below(text.cleaned, text.origin(first.start), _TITLE_LINES)
        return [
            mention
            for mention in others
            if text.origin(mention.start) <= limit
            or (first.ids and set(first.ids) & {up for one in mention.ids for up in self.registry.ancestors(one)})
        ]

    def _judge(self, source: str, text: Squeezed, mentions: list[Mention], places: Places) -> Opinion:
        meant = [self._place(text, mention, places) for mention in mentions]
        certain = {ids[0] for ids, sure in meant if sure and len(ids) == 1}
        meant = [(ids, sure) for ids, sure in meant if len(ids) == 1 or not certain.intersection(ids)]
        above = {up for ids, _ in meant for one in ids for up in superiors(one, self.registry) if up not in ids}
        meant = [(ids, sure) for ids, sure in meant if not above.issuperset(ids)] or meant
        sure = all(decided or certain.intersection(ids) for ids, decided in meant)
        ids = list(dict.fromkeys(agency_id for candidates, _ in meant for agency_id in candidates))
        if source == "body" and not any(_speaks(text, mention) for mention in mentions):
            sure = False
        kept = tuple(agency_id for agency_id in ids if agency_id not in above) or tuple(ids)
        return Opinion(
            source, kept, sure, texts=tuple(dict.fromkeys(mention.text for mention in mentions))[:6], places=places
        )

    def _place(self, text: Squeezed, mention: Mention, places: Places) -> tuple[tuple[str, ...], bool]:
        """Candidates of one mention after the places near it have filtered them, and whether it may decide."""
        agencies = [agency for agency in map(self.registry.get, mention.ids) if agency is not None]
        sure = mention.form != "doubtful"
        if not all(_is_placed(agency) for agency in agencies):
            return mention.ids, sure
        near = self._gazetteer.find(text.cleaned[text.origin(mention.start) :][:_PLACE_REACH])
        around = near or places
        agreeing = around.narrow(agencies) if around else ()
        whole = all(self.registry.whole(agency.kind) for agency in agencies)
        if agreeing:
            return agreeing, (sure or len(agencies) > 1) and (whole or bool(near.amphoes))
        if near.provinces or near.amphoes:
            return mention.ids, False
        return mention.ids, sure and whole

    def _nobody(self, source: str, cleaned: str, places: Places) -> Opinion:
        """No agency is named: a province may be, or a unit (กองพันทหารราบที่ 3), which is none."""
        alone = self._province_alone(source, cleaned, places)
        if not alone and source in ("subject", "cover"):
            for line in [line for line in cleaned.splitlines() if line.strip()][:_UNIT_REGION]:
                rest = _after_title(squeeze(line))
                if len(rest) <= _LONGEST_UNIT and _UNIT_ALONE.match(rest):
                    return Opinion(source, outside="unit", texts=(" ".join(line.split()),), places=places)
        return alone

    def _province_alone(self, source: str, cleaned: str, places: Places) -> Opinion:
        """`จังหวัดระยอง` as the whole claim, or as a line of a title, may mean three offices; in an address, nothing."""
        if source not in ("display_name", "subject", "cover", "file_name") or not places.provinces:
            return Opinion(source, places=places)
        lines = [line for line in cleaned.splitlines() if line.strip()][:_TITLE_REGION]
        for line in lines if source == "cover" else [" ".join(lines)]:
            code = self._claims.get(_TITLE.sub("", squeeze(line)))
            if code:
                ids = ("l.bkk",) if code == "10" else (f"r.pvo.{code}", f"r.dopa.{code}", f"l.2{code}0101")
                known = tuple(agency_id for agency_id in ids if agency_id in self.registry.agencies)
                return Opinion(source, known, code == "10", texts=(" ".join(line.split()),), places=places)
        return Opinion(source, places=places)


def with_ids(opinion: Opinion, ids: tuple[str, ...], sure: bool) -> Opinion:
    """The opinion narrowed to fewer agencies."""
    return replace(opinion, ids=ids, sure=sure)


def _is_own(text: Squeezed, mention: Mention) -> bool:
    """Names after words such as หนังสือ or ประสาน speak of others."""
    return not text.letters.endswith(_OTHERS_BEFORE, max(0, mention.start - 14), mention.start)


def _lines_below(cleaned: str, place: int, lines: int) -> int:
    """Place in the text where the line that stands `lines` below `place` ends."""
    for _ in range(lines + 1):
        place = cleaned.find("\n", place) + 1
        if not place:
            return len(cleaned)
    return place


def _is_placed(agency: Agency) -> bool:
    return (
        agency.tier in ("local_upper", "local_lower") and agency.kind not in ("pao", "special")
    ) or ".amphoe:" in agency.id


def _before(text: Squeezed, mention: Mention) -> str:
    return text.letters[text.line_start(mention.start) : mention.start]


def _is_headline(text: Squeezed, mention: Mention) -> bool:
    """Does the name stand alone on its line, after title words only, or as the home of a unit?"""
    if _TELEPHONE.match(text.letters, mention.end):
        return False
    return len(_TITLE.sub("", _before(text, mention))) <= _HEADLINE_REST or _is_unit(text, mention, "cover")


def _speaks(text: Squeezed, mention: Mention) -> bool:
    """Does a name in running text say who writes (กรม… ขอส่งแผน, แผนของกรม…), not merely whom it is about?"""
    if mention.form != "name":
        return False
    before = text.letters[max(0, mention.start - 8) : mention.start]
    return before.endswith(_SPEAKER_BEFORE) or (
        text.line_start(mention.start) == mention.start and bool(_SPEAKER_AFTER.match(text.letters, mention.end))
    )


def _all_units(text: Squeezed, mentions: list[Mention], source: str) -> bool:
    """Is every agency named only as the home of a unit (กองช่าง เทศบาลนครระยอง, สำนักงานที่ดินจังหวัดระยอง สาขาแกลง)?"""
    named = [mention for mention in mentions if mention.ids]
    return bool(named) and len(named) == len(mentions) and all(_is_unit(text, mention, source) for mention in named)


def _is_unit(text: Squeezed, mention: Mention, source: str) -> bool:
    if _BRANCH.match(text.letters, mention.end):
        return True
    before = _before(text, mention)
    if _AUTHOR.search(before):
        return False
    start = text.line_start(mention.start)
    if source == "cover" and start == mention.start and start > 0:
        before = text.letters[text.line_start(start - 1) : start]
        if _AUTHOR.search(before):
            return False
    return _UNIT.match(_after_title(before)) is not None


def _after_title(letters: str) -> str:
    title = _LEADING_TITLE.match(letters)
    return letters[title.end() :] if title else letters
