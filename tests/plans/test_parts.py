"""One plan in several files is one plan; the plans of two agencies never become one."""

from collections.abc import Iterable
from dataclasses import replace

from mailbot.documents.model import Document
from mailbot.plans.judge import judge
from mailbot.plans.model import PlanFile
from mailbot.plans.pairing import PlanGroup, pair
from mailbot.plans.roles import assign_roles
from mailbot.plans.series import place_in_series
from mailbot.rules import Rules
from tests.plans.samples import TITLES, contents, para, plan, printed
from tests.plans.test_pairing import agency
from tests.plans.test_roles import attachment

CHAPTERS = (("2.1a", "2.1b", "2.1c"), ("2.2", "2.3"), ("2.4", "2.5"), ("2.6", "2.7"), ("2.8",))


def chapter(number: int, place: str = "เทศบาลเมืองบ้านนา") -> Document:
    """One of five files; the first bears the cover."""
    cover = [para("แผนดำเนินธุรกิจอย่างต่อเนื่อง", bold=True), para(place, bold=True)] if number == 0 else []
    blocks = [*cover, para(f"บทที่ {number + 1}", bold=True)]
    for key in CHAPTERS[number]:
        blocks += [para(TITLES[key], bold=True), *contents()[key]]
    return Document(tuple(blocks), "word")


def groups(rules: Rules, files: Iterable[tuple[str, Document | None]]) -> list[PlanGroup]:
    kinds = {"docx": "word", "pdf": "pdf", "xlsx": "spreadsheet"}
    read = [(attachment(name, kinds[name.rsplit(".", 1)[1]]), document) for name, document in files]  # type: ignore[arg-type]
    return pair(assign_roles(read, rules), rules)


def names(files: Iterable[PlanFile]) -> list[str]:
    return [file.attachment.name for file in files]


def test_chapters_in_word_and_pdf_are_one_plan(rules: Rules) -> None:
    files = [(f"บทที่ {n + 1}.docx", chapter(n)) for n in range(5)]
    files += [(f"บทที่ {n + 1}.pdf", printed(chapter(n), 2)) for n in range(5)]
    (group,) = groups(rules, reversed(files))
    assert names(group.halves) == ["บทที่ 1.docx", "บทที่ 1.pdf"]
    assert len(group.annexes) == 8
    judged = judge(group, rules)
    assert {result.state for result in judged.elements.values()} == {"present"}
    assert judged.same_document.verdict == "same" and judged.same_document.changes == ()


def test_word_chapters_and_one_pdf(rules: Rules) -> None:
    whole = Document(tuple(block for n in range(5) for block in chapter(n).blocks), "word")
    (group,) = groups(rules, [*((f"{n + 1} แผน.docx", chapter(n)) for n in range(5)), ("รวม.pdf", printed(whole))])
    assert names(group.halves) == ["1 แผน.docx", "รวม.pdf"]
    assert judge(group, rules).same_document.verdict == "same"


def test_pdf_parts_without_numbers_are_known_by_the_word_file_that_holds_them(rules: Rules) -> None:
    whole = Document(tuple(block for n in range(5) for block in chapter(n).blocks), "word")
    parts = [("ทีมงาน.pdf", 1), ("กลยุทธ์.pdf", 2), ("ขั้นตอน.pdf", 3), ("คำนำ.pdf", 0), ("ผัง.pdf", 4)]
    (group,) = groups(rules, [("แผน.docx", whole), *((name, printed(chapter(n), 1)) for name, n in parts)])
    assert names(group.halves) == ["แผน.docx", "คำนำ.pdf"]
    assert judge(group, rules).same_document.verdict == "same"


def test_a_call_tree_in_a_sheet_counts(rules: Rules) -> None:
    document = plan(without=["2.8"])
    tree = Document((para("Call Tree", bold=True), *contents()["2.8"]), "sheets")
    (group,) = groups(rules, [("a.docx", document), ("a.pdf", printed(document)), ("b.xlsx", tree)])
    assert judge(group, rules).elements["2.8"].state == "present"


def test_whole_plans_with_numbers_in_their_names_stay_apart(rules: Rules) -> None:
    files = [(f"บทที่ {n}.docx", agency(n)) for n in range(4)]
    assert len(groups(rules, files)) == 4


def test_chapters_of_two_agencies_stay_apart(rules: Rules) -> None:
    """Each sends a part of its plan under its own cover; together they would look like a whole one."""
    cover = [para("แผนดำเนินธุรกิจอย่างต่อเนื่อง", bold=True), para("เทศบาลตำบลวังทอง", bold=True)]
    other = replace(chapter(1), blocks=(*cover, *chapter(1).blocks))
    files = [("แผน 1.docx", chapter(0)), ("แผน 2.docx", other), ("แผน 3.docx", chapter(2))]
    assert len(groups(rules, files)) > 1


def test_an_unread_chapter_leaves_the_plan_not_read_whole(rules: Rules) -> None:
    shut = Document((), "none", readable=False, problem="file.password")
    files = [(f"บทที่ {n + 1}.docx", shut if n == 3 else chapter(n)) for n in range(5)]
    (group,) = groups(rules, files)
    assert group.word is not None and group.word.document is not None
    assert not group.word.document.readable
    assert judge(group, rules).elements["2.7"].state == "review"


def test_names_of_a_series() -> None:
    assert place_in_series("แผน อบต.บ้านนา บทที่ ๒ ทีมงาน.docx") == place_in_series("แผน อบต.บ้านนา บทที่ 2.pdf")
    assert place_in_series("แผน อบต. part-3.docx") is not None
    assert place_in_series("แผน ปี 2563.docx") is None
    assert place_in_series("แผน.docx") is None
