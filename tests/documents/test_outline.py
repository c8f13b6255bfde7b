"""Headings in all the looks that real plans have, contents pages, and where a section ends."""

from mailbot.documents.model import Block, Document
from mailbot.documents.outline import Heading, outline, section
from mailbot.documents.thai import skeleton
from tests.documents.samples import SENTENCE

BODY = Block("paragraph", SENTENCE)


def word(*blocks: Block) -> Document:
    return Document(blocks, "word")


def bold(text: str, **more: object) -> Block:
    return Block("paragraph", text, bold=True, **more)  # type: ignore[arg-type]


def plain(text: str) -> Block:
    return Block("paragraph", text)


def printed(*lines: str, page: int = 1) -> Document:
    return Document(tuple(Block("paragraph", line, page=page) for line in lines), "pdftotext", pages=1)


def named(headings: list[Heading]) -> list[tuple[str, str]]:
    return [(heading.number, heading.text) for heading in headings if heading.confident]


def under(document: Document, title: str) -> list[str]:
    headings = outline(document)
    at = next(i for i, h in enumerate(headings) if h.skeleton == skeleton(title) and not h.in_toc)
    return [block.text for block in section(document, headings, at)]


def test_styled_bold_numbered_and_one_cell_headings() -> None:
    document = word(
        Block("heading", "แผนดำเนินธุรกิจอย่างต่อเนื่อง", level=1),
        bold("๒.๑ วัตถุประสงค์"),
        BODY,
        Block("paragraph", "๒.๒ เหตุการณ์สภาวะวิกฤต", in_table=True),
        BODY,
        Block("paragraph", "ทีมงานบริหาร", number="๒.๓", level=2, bold=True),
        BODY,
        Block("paragraph", "กลยุทธ์ความต่อเนื่อง", size=20.0),
        Block("paragraph", SENTENCE * 2, size=16.0),
        plain("2.5 ผลกระทบต่อกระบวนการ"),
        BODY,
    )
    assert named(outline(document)) == [
        ("", "แผนดำเนินธุรกิจอย่างต่อเนื่อง"),
        ("2.1", "วัตถุประสงค์"),
        ("2.2", "เหตุการณ์สภาวะวิกฤต"),
        ("2.3", "ทีมงานบริหาร"),
        ("", "กลยุทธ์ความต่อเนื่อง"),
        ("2.5", "ผลกระทบต่อกระบวนการ"),
    ]
    levels = [heading.level for heading in outline(document)]
    assert levels[0] == min(levels)


def test_running_text_rows_and_bullets_are_no_headings() -> None:
    document = word(
        BODY,
        bold(SENTENCE),
        plain("- แจ้งเหตุฉุกเฉินวิกฤต ตามกระบวนการ Call Tree"),
        Block("row", "กลยุทธ์\tก", cells=("กลยุทธ์", "ก"), bold=True, in_table=True),
        Block("header", "แผนบริหารความต่อเนื่อง", bold=True),
        plain("ข้อความสั้น"),
    )
    assert outline(document) == []


def test_contents_page_is_no_section() -> None:
    titles = ["วัตถุประสงค์", "สมมติฐาน", "ขอบเขต", "ทีมงานบริหาร"]
    dotted = [bold("สารบัญ"), *[plain(f"๒.{n} {t} ........... {n}") for n, t in enumerate(titles, 1)]]
    tabbed = [bold("สารบัญ"), *[plain(f"๒.{n} {t}\t{n}") for n, t in enumerate(titles, 1)]]
    bare = [bold("สารบัญ"), plain("เรื่อง หน้า"), *[bold(f"๒.{n} {t}") for n, t in enumerate(titles, 1)]]
    body = [block for n, t in enumerate(titles, 1) for block in (bold(f"๒.{n} {t}"), BODY)]
    for contents in (dotted, tabbed, bare):
        headings = [heading for heading in outline(word(*contents, *body)) if heading.text != "สารบัญ"]
        real = [heading.text for heading in headings if not heading.in_toc]
        assert real == titles
        listed = [heading.text for heading in headings if heading.in_toc]
        assert [text for text in listed if text in titles] == titles
        assert not any(heading.confident for heading in headings if heading.in_toc)


def test_contents_only_has_no_sections() -> None:
    lines = [plain(f"๒.{n} หัวข้อเรื่องที่ยาว{'ก' * n} ......... {n}") for n in range(1, 9)]
    assert all(heading.in_toc for heading in outline(word(bold("สารบัญ"), *lines))[1:])


def test_blank_of_a_form_and_short_lists_are_not_contents() -> None:
    document = word(bold("๒.๓ ทีมงานของ ................................"), BODY, bold("ชั้น 1"), bold("ชั้น 2"), BODY)
    assert not any(heading.in_toc for heading in outline(document))


def test_section_ends_at_the_next_of_its_kind() -> None:
    document = word(
        bold("๒.๑ วัตถุประสงค์"),
        plain("หนึ่ง"),
        bold("ข้อย่อยสำคัญ"),
        plain("สอง"),
        plain("1) รายการแรก"),
        Block("footer", "หน้า ๑"),
        bold("๒.๒ สมมติฐาน"),
        bold("๒.๓ ขอบเขต"),
        plain("สาม"),
        bold("๓. ภาคต่อไป"),
        plain("สี่"),
    )
    assert under(document, "วัตถุประสงค์") == ["หนึ่ง", "ข้อย่อยสำคัญ", "สอง", "1) รายการแรก"]
    assert under(document, "สมมติฐาน") == []
    assert under(document, "ขอบเขต") == ["สาม"]


def test_bold_list_belongs_to_its_heading() -> None:
    document = word(
        bold("วัตถุประสงค์ของแผน"),
        bold("๑. เพื่อให้พร้อม"),
        bold("๒. เพื่อลดผลกระทบ"),
        bold("ขอบเขตของแผน"),
        BODY,
    )
    assert under(document, "วัตถุประสงค์ของแผน") == ["๑. เพื่อให้พร้อม", "๒. เพื่อลดผลกระทบ"]
    nested = word(bold("๒.๑ วัตถุประสงค์"), bold("๑. เพื่อให้พร้อม"), bold("๒. เพื่อลด"), bold("๒.๒ ขอบเขต"), BODY)
    assert under(nested, "วัตถุประสงค์") == ["๑. เพื่อให้พร้อม", "๒. เพื่อลด"]


def test_next_number_ends_a_section_whatever_its_look() -> None:
    document = word(bold("๒.๑ วัตถุประสงค์"), plain("๒.๒ สมมติฐาน"), BODY, bold("๒.๓ ขอบเขต"), BODY)
    assert under(document, "วัตถุประสงค์") == []


def test_printed_lines_are_headings_without_confidence() -> None:
    document = printed(
        "๒.๑ วัตถุประสงค์",
        *[SENTENCE[:90]] * 3,
        "จบย่อหน้า",
        "กลยุทธ์ความต่อเนื่อง",
        *[SENTENCE[:90]] * 3,
    )
    headings = outline(document)
    assert [heading.text for heading in headings] == ["วัตถุประสงค์", "กลยุทธ์ความต่อเนื่อง"]
    assert headings[0].page == 1
    assert under(document, "กลยุทธ์ความต่อเนื่อง") == [SENTENCE[:90]] * 3


def test_old_word_has_no_looks_so_short_paragraphs_may_be_headings() -> None:
    document = Document((plain("วัตถุประสงค์ของแผน"), BODY, plain("๒.๒ สมมติฐาน"), BODY), "piece-table")
    headings = outline(document)
    assert [(heading.text, heading.confident) for heading in headings] == [
        ("วัตถุประสงค์ของแผน", False),
        ("สมมติฐาน", True),
    ]
    assert under(document, "วัตถุประสงค์ของแผน") == [SENTENCE]


def test_long_hostile_documents_take_no_time() -> None:
    blocks = [bold("สารบัญ"), *[bold(f"หัวข้อเดิม {n % 7} ..... {n % 999}") for n in range(20_000)]]
    assert outline(word(*blocks))
