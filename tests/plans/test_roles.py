"""Roles of files by content, then by name; nothing that may be a plan is set aside."""

import hashlib
from dataclasses import replace

import pytest

from mailbot.documents.model import Block, Document
from mailbot.mail.model import Attachment, Kind
from mailbot.plans.model import Role
from mailbot.plans.roles import assign_roles
from mailbot.rules import Rules
from tests.plans.samples import TITLES, contents, para, plan, printed

LETTER = Document(
    tuple(
        para(line)
        for line in (
            "ที่ นฐ ๕๒๐๐๑/๑๒๓",
            "สำนักงานเทศบาลเมืองบ้านนา",
            "๒๕ มิถุนายน ๒๕๖๓",
            "เรื่อง ส่งแผนดำเนินธุรกิจอย่างต่อเนื่อง",
            "เรียน เลขาธิการ ก.พ.ร.",
            "สิ่งที่ส่งมาด้วย แผนดำเนินธุรกิจอย่างต่อเนื่อง จำนวน ๑ ชุด",
            "ตามที่สำนักงาน ก.พ.ร. ขอให้หน่วยงานจัดส่งแผน เทศบาลเมืองบ้านนาขอส่งแผนมาพร้อมนี้",
            "จึงเรียนมาเพื่อโปรดทราบ",
            "ขอแสดงความนับถือ",
        )
    ),
    "word",
)
SCAN = Document((), "none", pages=9, readable=False, unread_pages=tuple(range(1, 10)), problem="file.scan_only")


def attachment(name: str, kind: Kind = "word", size: int = 100_000, **more: object) -> Attachment:
    data = (name * size)[:size].encode()[:size]
    return Attachment(name, data, kind, hashlib.sha256(data).hexdigest(), **more)  # type: ignore[arg-type]


def roles(rules: Rules, *files: tuple[Attachment, Document | None]) -> list[Role]:
    return [file.role for file in assign_roles(files, rules)]


def circular(rules: Rules) -> Document:
    lines = (
        "แนวทางการทบทวนและปรับปรุงแผนดำเนินธุรกิจอย่างต่อเนื่อง",
        *(f"๒.{number} {element.title_th}" for number, element in enumerate(rules.elements.values(), 1)),
        *rules.form.circular_sentences,
    )
    return Document(tuple(map(para, lines)), "word")


def blank_form() -> Document:
    dots = [
        para("ชื่อหน่วยงาน..............................(ระบุชื่อหน่วยงาน)"),
        para("๑ ............................ ๒ ............................"),
    ]
    return plan(content=dict.fromkeys(TITLES, dots))


def test_a_pair_with_its_letter(rules: Rules) -> None:
    document = plan()
    files = [
        (attachment("a.docx"), document),
        (attachment("b.pdf", "pdf"), printed(document)),
        (attachment("c.pdf", "pdf"), LETTER),
    ]
    assert roles(rules, *files) == ["plan", "plan", "letter"]


def test_content_speaks_before_the_name(rules: Rules) -> None:
    assert roles(rules, (attachment("หนังสือนำส่ง.docx"), plan()), (attachment("แผน BCP.docx"), LETTER)) == [
        "plan",
        "letter",
    ]


@pytest.mark.parametrize("leader", [".", "…"])
def test_dots_of_a_contents_page_are_no_gaps_of_a_form(rules: Rules, leader: str) -> None:
    """A plan without its team and call tree names nobody, and its contents page is full of dots."""
    text = para("ให้กองคลังย้ายไปศาลาประชาคมและเบิกจ่ายเงินสงเคราะห์ต่อได้ภายในหนึ่งวันเมื่อเกิดอุทกภัยหรือโรคระบาด")
    titles = [title for part, title in TITLES.items() if part not in ("2.3", "2.8")]
    listed = [para(f"{title} {leader * 40} {page}") for page, title in enumerate(titles, start=3)]
    body = [block for title in titles for block in (para(title), text, text)]
    assert roles(rules, (attachment("แผน.docx"), Document((*listed, *body), "word"))) == ["plan"]
    gaps = [block for title in titles for block in (para(title), para(f"ชื่อ {leader * 40}"))]
    assert roles(rules, (attachment("แผน.docx"), Document((*listed, *gaps), "word"))) == ["blank_form"]


def test_a_plan_that_names_nobody_and_tells_to_state_things_is_no_blank_form(rules: Rules) -> None:
    """ระบุ is a hint of the form only behind a bracket: a ministry's plan without its team said it seven times."""
    text = para("ให้ทุกหน่วยงานระบุกระบวนงานสำคัญ และให้กองคลังระบุยอดเงินคงเหลือก่อนย้ายไปยังสถานที่ปฏิบัติงานสำรอง")
    titles = [title for part, title in TITLES.items() if part not in ("2.3", "2.8")]
    body = [block for title in titles for block in (para(title), text)]
    assert roles(rules, (attachment("แผน.docx"), Document(tuple(body), "word"))) == ["plan"]
    hinted = [block for title in titles for block in (para(title), para("(ระบุกระบวนงานสำคัญ)"))]
    assert roles(rules, (attachment("แผน.docx"), Document(tuple(hinted), "word"))) == ["blank_form"]


def test_circular_and_blank_form(rules: Rules) -> None:
    assert roles(rules, (attachment("แผน.docx"), circular(rules))) == ["circular"]
    assert roles(rules, (attachment("แผน.docx"), blank_form())) == ["blank_form"]


def test_a_plan_that_quotes_the_circular_is_a_plan(rules: Rules) -> None:
    quoting = plan(before=[para(sentence) for sentence in rules.form.circular_sentences[:6]])
    assert roles(rules, (attachment("แผน.docx"), quoting)) == ["plan"]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("แผน BCP.pdf", "plan"),
        ("Scan0001.pdf", "plan"),
        ("หนังสือนำส่ง.pdf", "letter"),
        ("บันทึกข้อความ.pdf", "letter"),
        ("Call Tree.pdf", "annex"),
    ],
)
def test_a_scan_is_named_by_its_name(rules: Rules, name: str, role: Role) -> None:
    assert roles(rules, (attachment("แผน.docx"), plan()), (attachment(name, "pdf"), SCAN)) == ["plan", role]


def test_a_short_scan_beside_a_whole_pair_is_the_letter(rules: Rules) -> None:
    document = plan()
    pair = [(attachment("a.docx"), document), (attachment("a.pdf", "pdf"), printed(document))]
    assert roles(rules, *pair, (attachment("20200625.pdf", "pdf"), replace(SCAN, pages=1)))[2] == "letter"
    assert roles(rules, *pair, (attachment("20200625.pdf", "pdf"), SCAN))[2] == "plan"


def test_a_lone_unreadable_file_is_a_plan_for_a_person(rules: Rules) -> None:
    locked = Document((), "none", readable=False, problem="file.password")
    assert roles(rules, (attachment("เอกสาร.docx"), locked)) == ["plan"]


def test_annexes_and_signatures(rules: Rules) -> None:
    tree = Document((para("กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)", bold=True), *contents()["2.8"]), "word")
    found = roles(
        rules,
        (attachment("แผน.docx"), plan()),
        (attachment("x.docx"), tree),
        (attachment("call tree.jpg", "image"), None),
        (attachment("ตาราง.xlsx", "spreadsheet"), None),
        (attachment("image001.png", "image", inline=True), None),
        (attachment("smime.p7s", "other"), None),
        (attachment("setup.exe", "other", problem="file.executable"), None),
    )
    assert found == ["plan", "annex", "annex", "annex", "signature", "signature", "unreadable"]


def test_something_else_is_other(rules: Rules) -> None:
    poem = Document(tuple(Block("paragraph", "รายงานการประชุมประจำเดือนของชมรมผู้สูงอายุ ครั้งที่ ๕") for _ in range(9)), "word")
    assert roles(rules, (attachment("รายงาน.docx"), poem)) == ["other"]


def test_a_letter_that_lists_the_elements_is_no_plan(rules: Rules) -> None:
    """It was taken for a second plan, with most of its elements missing."""
    lines = [line for title in list(TITLES.values())[3:8] for line in (title, "ซึ่งหน่วยงานได้กำหนดไว้แล้วในแผน")]
    blocks = (*LETTER.blocks[:-2], *map(para, lines), *LETTER.blocks[-2:])
    assert roles(rules, (attachment("a.docx"), Document(blocks, "word"))) == ["letter"]


def test_an_order_that_appoints_the_team_is_no_plan(rules: Rules) -> None:
    """Sent alone it was told that all eight elements are missing."""
    lines = ["คำสั่งเทศบาลเมืองบ้านนา ที่ ๑๒/๒๕๖๓", "เรื่อง แต่งตั้งคณะทำงานแผนดำเนินธุรกิจอย่างต่อเนื่อง"]
    lines += ["๑. นายสมชาย ใจดี ประธาน", "๒. นางวิไล บุญมี กรรมการและเลขานุการ", "สั่ง ณ วันที่ ๑ มิถุนายน พ.ศ. ๒๕๖๓"]
    assert roles(rules, (attachment("a.docx"), Document(tuple(map(para, lines)), "word"))) == ["annex"]


def lines(*texts: str) -> Document:
    return Document(tuple(map(para, texts)), "word")


def test_a_short_letter_without_a_subject_is_a_letter(rules: Rules) -> None:
    letter = lines("ที่ นฐ ๕๒๐๐๑/๑๒๓", "เรียน เลขาธิการ ก.พ.ร.", "ขอส่งแผนดำเนินธุรกิจอย่างต่อเนื่องมาพร้อมนี้", "ขอแสดงความนับถือ")
    assert roles(rules, (attachment("แผน.docx"), plan()), (attachment("20200625.pdf", "pdf"), letter))[1] == "letter"


@pytest.mark.parametrize("signer", ["(นายฉัตรชัย พรหมเลิศ)", "(นางสาวอ้นฟ้า เวชชาชีวะ)"])
def test_either_letter_of_the_circular_alone_is_the_circular(rules: Rules, signer: str) -> None:
    letter = Document((*LETTER.blocks, para(signer)), "word")
    assert roles(rules, (attachment("แผน.docx"), letter)) == ["circular"]
    assert roles(rules, (attachment("แผน.docx"), LETTER)) == ["letter"]


def test_a_form_with_nothing_but_its_head_written_in_is_not_filled_in(rules: Rules) -> None:
    named = replace(blank_form(), blocks=(para("เทศบาลเมืองบ้านนา"), para("ผู้จัดทำ นายสมชาย ใจดี"), *blank_form().blocks))
    assert roles(rules, (attachment("แผน.docx"), named)) == ["blank_form"]


def test_a_plan_with_some_gaps_left_is_a_plan(rules: Rules) -> None:
    gaps = [para("ลงชื่อ........................ผู้อนุมัติ"), para("วันที่......................")] * 5
    assert roles(rules, (attachment("แผน.docx"), plan(after=gaps))) == ["plan"]


def test_presentations_and_sheets_by_what_they_hold(rules: Rules) -> None:
    tree = Document((para("Call Tree", bold=True), *contents()["2.8"]), "sheets")
    show, sheet = attachment("a.pptx", "presentation"), attachment("b.xlsx", "spreadsheet")
    assert roles(rules, (show, replace(plan(), reader="slides")), (sheet, tree)) == ["annex", "annex"]
    assert roles(rules, (sheet, lines("งบประมาณประจำปี", "รายการ"))) == ["other"]
