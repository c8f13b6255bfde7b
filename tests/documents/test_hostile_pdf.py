"""PDF files made to hang, burst or crash a reader: each ends within its limit, with a named problem or read."""

import time
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from mailbot.documents.read import read_document
from tests.documents.samples import SENTENCE, page_with, pdf_file, raw_pdf, stream

SECONDS = 3.0
MEMORY_MB = 700


def page_tree_loop() -> bytes:
    return raw_pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"})


def page_tree_fan_out() -> bytes:
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for number in range(2, 9):
        kids = b"%d 0 R " % (number + 1) * 10
        objects[number] = b"<</Type/Pages/Count %d/Kids[" % 10 ** (9 - number) + kids + b"]>>"
    objects[9] = b"<</Type/Page/MediaBox[0 0 100 100]>>"
    return raw_pdf(objects)


def form_fan_out() -> bytes:
    more = {}
    for number in range(6, 14):
        call = b"/X Do " * 10
        resources = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (number + 1)
        more[number] = stream(call, resources)
    more[14] = stream(b"BT /F1 9 Tf (x) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return page_with(stream(b"/X Do " * 10), b"<</XObject<</X 6 0 R>>>>", more)


def four_million_operators() -> bytes:
    return page_with(stream(b"BT /F1 9 Tf " + b"(ab) Tj " * 4_000_000 + b"ET"))


def flate_bomb() -> bytes:
    return page_with(stream(b"BT /F1 9 Tf (x) Tj ET" + b" " * 400_000_000))


def nested_flate_bomb() -> bytes:
    inner = zlib.compress(zlib.compress(b"\0" * 400_000_000, 1), 9)
    body = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>\nstream\n" % len(inner) + inner + b"\nendstream"
    return page_with(body)


def to_unicode_range() -> bytes:
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> "
        b"endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0E01> endbfrange endcmap end end"
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[8 0 R]>>"
    child = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>"
    more = {6: font, 7: stream(table), 8: child + b"/W[0 2000000000 500]>>"}
    return page_with(stream(b"BT /F2 9 Tf <00010002> Tj ET"), b"<</Font<</F2 6 0 R>>>>", more)


def deep_arrays() -> bytes:
    return page_with(stream(b"[" * 500_000 + b"]" * 500_000))


def deep_objects() -> bytes:
    return page_with(stream(b"BT ET"), b"<</Font " + b"[" * 100_000 + b"]" * 100_000 + b">>")


def previous_loop() -> bytes:
    whole = page_with(stream(b"BT /F1 9 Tf (x) Tj ET"))
    start = whole.rindex(b"startxref")
    place = whole[start:].split()[1]
    return whole[:start].replace(b"trailer\n<<", b"trailer\n<</Prev " + place) + whole[start:]


def length_loop() -> bytes:
    return page_with(b"<</Length 4 0 R>>\nstream\nBT ET\nendstream")


def fifty_thousand_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 50_003))
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 50000/Kids[" + kids + b"]>>"}
    objects |= dict.fromkeys(range(3, 50_003), b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    return raw_pdf(objects)


def huge_page() -> bytes:
    return page_with(stream(b"BT /F1 9 Tf (x) Tj ET")).replace(b"[0 0 595 842]", b"[0 0 2000000 2000000]")


def header_only() -> bytes:
    return b"%PDF-1.4\n"


def noise() -> bytes:
    return b"%PDF-1.4\n" + bytes((i * 7919 + (i >> 3)) % 256 for i in range(60_000))


HOSTILE = [
    page_tree_loop,
    page_tree_fan_out,
    form_fan_out,
    four_million_operators,
    flate_bomb,
    nested_flate_bomb,
    to_unicode_range,
    deep_arrays,
    deep_objects,
    previous_loop,
    length_loop,
    fifty_thousand_pages,
    huge_page,
    header_only,
    noise,
]
NAMED = {"file.bomb", "file.damaged", "file.too_long", "file.empty", "file.scan_only"}


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_ends_within_its_limit(make: Callable[[], bytes]) -> None:
    data = make()
    start = time.monotonic()
    document = read_document(data, "pdf", "แผน.pdf", seconds=SECONDS, memory_mb=MEMORY_MB)
    assert time.monotonic() - start < SECONDS + 3
    assert document.problem in NAMED or document.blocks
    if document.problem:
        assert not document.readable


@pytest.fixture
def plan() -> bytes:
    return pdf_file(*[f"๒.{n} หัวข้อที่ {n}\n" + SENTENCE * 6 for n in range(1, 6)])


def test_user_password(plan: bytes) -> None:
    target = BytesIO()
    with pikepdf.open(BytesIO(plan)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="ลับ", owner="x"))
    document = read_document(target.getvalue(), "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert document.problem == "file.password"


def test_owner_password_is_readable(plan: bytes) -> None:
    target = BytesIO()
    with pikepdf.open(BytesIO(plan)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="", owner="x", allow=pikepdf.Permissions(extract=False)))
    document = read_document(target.getvalue(), "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert document.problem is None
    assert document.readable
    assert document.pages == 5


@pytest.mark.parametrize("keep", [0.97, 0.5, 0.1, 0.01])
def test_truncated_is_read_or_named_and_never_trusted(plan: bytes, keep: float) -> None:
    document = read_document(plan[: int(len(plan) * keep)], "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert not document.readable
    assert document.blocks or document.problem in NAMED


def test_lost_tail_is_mended(plan: bytes) -> None:
    document = read_document(plan[: plan.rindex(b"startxref")], "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert document.pages == 5
    assert "หัวข้อที่" in document.text


def test_junk_before_the_header(plan: bytes) -> None:
    document = read_document(b"junk\n" * 144 + plan, "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert document.pages == 5
    assert document.problem is None


def test_scripts_and_embedded_files_are_noted(plan: bytes) -> None:
    target = BytesIO()
    with pikepdf.open(BytesIO(plan)) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    document = read_document(target.getvalue(), "pdf", "x.pdf", seconds=10, memory_mb=1024)
    assert document.notes == ("file.active_content",)
    assert document.readable
