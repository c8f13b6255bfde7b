"""The gallery of hostile files: each with its name in a mail and the finding codes of which it must get one.

`READ` stands for files that only look dangerous: they are read, and nothing is claimed beyond what was read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.documents import hostile_olds as olds
from tests.documents import hostile_pdfs as pdfs
from tests.documents import hostile_sheets as sheets
from tests.documents import hostile_words as words
from tests.documents import linking
from tests.documents.samples import SENTENCE, paragraph, word_file, zip_file

READ = "read"
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Hostile:
    """make: its bytes, the same each time. file: its name in a mail. codes: one of them is told. seconds: its limit."""

    make: Callable[[], bytes]
    file: str
    codes: frozenset[str]
    seconds: float = 3.0

    @property
    def name(self) -> str:
        made = self.make.func if isinstance(self.make, partial) else self.make
        given = [*self.make.args, *self.make.keywords.values()] if isinstance(self.make, partial) else []
        return "-".join([made.__name__, *map(str, (each for each in given if each != NOWHERE))])


def _told(file: str, codes: str, *makers: Callable[[], bytes], seconds: float = 3.0) -> list[Hostile]:
    return [Hostile(make, file, frozenset(codes.split()), seconds) for make in makers]


def program() -> bytes:
    return b"MZ" + bytes(58) + b"\x40\0\0\0" + b"This program cannot be run in DOS mode" * 20


def zip_of_zips() -> bytes:
    data = b"hello"
    for number in range(20):
        data = zip_file({f"{number}.zip": data})
    return data


SEALED = [
    *_told("แผน.pdf", "file.password", partial(pdfs.locked, aes=False), partial(pdfs.locked, aes=True)),
    *_told("แผน.docx", "file.password", words.locked_office, words.locked_entry),
    *_told("แผน.doc", "file.password", olds.doc_locked),
    *_told("แผน.pdf", READ, pdfs.owner_locked),
]
ACTIVE = [
    *_told("แผน.pdf", "file.active_content", pdfs.with_script, pdfs.with_launch, pdfs.with_file_inside),
    *_told("แผน.docm", "file.macro", words.with_macros),
    *_told("แผน.doc", "file.macro", olds.doc_with_macros),
    *_told("แผน.docx", "file.external_content", linking.data_exchange),
    *_told(
        "แผน.docx",
        "file.external_content",
        partial(linking.linked_picture, NOWHERE),
        partial(linking.attached_template, NOWHERE),
    ),
    *_told("แผน.doc", "file.external_content", partial(linking.web_page, NOWHERE), olds.rtf_with_object, seconds=10),
]
BURSTING = [
    *_told("แผน.pdf", "file.bomb file.too_long file.damaged", pdfs.form_fan_out),
    *_told("แผน.pdf", "file.bomb file.too_long file.damaged file.scan_only", pdfs.four_million_operators),
    *_told(  # mere blanks: a quick machine reads them in time
        "แผน.pdf",
        f"file.bomb file.too_long file.damaged file.scan_only file.empty {READ}",
        pdfs.flate_bomb,
        pdfs.nested_flate_bomb,
    ),
    *_told(
        "แผน.docx",
        "file.bomb",
        words.many_paragraphs,
        words.spaces,
        words.picture_bomb,
        words.billion_laughs,
        words.laughs_in_utf16,
        words.external_entity,
        words.climbing_name,
    ),
    *_told("แผน.docx", "file.bomb file.too_long", words.paragraphs_within_the_limit),
    *_told("แผน.docx", "archive.limit", words.many_entries),
    *_told("แผน.docx", "file.bomb file.damaged", words.overlapping_entries),
    *_told("แผน.xml", "file.bomb", words.flat_bomb, words.laughing_word_2003),
    *_told("แผน.odt", "file.bomb", olds.odt_of_entities),
]
LOOPING = [
    *_told(
        "แผน.pdf",
        f"file.damaged file.empty file.scan_only file.bomb file.too_long {READ}",
        pdfs.page_tree_loop,
        pdfs.page_tree_fan_out,
        pdfs.previous_loop,
        pdfs.length_loop,
        pdfs.outline_loop,
        pdfs.glyph_that_draws_itself,
        pdfs.pattern_that_paints_itself,
        pdfs.object_streams_in_a_ring,
    ),
    *_told("แผน.docx", READ, words.styles_in_a_ring, words.absurd_numbers, words.nested_tables, words.chunks_in_chunks),
    *_told("แผน.doc", "file.damaged", olds.doc_sectors_in_a_ring),
    *_told("แผน.doc", READ, olds.doc_directory_in_a_ring),
]
ABSURD = [
    *_told(
        "แผน.pdf",
        f"file.damaged file.empty file.scan_only file.bomb file.too_long {READ}",
        pdfs.to_unicode_range,
        pdfs.cid_width_range,
        pdfs.deep_arrays,
        pdfs.deep_objects,
        pdfs.fifty_thousand_pages,
        pdfs.huge_page,
        pdfs.giant_image,
        pdfs.many_filters,
        pdfs.predictor_columns,
        pdfs.run_length_bomb,
        pdfs.endless_numbers,
        pdfs.xref_of_two_thousand_million,
    ),
    *_told("แผน.docx", "file.damaged", words.deep_xml, words.one_name_twice, words.lying_size),
    *_told("แผน.doc", "file.damaged", olds.doc_that_lies_about_pieces),
    *_told("แผน.odt", READ, olds.odt_of_spaces, olds.odt_of_cells, seconds=12),
    *_told("แผน.doc", f"file.damaged file.too_long {READ}", olds.page_of_brackets, olds.page_of_cells),
    *_told("แผน.doc", f"file.damaged file.too_long {READ}", olds.archive_of_archives),
    *_told("แผน.rtf", f"file.damaged file.too_long {READ}", olds.rtf_of_brackets, olds.rtf_flood_of_bytes, seconds=6),
    *_told("แผน.rtf", f"file.damaged file.too_long {READ}", olds.rtf_of_tables, olds.rtf_of_boxes, seconds=8),
]
DAMAGED = [
    *_told(
        "แผน.pdf",
        f"file.damaged file.empty file.scan_only {READ}",
        pdfs.header_only,
        pdfs.noise,
        *(partial(pdfs.cut, share) for share in (0.9, 0.5, 0.1)),
    ),
    *_told("แผน.docx", "file.damaged", words.truncated),
    *_told("แผน.doc", "file.damaged", olds.doc_cut_off, olds.doc_of_noise),
]
DISGUISED = [
    *_told("แผน.docx", "file.executable", program),
    *_told("แผน.pdf", "file.wrong_type", words.with_macros, zip_of_zips),
    *_told(
        "แผน.docx", "file.wrong_type", pdfs.sound, zip_of_zips, words.no_document, partial(linking.web_page, NOWHERE)
    ),
    *_told("แผน.doc", READ, partial(word_file, paragraph(SENTENCE))),
]
ANNEXES = [
    *_told(
        "Call Tree.xlsx",
        "file.bomb",
        sheets.sheet_of_spaces,
        sheets.laughing_strings,
        sheets.many_entries_in_a_workbook,
    ),
    *_told("Call Tree.xlsx", READ, sheets.a_size_that_lies, sheets.formula_that_starts_a_program),
    *_told("Call Tree.xlsx", f"file.damaged file.too_long {READ}", sheets.cells_far_away, sheets.a_million_rows),
    *_told("Call Tree.xlsm", "file.macro", sheets.sheet_with_macros),
    *_told("Call Tree.xlsx", "file.password", words.locked_office),
    *_told("Call Tree.pptx", "file.bomb", sheets.slide_of_spaces, sheets.laughing_slide),
    *_told("Call Tree.pptx", "file.damaged", sheets.slide_of_groups),
    *_told("Call Tree.pptx", f"file.too_long file.bomb {READ}", sheets.one_slide_a_million_times),
]
ALL = [*SEALED, *ACTIVE, *BURSTING, *LOOPING, *ABSURD, *DAMAGED, *DISGUISED, *ANNEXES]
