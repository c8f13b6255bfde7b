"""Files that ask whoever opens them to fetch something from an address, in the ways that Word knows."""

from collections.abc import Callable

from tests.documents.samples import SENTENCE, paragraph, part, relationships, word_file

Maker = Callable[[str], bytes]


def linked_picture(address: str) -> bytes:
    """A .docx with a picture that is only linked (measured: three requests of an open LibreOffice)."""
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId9"/><a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    links = relationships(("rId9", "image", f"{address}/linked.png"), external=True)
    return word_file(paragraph(SENTENCE) + drawing, {"word/_rels/document.xml.rels": links})


def attached_template(address: str) -> bytes:
    """A .docx whose template lies elsewhere."""
    return word_file(
        paragraph(SENTENCE),
        {
            "word/_rels/document.xml.rels": relationships(("rId3", "settings", "settings.xml")),
            "word/settings.xml": part("w:settings", '<w:attachedTemplate r:id="rId1"/>'),
            "word/_rels/settings.xml.rels": relationships(
                ("rId1", "attachedTemplate", f"{address}/template.dotm"), external=True
            ),
        },
    )


def web_page(address: str) -> bytes:
    """A page named .doc with a picture, a style sheet and a frame from elsewhere."""
    return (
        f'<html><head><link rel="stylesheet" href="{address}/style.css"></head><body><p>{SENTENCE}</p>'
        f'<img src="{address}/picture.png"><iframe src="{address}/frame.html"></iframe></body></html>'
    ).encode()


def rich_text(address: str) -> bytes:
    """An RTF file with INCLUDEPICTURE, INCLUDETEXT and a template."""
    thai = "".join(f"\\u{ord(letter)}?" for letter in SENTENCE)
    return (
        rf"{{\rtf1\ansi{{\*\template {address}/t.dot}}"
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/picture.png" \\d}}{{\fldrslt x}}}}'
        rf'{{\field{{\*\fldinst INCLUDETEXT "{address}/text.doc"}}{{\fldrslt y}}}} {thai}\par}}'
    ).encode()


def data_exchange() -> bytes:
    """A .docx with a field that starts a program (DDE)."""
    field = '<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'
    return word_file(paragraph(SENTENCE) + field)
