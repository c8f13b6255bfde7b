"""Rows of old Word tables, told by the empty cell at the end of each."""

from mailbot.documents.cell_rows import row_widths


def _run(*rows: tuple[str, ...]) -> list[str]:
    return [cell for row in rows for cell in (*row, "")]


def test_tables_of_different_width_that_touch() -> None:
    """A heading in a one-cell table right above its table: one run of cells in the file, and no length fits all."""
    measures = [("ทรัพยากร", "แนวทาง", "ผู้รับผิดชอบ"), *[("อาคาร", "ย้าย", "กอง ก")] * 5]
    people = [("ชื่อ", "โทร"), *[("ก", "๑")] * 5]
    run = _run(("กลยุทธ์ความต่อเนื่อง",), *measures, ("ทีมงาน",), *people)
    assert row_widths(run) == [1, *[3] * 6, 1, *[2] * 6]


def test_empty_cells_do_not_end_a_row() -> None:
    head, flood, plague = ("เหตุ", "อาคาร", "คน", "คู่ค้า"), ("น้ำท่วม", "✓", "", ""), ("โรคระบาด", "", "✓", "✓")
    assert row_widths(_run(("เหตุการณ์และผลกระทบ",), head, flood, plague)) == [1, 4, 4, 4]


def test_the_start_of_a_row_that_goes_on_is_left() -> None:
    """A cell of several paragraphs ends the run in the middle of its row."""
    assert row_widths(["เนื้อหาย่อหน้าสุดท้าย", "", "๒", "สมมติฐาน"]) == [1]


def test_a_huge_run_costs_no_more_than_a_walk() -> None:
    assert sum(row_widths(["ก", "ข", ""] * 20_000)) == 40_000


def test_nothing_but_empty_cells() -> None:
    assert isinstance(row_widths([""] * 200), list)
