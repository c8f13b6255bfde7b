"""The last word on what known words did not find: what it weighs, how it is learned, what it says of plans."""

from random import Random

import pytest

from mailbot.documents.model import Block, Document
from mailbot.plans.elements import judge_elements
from mailbot.plans.learned.absence import Example, learn_last_word
from mailbot.plans.learned.last_word import Curve, are_absent, is_absent, is_there, last_word_of
from mailbot.plans.learned.mixed import UNITS, Mixer
from mailbot.plans.learned.passage import passages
from mailbot.rules import Rules


def test_a_curve_is_straight_between_its_places_and_level_beyond() -> None:
    curve = Curve((0.0, 1.0, 3.0), (0.0, 2.0, 0.0))
    assert [curve.at(weight) for weight in (-1, 0, 0.5, 1, 2, 3, 9)] == [0, 0, 1, 2, 1, 0, 0]


def lesson(gone: float, piece: float, absent: bool) -> Example:
    return Example({"gone": gone, "piece": piece}, absent)


def test_what_is_learned_speaks_in_one_direction() -> None:
    """A few lessons that say the contrary do not make a likelier piece speak for absence."""
    random = Random(3)
    lessons = [lesson(random.gauss(1, 1), random.gauss(-1, 1), True) for _ in range(200)]
    lessons += [lesson(random.gauss(-1, 1), random.gauss(1, 1), False) for _ in range(200)]
    lessons += [lesson(-3.0, 3.0, True) for _ in range(5)]
    table = learn_last_word(lessons)
    word = last_word_of(table)
    assert word is not None and table == learn_last_word(lessons)
    rising, falling = word.curves["gone"].worths, word.curves["piece"].worths
    assert list(rising) == sorted(rising) and list(falling) == sorted(falling, reverse=True)
    assert word.chance({"gone": 2.0, "piece": -2.0}) > 0.9 > 0.1 > word.chance({"gone": -2.0, "piece": 2.0})


def test_a_print_and_a_plan_that_little_explains_need_more() -> None:
    assert is_absent(0.85, 8, printed=False) and not is_absent(0.85, 7, printed=False)
    assert is_absent(0.9, 6, printed=False) and not is_absent(0.96, 5, printed=False)
    assert not is_absent(0.96, 10, printed=True) and is_absent(0.97, 0, printed=True)
    assert is_there(0.12, printed=False) and not is_there(0.12, printed=True)


def test_parts_are_absent_together() -> None:
    assert are_absent([0.91, 0.83, 0.93], 8, printed=False)
    assert not are_absent([0.95, 0.95, 0.6], 8, printed=False)  # one that may be there
    assert not are_absent([0.91, 0.83, 0.93], 5, printed=False)
    assert not are_absent([0.91, 0.83, 0.93], 8, printed=True)


def test_a_round_without_lessons_has_no_last_word() -> None:
    assert last_word_of({}) is None


def test_mixed_plans_are_what_they_say(rules: Rules) -> None:
    mixer = Mixer(list(passages(rules.folder)), rules)
    mixed = [mixer.mix(Random(number)) for number in range(40)]
    assert mixer.mix(Random(7)) == mixed[7]
    lacking = [unit for one in mixed for unit in UNITS if not one.there[unit]]
    assert 30 < len(lacking) < 120 and len(set(lacking)) == len(UNITS)
    assert all(one.word.pages is None and one.printed.pages for one in mixed)
    assert all(one.printed.blocks[0].size and one.word.blocks[0].size is None for one in mixed)


def test_most_are_an_offices_own_chapters_in_their_order(rules: Rules) -> None:
    found = list(passages(rules.folder))
    titles: dict[str, list[str]] = {}
    for one in found:
        titles.setdefault(one.hand, []).append(one.heading)
    titles = {hand: own for hand, own in titles.items() if len(own) == len(set(own))}
    mixer, kept = Mixer(found, rules), []
    for number in range(60):
        bold = [block.text.split(". ", 1)[-1] for block in mixer.mix(Random(number)).word.blocks if block.bold][2:]
        places = ([own.index(text) for text in bold if text and text in own] for own in titles.values())
        kept.append((max(places, key=len), len(bold)))
    own = [places for places, bold in kept if len(places) >= 5 and len(places) > bold / 2]
    assert 15 <= len(own) < 60
    assert all(places == sorted(places) for places in own)


def heading(text: str) -> Block:
    return Block("heading", text, level=1, bold=True)


PLAN = {
    "2.1": ("วัตถุประสงค์ สมมติฐาน และขอบเขตของแผน", "วัตถุประสงค์: เพื่อให้บริการไม่หยุด", "สมมติฐาน: อาคารสำรองใช้ได้",
            "ขอบเขต: ใช้กับทุกกอง"),
    "2.2": ("ภัยที่น่าห่วงและสิ่งที่จะเสีย", "น้ำท่วม ทำให้อาคารและเอกสารเสียหาย", "ไฟไหม้ ทำให้เครื่องคอมพิวเตอร์ใช้ไม่ได้"),
    "2.3": ("ใครทำหน้าที่อะไร", "นายสมชาย ใจดี หัวหน้าทีม", "นางสาวมาลี ดีงาม ผู้ประสานงาน"),
    "2.4": ("ทางออกเมื่อของเดิมใช้ไม่ได้", "อาคาร: ย้ายไปหอประชุม", "อุปกรณ์: ยืมจากอำเภอ",
            "บุคลากร: ทำงานที่บ้าน", "ข้อมูล: ใช้ระบบสำรอง"),
    "2.5": ("งานไหนรอไม่ได้", "จ่ายเบี้ยยังชีพ เร่งด่วนมาก ภายใน ๑ วัน", "รับคำร้อง เร่งด่วน ภายใน ๓ วัน"),
    "2.6": ("ของที่ต้องมีในแต่ละวัน", "โต๊ะทำงาน ๕ ตัว", "เครื่องคอมพิวเตอร์ ๔ เครื่อง", "รถยนต์ ๑ คัน"),
    "2.7": ("ลงมือทำตามลำดับ", "วันแรก หัวหน้าทีมแจ้งเหตุและสั่งย้ายที่ทำการ",
            "วันที่ ๒ ตรวจสอบความเสียหายและเปิดบริการ", "สัปดาห์ที่ ๒ กอบกู้งานและรายงานผล"),
    "2.8": ("ใครโทรหาใคร", "ผอ. โทรหาหัวหน้าฝ่าย ๐๘๑ ๐๐๐ ๐๐๐๑", "หัวหน้าฝ่าย โทรหาลูกทีม ๐๘๑ ๐๐๐ ๐๐๐๒"),
}  # fmt: skip


def plan(*without: str) -> Document:
    blocks = [Block("paragraph", "แผนดำเนินธุรกิจอย่างต่อเนื่อง เทศบาลตำบลบ้านใหม่", bold=True)]
    for number, (element, (title, *lines)) in enumerate(PLAN.items(), 1):
        if element not in without:
            blocks += [heading(f"{number}. {title}"), *(Block("paragraph", line) for line in lines)]
    closing = [heading("๙. การทบทวนแผน"), Block("paragraph", "ให้ทบทวนแผนปีละหนึ่งครั้ง")]
    return Document((*blocks, *closing), "word")


@pytest.mark.parametrize(
    ("gone", "told"), [("2.3", {"absent"}), ("2.5", {"absent", "review"}), ("2.8", {"absent", "review"})]
)
def test_an_element_left_out_of_a_plan_in_own_words(rules: Rules, gone: str, told: set[str]) -> None:
    whole, less = (judge_elements(one, None, [], rules) for one in (plan(), plan(gone)))
    assert whole[gone].state == "present"
    assert less[gone].state in told
    assert all(result.state == "present" for element, result in less.items() if element != gone)


def test_a_known_heading_with_content_in_words_of_the_trade_is_not_empty(rules: Rules) -> None:
    """The content has none of the words that a call tree usually has, but is like one; a promise is not."""
    told = "ทองใบโทรหาก้อง ก้องโทรหาชล แล้วโทรหาพิไล วิน สมหมาย ทุกคนโทรหาลูกน้องของตัวเองจนครบ"
    chain = Document((*plan("2.8").blocks[:-2], heading("๘. Call Tree"), Block("paragraph", told)), "word")
    promise = "หน่วยงานจะจัดทำผังการติดต่อให้แล้วเสร็จภายหลังคำสั่งแต่งตั้ง"
    later = Document((*plan("2.8").blocks[:-2], heading("๘. Call Tree"), Block("paragraph", promise)), "word")
    assert judge_elements(chain, None, [], rules)["2.8"].state in ("present", "review")
    assert judge_elements(later, None, [], rules)["2.8"].state == "weak"
