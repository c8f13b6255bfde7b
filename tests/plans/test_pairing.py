"""Pairs by content, whatever the names and the order; twins on one form are never one plan."""

import hashlib
from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from mailbot.documents.model import Document
from mailbot.mail.model import Attachment, Kind
from mailbot.plans.copies import same_cover, without_copies
from mailbot.plans.form import shared_texts
from mailbot.plans.judge import judge
from mailbot.plans.model import PlanFile, Role
from mailbot.plans.names import alike
from mailbot.plans.pairing import PlanGroup, pair
from mailbot.plans.same_document import compare
from mailbot.plans.trace import trace, trace_of_text
from mailbot.rules import Rules
from tests.plans.samples import contents, para, plan, printed, rows

PLACES = ["ลำพระเพลิง", "คลองหอยโข่ง", "วังน้ำเขียว", "โพนนาแก้ว"]
SCAN = Document((), "none", pages=9, readable=False, unread_pages=tuple(range(1, 10)), problem="file.scan_only")


def agency(number: int) -> Document:
    """The same form filled in by another agency: other people, numbers and places."""
    random = Random(number)  # a twin differs in nothing but what an agency fills in

    def name() -> str:
        return (
            random.choice(["นาย", "นาง", "นางสาว"])
            + "".join(random.choices("กขคงจชดตถทนบปพมยรลวสหอ", k=6))
            + "า ศรี"
            + "".join(random.choices("กขคงจชดตถทนบปพมยรลวสหอ", k=5))
        )

    def telephone() -> str:
        return "08" + "".join(random.choices("0123456789", k=8))

    place = PLACES[number]
    team = rows("บุคลากรหลัก | โทรศัพท์ | บทบาท", *(f"{name()} | {telephone()} | หัวหน้าทีม{place}" for _ in range(6)))
    tree = rows("ผู้แจ้ง | ผู้รับแจ้ง | โทรศัพท์", *(f"{name()} | {name()} | {telephone()}" for _ in range(8)))
    document = plan(content=contents() | {"2.3": team, "2.8": tree})
    return replace(document, blocks=tuple(b._replace(text=b.text.replace("บ้านนา", place)) for b in document.blocks))


def file(name: str, document: Document | None, role: Role = "plan", container: str | None = None) -> PlanFile:
    kind: Kind = "pdf" if name.endswith(".pdf") else "word" if name.endswith(".docx") else "image"
    sha = hashlib.sha256(f"{name}{document and document.text}".encode()).hexdigest()
    return PlanFile(Attachment(name, b"x", kind, sha, container=container), role, document)


def shown(groups: list[PlanGroup]) -> list[tuple[str | None, str | None]]:
    return [(g.word.attachment.name if g.word else None, g.pdf.attachment.name if g.pdf else None) for g in groups]


@pytest.fixture(scope="module")
def twins() -> list[Document]:
    return [agency(number) for number in range(4)]


def test_four_twins_with_misleading_names(rules: Rules, twins: list[Document]) -> None:
    files = [file(f"plan{n}.docx", doc) for n, doc in enumerate(twins)]
    files += [file(f"plan{3 - n}.pdf", printed(doc)) for n, doc in enumerate(twins)]
    assert shown(pair(files, rules)) == [(f"plan{n}.docx", f"plan{3 - n}.pdf") for n in range(4)]


def test_order_of_attachments_changes_nothing(rules: Rules, twins: list[Document]) -> None:
    files = [
        file("a.docx", twins[0]),
        file("a.pdf", printed(twins[0])),
        file("b.docx", twins[1]),
        file("z.pdf", SCAN),
        file("call tree.jpg", None, "annex"),
    ]
    answers = {str(shown(pair(list(order), rules))) for order in permutations(files)}
    assert len(answers) == 1


def test_twins_are_never_one_plan(rules: Rules, twins: list[Document]) -> None:
    groups = pair([file("แผน ก.docx", twins[0]), file("แผน ข.pdf", printed(twins[1]))], rules)
    assert len(groups) == 2
    three = pair([file("1.docx", twins[0]), file("2.pdf", printed(twins[1])), file("3.pdf", printed(twins[0]))], rules)
    assert shown(three) == [("1.docx", "3.pdf"), (None, "2.pdf")]


def test_a_scan_is_paired_by_name_or_as_the_last_one(rules: Rules, twins: list[Document]) -> None:
    assert shown(pair([file("a.docx", twins[0]), file("scan.pdf", SCAN)], rules)) == [("a.docx", "scan.pdf")]
    files = [
        file("BCP อบต_1.docx", twins[0]),
        file("BCP อบต_2.docx", twins[1]),
        file("BCP อบต_1.pdf", SCAN),
        file("BCP อบต_2.pdf", SCAN),
    ]
    assert shown(pair(files, rules)) == [("BCP อบต_1.docx", "BCP อบต_1.pdf"), ("BCP อบต_2.docx", "BCP อบต_2.pdf")]


def test_unreadable_halves_without_a_clue_stay_alone(rules: Rules, twins: list[Document]) -> None:
    files = [
        file("x.docx", twins[0]),
        file("y.docx", twins[1]),
        file("p.pdf", SCAN),
        file("q.pdf", replace(SCAN, pages=8)),
    ]
    assert all(group.word is None or group.pdf is None for group in pair(files, rules))


def test_a_copy_is_no_second_plan(rules: Rules, twins: list[Document]) -> None:
    legacy = PlanFile(Attachment("a.doc", b"x", "word_legacy", "1"), "plan", twins[0])
    groups = pair([legacy, file("a.docx", twins[0]), file("a.pdf", printed(twins[0]))], rules)
    assert shown(groups) == [("a.docx", "a.pdf")]
    assert [annex.attachment.name for annex in groups[0].annexes] == ["a.doc"]


def test_annexes_go_with_their_plan(rules: Rules, twins: list[Document]) -> None:
    files = [
        file("1.docx", twins[0], container="ก.zip"),
        file("2.docx", twins[1], container="ข.zip"),
        file("ผัง.jpg", None, "annex", container="ข.zip"),
    ]
    assert [len(group.annexes) for group in pair(files, rules)] == [0, 1]
    loose = [files[0], files[1], file("ผัง.jpg", None, "annex")]
    assert [len(group.annexes) for group in pair(loose, rules)] == [1, 1]


def test_the_circular_alone_is_told_and_beside_a_plan_ignored(rules: Rules, twins: list[Document]) -> None:
    circular = file("ว12.pdf", printed(twins[3]), "circular")
    assert shown(pair([circular], rules)) == [(None, "ว12.pdf")]
    assert shown(pair([circular, file("a.docx", twins[0])], rules)) == [("a.docx", None)]


def test_same_document(rules: Rules, twins: list[Document]) -> None:
    form = shared_texts(rules)
    for one in twins:
        assert compare(one, printed(one), (), form).verdict == "same"
        for other in twins:
            if other is not one:
                assert compare(one, printed(other), (), form).verdict == "differs"
                assert compare(one, printed(other), [twins[0].text], form).verdict != "same"
    assert compare(twins[0], SCAN, (), form).verdict == "unsure"
    assert compare(twins[0], None, (), form).verdict == "unsure"


def test_a_word_file_changed_a_little_after_printing_is_not_another_one(rules: Rules, twins: list[Document]) -> None:
    changed = replace(twins[0], blocks=twins[0].blocks[:-2])
    assert compare(twins[0], printed(changed), (), shared_texts(rules)).verdict == "same"


def test_of_little_text_only_an_exact_print_is_the_same(rules: Rules) -> None:
    short = replace(plan(), blocks=plan().blocks[:3])
    other = replace(short, blocks=(short.blocks[0], para("เทศบาลเมืองบ้านสวน"), *short.blocks[2:]))
    assert compare(short, printed(short), (), shared_texts(rules)).verdict == "same"
    assert compare(short, printed(other), (), shared_texts(rules)).verdict == "unsure"


def test_judge_fills_a_plan(rules: Rules, twins: list[Document]) -> None:
    (group,) = pair([file("a.docx", twins[0]), file("a.pdf", printed(twins[0]))], rules)
    judged = judge(group, rules)
    assert {result.state for result in judged.elements.values()} == {"present"}
    assert judged.same_document.verdict == "same"
    assert judged.agency_id is None


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("แผน BCP.docx", "แผน BCP.pdf", True),
        ("แผน BCP.docx", "แผน BCP (ลงนามแล้ว).pdf", True),
        ("แผน_๑.docx", "แผน_1.pdf", True),
        ("แผน_1.docx", "แผน_2.pdf", False),
        ("กรมประมง.docx", "เทศบาลเมืองพล.pdf", False),
    ],
)
def test_names(one: str, other: str, near: bool) -> None:
    assert (alike(one, other) >= 0.6) is near


def test_twins_under_one_file_name_are_two_plans(rules: Rules, twins: list[Document]) -> None:
    groups = pair([file("แผน.docx", twins[0]), file("แผน.pdf", printed(twins[1]))], rules)
    assert len(groups) == 2


def test_one_text_under_two_covers_is_no_copy(rules: Rules, twins: list[Document]) -> None:
    neighbour = replace(twins[0], blocks=(twins[0].blocks[0], para("เทศบาลเมืองบ้านสวน"), *twins[0].blocks[2:]))
    assert len(pair([file("1.docx", twins[0]), file("2.docx", neighbour)], rules)) == 2


def test_an_older_version_beside_a_pair_is_no_second_plan(rules: Rules, twins: list[Document]) -> None:
    older = replace(twins[0], blocks=twins[0].blocks[:-5])
    files = [file("ใหม่.docx", twins[0]), file("เก่า.docx", older), file("ใหม่.pdf", printed(twins[0]))]
    (group,) = pair(files, rules)
    assert shown([group]) == [("ใหม่.docx", "ใหม่.pdf")]
    assert [annex.attachment.name for annex in group.annexes] == ["เก่า.docx"]


def test_twins_whose_covers_are_abbreviations_are_two_plans() -> None:
    text = "แผนดำเนินธุรกิจอย่างต่อเนื่อง\n{}\nวัตถุประสงค์ สมมติฐาน และขอบเขตของแผน"
    one, other = (trace_of_text(text.format(name)) for name in ("ทสจ.", "พมจ."))
    assert one.abbreviated == {"ทสจ"}
    assert not same_cover(one, other)
    assert same_cover(one, trace_of_text(text.format("ทสจ.")))


def test_a_bundle_on_one_template_keeps_every_office(twins: list[Document]) -> None:
    """A collector filled one text for all; only the short name on the cover differs: none is a copy of another."""
    names = ["สสจ.แพร่", "พมจ.แพร่", "ปภ.จ.แพร่", "วธ.แพร่", "พช แพร่", "พณ แพร่", "รง.แพร่", "ศธจ.แพร่"]
    bodies = twins[0].blocks
    files = [
        file(f"{at}.docx", replace(twins[0], blocks=(para("แผน BCP", bold=True), para(name, bold=True), *bodies)))
        for at, name in enumerate([*names, "วธ. แพร่"])
    ]
    kept, copies = without_copies(files, lambda one: trace(one.document))
    assert [one.attachment.name for one in kept] == [f"{at}.docx" for at in range(len(names))]
    assert [one.attachment.name for one in copies] == ["8.docx"]
