"""Where an element without a known heading may stand."""

from mailbot.documents.model import Block
from mailbot.plans.hideouts import Hideout, hideout, refused, stray_numbers
from mailbot.plans.lexicon import lexicon_of
from mailbot.plans.sections import read
from mailbot.rules import Rules
from tests.plans import samples
from tests.plans.samples import TITLES, contents, plan


def _place(rules: Rules, element: str, **given: object) -> Hideout | None:
    lexicon = lexicon_of(rules)
    reading = read(plan(**given), lexicon)  # type: ignore[arg-type]
    return hideout(rules.elements[element], reading, {element}, lexicon, rules)


def test_full_content_under_an_unknown_heading_is_sure(rules: Rules) -> None:
    place = _place(rules, "2.8", titles=TITLES | {"2.8": "ก่อนจากกัน"})
    assert place is not None
    assert place.heading is not None
    assert "ก่อนจากกัน" in place.heading


def test_a_missing_element_hides_nowhere(rules: Rules) -> None:
    assert _place(rules, "2.2", without=["2.2"]) is None


def test_a_table_behind_another_chapter_stops_absent(rules: Rules) -> None:
    after = [*samples.bold(11, "เอกสารอื่น"), *contents()["2.8"]]
    place = _place(rules, "2.8", without=["2.8"], after=after)
    assert place is not None


def test_titles_that_are_known_to_be_other_things(rules: Rules) -> None:
    assert refused(rules.elements["2.1"], "ขอบเขตอำนาจหน้าที่ของกอง")
    assert not refused(rules.elements["2.1"], "ขอบเขตของแผน")


def test_stray_numbers_are_telephones_in_rows_or_boxes(rules: Rules) -> None:
    boxes = [Block("textbox", f"นายสมชาย ใจดี ๐๘ ๑๒๓๔ ๕๖๗{at}") for at in range(3)]
    lexicon = lexicon_of(rules)
    without = plan(without=["2.8", "2.3"])
    assert stray_numbers(read(without, lexicon), rules) is None
    assert stray_numbers(read(plan(without=["2.8", "2.3"], after=boxes), lexicon), rules) is not None
    outside = [Block("textbox", f"โรงพยาบาลน่าน ๐ ๕๔๗๑ ๙๐๐{at}") for at in range(3)]
    assert stray_numbers(read(plan(without=["2.8", "2.3"], after=outside), lexicon), rules) is None
