"""PDF files made to hang, burst or crash a reader, to hide something or to do something."""

import zlib
from io import BytesIO

import pikepdf

from tests.documents.samples import SENTENCE, page_with, pdf_file, raw_pdf, stream


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
    return page_with(stream(b"BT /F1 9 Tf (x) Tj ET" + b" " * 250_000_000))


def nested_flate_bomb() -> bytes:
    inner = zlib.compress(zlib.compress(b"\0" * 250_000_000, 1), 9)
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


def cid_width_range() -> bytes:
    """A composite font that gives widths to two thousand million letters."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]>>"
    child = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>"
    more = {6: font, 7: child + b"/W[0 2000000000 500]>>"}
    return page_with(stream(b"BT /F2 9 Tf <00010002> Tj ET"), b"<</Font<</F2 6 0 R>>>>", more)


def giant_image() -> bytes:
    """A picture of 60,000 times 60,000 dots in half a megabyte."""
    entries = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(7_500_000)) for _ in range(60)) + packer.flush()
    image = b"<</Length %d/Filter/FlateDecode%s>>\nstream\n" % (len(packed), entries) + packed + b"\nendstream"
    return page_with(stream(b"q 595 0 0 842 0 0 cm /I Do Q"), b"<</XObject<</I 6 0 R>>>>", {6: image})


def many_filters() -> bytes:
    body = zlib.compress(b"BT ET")
    filters = b"/FlateDecode " * 20_000
    return page_with(b"<</Length %d/Filter[%s]>>\nstream\n" % (len(body), filters) + body + b"\nendstream")


def predictor_columns() -> bytes:
    return page_with(stream(b"BT ET", b"/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32>>"))


def run_length_bomb() -> bytes:
    """Run lengths inside Flate: 128 times 1,000."""
    body = zlib.compress(b"\x81 " * 4_000_000, 9)
    filters = b"/Filter[/FlateDecode/RunLengthDecode]"
    return page_with(b"<</Length %d%s>>\nstream\n" % (len(body), filters) + body + b"\nendstream")


def glyph_that_draws_itself() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
        b"/Encoding<</Type/Encoding/Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F2 6 0 R>>>>>>"
    )
    glyph = stream(b"9 0 d0 BT /F2 9 Tf (aa) Tj ET")
    return page_with(stream(b"BT /F2 9 Tf (a) Tj ET"), b"<</Font<</F2 6 0 R>>>>", {6: font, 7: glyph})


def pattern_that_paints_itself() -> bytes:
    entries = (
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1/YStep 1"
        b"/Resources<</Pattern<</P 6 0 R>>>>"
    )
    paint = b"/Pattern cs /P scn 0 0 595 842 re f "
    return page_with(stream(paint), b"<</Pattern<</P 6 0 R>>>>", {6: stream(paint, entries)})


def outline_loop() -> bytes:
    whole = page_with(stream(b"BT /F1 9 Tf (x) Tj ET"), more={6: b"<</First 6 0 R/Last 6 0 R/Next 6 0 R/Title(x)>>"})
    return whole.replace(b"/Catalog/Pages 2 0 R", b"/Catalog/Outlines 6 0 R/Pages 2 0 R")


def endless_numbers() -> bytes:
    return page_with(stream(b"BT /F1 " + b"9" * 5_000_000 + b" Tf (x) Tj ET"))


def xref_of_two_thousand_million() -> bytes:
    return page_with(stream(b"BT ET")).replace(b"xref\n0 6", b"xref\n0 2000000000")


def object_streams_in_a_ring() -> bytes:
    inner = b"10 0 <</Type/Page>>"
    ring = {n: stream(inner, b"/Type/ObjStm/N 1/First 5/Extends %d 0 R" % (13 - n)) for n in (6, 7)}
    return page_with(stream(b"BT ET"), more=ring)


def cut(share: float) -> bytes:
    """The first part of a sound plan of five pages."""
    return sound()[: int(len(sound()) * share)]


def sound() -> bytes:
    return pdf_file(*[f"๒.{n} หัวข้อที่ {n}\n" + SENTENCE * 6 for n in range(1, 6)])


def locked(*, aes: bool) -> bytes:
    """A plan that asks for a password: RC4 of 128 bits, or AES of 256."""
    return _saved(encryption=pikepdf.Encryption(user="x", owner="y", R=6 if aes else 3, aes=aes, metadata=aes))


def owner_locked() -> bytes:
    """Opens for everybody, but asks programs not to copy its text."""
    rights = pikepdf.Permissions(extract=False)
    return _saved(encryption=pikepdf.Encryption(user="", owner="y", allow=rights))


def with_script() -> bytes:
    return _saved(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def with_launch() -> bytes:
    return _saved(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def with_file_inside() -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(sound())) as pdf:
        pdf.attachments["a.exe"] = b"MZ"
        pdf.save(target)
    return target.getvalue()


def _saved(encryption: pikepdf.Encryption | bool = False, **root: pikepdf.Object) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(sound())) as pdf:
        for name, value in root.items():
            pdf.Root[f"/{name}"] = value
        pdf.save(target, encryption=encryption)
    return target.getvalue()
