"""Annexes in PowerPoint: the text of each slide in order, its title as a heading, tables as rows, pictures noted."""

from functools import partial
from pathlib import PurePosixPath
from zipfile import ZipFile

from lxml import etree

from mailbot.documents.embedded import in_package
from mailbot.documents.model import Block, Document
from mailbot.documents.outside_links import NOTE, fetches_outside
from mailbot.documents.preflight import open_package, parse_xml, read_part
from mailbot.documents.thai import norm
from mailbot.errors import Refused

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PRESENTATION = "ppt/presentation.xml"
_MOST_SLIDES = 500
_TITLES = ("title", "ctrTitle")


def read_slides(data: bytes, name: str) -> Document:
    """Read a .pptx or .ppsx file; run it in a limited worker. name: not needed, slides have titles of their own.

    Raises Refused with file.bomb, file.damaged or file.password.
    """
    package = open_package(data)
    slides = _slides(package)
    if not slides:
        raise Refused("file.damaged", {"detail": "no slides"})
    blocks: list[Block] = []
    for part in slides[:_MOST_SLIDES]:
        content = read_part(package, part)
        if content is not None:
            blocks += _blocks(parse_xml(content))
            blocks += _diagrams(package, part)
    macros = any(entry.filename.lower().endswith("vbaproject.bin") for entry in package.infolist())
    outside = fetches_outside(package.namelist(), partial(read_part, package))
    notes = (*(("file.macro",) if macros else ()), *((NOTE,) if outside else ()), *in_package(package))
    return Document(tuple(blocks), "slides", readable=len(slides) <= _MOST_SLIDES, notes=notes)


def _slides(package: ZipFile) -> list[str]:
    """Parts of the slides in the order of the show, hidden ones too."""
    presentation = read_part(package, _PRESENTATION)
    if presentation is None:
        return []
    targets = _targets(package, _PRESENTATION)
    ids = [slide.get(f"{_R}id") for slide in parse_xml(presentation).iter(f"{_P}sldId")]
    return [targets[one] for one in ids if one in targets]


def _targets(package: ZipFile, part: str) -> dict[str, str]:
    """Relationship id to part name, of one part."""
    own = PurePosixPath(part)
    content = read_part(package, str(own.parent / "_rels" / f"{own.name}.rels"))
    if content is None:
        return {}
    found: dict[str, str] = {}
    for relation in parse_xml(content):
        target, one = relation.get("Target"), relation.get("Id")
        if target and one and relation.get("TargetMode") != "External":
            found[one] = _resolved(own.parent, target)
    return found


def _resolved(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = list(folder.parts)
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _blocks(slide: etree._Element) -> list[Block]:
    """Shapes in the order of the file; groups are opened."""
    blocks: list[Block] = []
    for shape in slide.iter(f"{_P}sp", f"{_P}graphicFrame", f"{_P}pic"):
        if shape.tag == f"{_P}pic":
            blocks.append(Block("paragraph", "", picture=True))
            continue
        if shape.tag == f"{_P}graphicFrame":
            blocks += [_row(row) for row in shape.iter(f"{_A}tr")]
            continue
        place = shape.find(f".//{_P}nvPr/{_P}ph")
        is_title = place is not None and place.get("type") in _TITLES
        texts = [text for paragraph in shape.iter(f"{_A}p") if (text := _text(paragraph))]
        if is_title and texts:
            blocks.append(Block("heading", " ".join(texts), level=1, bold=True))
        elif place is None:
            blocks += [Block("textbox", "\n".join(texts))] if texts else []
        else:
            blocks += [Block("paragraph", text) for text in texts]
    # A title may stand behind its text in the file; on the slide it is above.
    return sorted(blocks, key=lambda block: block.kind != "heading")


def _row(row: etree._Element) -> Block:
    cells = tuple("\n".join(filter(None, map(_text, cell.iter(f"{_A}p")))) for cell in row.iter(f"{_A}tc"))
    return Block("row", "\t".join(cells), cells=cells, in_table=True)


def _diagrams(package: ZipFile, slide: str) -> list[Block]:
    """Texts of SmartArt on the slide: a call tree is often one."""
    parts = [part for part in _targets(package, slide).values() if "/diagrams/data" in part]
    found: list[Block] = []
    for part in parts:
        content = read_part(package, part)
        texts = [text for p in parse_xml(content).iter(f"{_A}p") if (text := _text(p))] if content else []
        found += [Block("diagram", text) for text in texts]
    return found


def _text(paragraph: etree._Element) -> str:
    pieces = ["\n" if run.tag == f"{_A}br" else run.text or "" for run in paragraph.iter(f"{_A}t", f"{_A}br")]
    return norm("".join(pieces)).strip()
