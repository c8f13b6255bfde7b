"""Text boxes and SmartArt as Word stores them: once as DrawingML, once as VML for old programs."""

from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tests.corpus.blocks import Boxes, Smart

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_CM = 360_000


def boxes(block: Boxes) -> str:
    """XML of one run that holds a box for every entry, level under level."""
    drawn: list[str] = []
    for level, row in enumerate(block.levels):
        width = int(15 * _CM / max(len(row), 1) - 0.3 * _CM)
        for at, words in enumerate(row):
            drawn.append(_box(words, at * (width + int(0.3 * _CM)), int(level * 2.4 * _CM), width, len(drawn) + 1))
    return f"<w:r {_NS}>{''.join(drawn)}</w:r>"


def _box(words: str, left: int, top: int, width: int, number: int) -> str:
    lines = "".join(
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>'
        f"<w:t>{escape(line)}</w:t></w:r></w:p>"
        for line in words.split("\n")
    )
    content = f"<w:txbxContent>{lines}</w:txbxContent>"
    height = int(2.1 * _CM)
    return (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="{100 + number}" name="Box {number}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>'
        f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape style="width:100pt;height:60pt"><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent>"
    )


def smart_art(document: Any, block: Smart) -> Any:
    """The run that holds the diagram; its parts are put into the package. Programs without SmartArt show nothing."""
    number = sum(1 for part in document.part.package.iter_parts() if "/diagrams/data" in str(part.partname)) + 1
    points, links = (
        ['<dgm:pt modelId="0" type="doc"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/><a:p/></dgm:t></dgm:pt>'],
        [],
    )
    parents = [0]
    for row in block.levels:
        ids = []
        for at, words in enumerate(row):
            ids.append(len(points))
            lines = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in words.split("\n"))
            points.append(
                f'<dgm:pt modelId="{ids[-1]}"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/>{lines}</dgm:t></dgm:pt>'
            )
            parent = parents[min(at, len(parents) - 1)]
            links.append(f'<dgm:cxn modelId="{1000 + ids[-1]}" srcId="{parent}" destId="{ids[-1]}" srcOrd="{at}"/>')
        parents = ids
    data = (
        f'<dgm:dataModel xmlns:dgm="{_DGM}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<dgm:ptLst>{''.join(points)}</dgm:ptLst><dgm:cxnLst>{''.join(links)}</dgm:cxnLst><dgm:bg/><dgm:whole/>"
        "</dgm:dataModel>"
    )
    layout = (
        f'<dgm:layoutDef xmlns:dgm="{_DGM}" uniqueId="urn:microsoft.com/office/officeart/2005/8/layout/hierarchy1"/>'
    )
    kinds = (
        ("data", "diagramData", data),
        ("layout", "diagramLayout", layout),
        ("quickStyle", "diagramStyle", f'<dgm:styleDef xmlns:dgm="{_DGM}" uniqueId="s"/>'),
        ("colors", "diagramColors", f'<dgm:colorsDef xmlns:dgm="{_DGM}" uniqueId="c"/>'),
    )
    related: dict[str, str] = {}
    for name, kind, xml in kinds:
        part = Part(
            PackURI(f"/word/diagrams/{name}{number}.xml"),
            f"application/vnd.openxmlformats-officedocument.drawingml.{kind}+xml",
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}'.encode(),
            document.part.package,
        )
        related[name] = document.part.relate_to(part, _relationship(kind))
    return parse_xml(
        f'<w:r {_NS}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{15 * _CM}" cy="{8 * _CM}"/><wp:docPr id="{900 + number}" name="Diagram {number}"/>'
        f'<a:graphic><a:graphicData uri="{_DGM}"><dgm:relIds xmlns:dgm="{_DGM}" r:dm="{related["data"]}" '
        f'r:lo="{related["layout"]}" r:qs="{related["quickStyle"]}" r:cs="{related["colors"]}"/></a:graphicData>'
        "</a:graphic>"
        "</wp:inline></w:drawing></w:r>"
    )


def _relationship(kind: str) -> str:
    base = RELATIONSHIP_TYPE.IMAGE.rsplit("/", 1)[0]
    return f"{base}/{kind.replace('diagramStyle', 'diagramQuickStyle')}"
