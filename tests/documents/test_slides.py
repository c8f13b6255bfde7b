"""PowerPoint as an annex: slides in the order of the show, titles as headings, tables, SmartArt and pictures."""

import io
import zipfile

from mailbot.documents.read import read_document

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def shape(text: str, place: str = "") -> str:
    ph = f'<p:ph type="{place}"/>' if place else ""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return f"<p:sp><p:nvSpPr><p:nvPr>{ph}</p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"


def slide(*shapes: str) -> str:
    return f"<p:sld {_NS}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def show(*slides: str, order: tuple[int, ...] | None = None) -> bytes:
    numbers = order or tuple(range(1, len(slides) + 1))
    listed = "".join(f'<p:sldId id="{255 + at}" r:id="rId{at}"/>' for at in numbers)
    links = "".join(f'<Relationship Id="rId{at}" Target="slides/slide{at}.xml"/>' for at in range(1, len(slides) + 1))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(
            "ppt/presentation.xml", f"<p:presentation {_NS}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
        )
        package.writestr("ppt/_rels/presentation.xml.rels", f"<Relationships {_RELATIONS}>{links}</Relationships>")
        for at, content in enumerate(slides, 1):
            package.writestr(f"ppt/slides/slide{at}.xml", content)
        package.writestr(
            "ppt/slides/_rels/slide1.xml.rels",
            f'<Relationships {_RELATIONS}><Relationship Id="rId9" Target="../diagrams/data1.xml"/></Relationships>',
        )
        package.writestr("ppt/diagrams/data1.xml", f"<x {_NS}><a:p><a:r><a:t>ผู้ประสานงาน</a:t></a:r></a:p></x>")
    return packed.getvalue()


def test_slides_in_the_order_of_the_show() -> None:
    row = "<a:tr><a:tc><a:p><a:r><a:t>นายประเสริฐ</a:t></a:r></a:p></a:tc><a:tc><a:p/></a:tc></a:tr>"
    first = slide(shape("หัวหน้าคณะ\nผู้ประสานงาน"), shape("ผังการแจ้งเหตุ", "title"), "<p:pic/>")
    second = slide(
        shape("กลยุทธ์ความต่อเนื่อง", "title"), shape("ใช้สถานที่สำรอง", "body"), f"<p:graphicFrame>{row}</p:graphicFrame>"
    )
    document = read_document(show(first, second, order=(2, 1)), "presentation", "x.pptx", seconds=20, memory_mb=300)
    assert [(block.kind, block.text, block.picture) for block in document.blocks] == [
        ("heading", "กลยุทธ์ความต่อเนื่อง", False),
        ("paragraph", "ใช้สถานที่สำรอง", False),
        ("row", "นายประเสริฐ\t", False),
        ("heading", "ผังการแจ้งเหตุ", False),
        ("textbox", "หัวหน้าคณะ\nผู้ประสานงาน", False),
        ("paragraph", "", True),
        ("diagram", "ผู้ประสานงาน", False),
    ]


def test_what_is_no_show_is_damaged() -> None:
    assert read_document(show(), "presentation", "x.pptx", seconds=20, memory_mb=300).problem == "file.damaged"
