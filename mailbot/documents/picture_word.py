"""Pictures as large as a page in a Word file: what a plan that was scanned into Word consists of."""

from collections.abc import Iterator

from lxml import etree

from mailbot.documents.ocr_picture import Picture, picture_sizes, render_picture
from mailbot.documents.preflight import open_package, read_part
from mailbot.documents.word_names import qualified
from mailbot.documents.word_package import Relationship, open_word
from mailbot.errors import Refused

_LONG_SIDE, _SHORT_SIDE = 1000, 700  # pixels; emblems and signatures are smaller
_MOST_PICTURES = 500
_EMBED, _OLD = qualified("r:embed"), qualified("r:id")
_BLIP, _IMAGE = qualified("a:blip"), qualified("v:imagedata")


def page_pictures(data: bytes) -> tuple[str, ...]:
    """Names of the parts of a .docx that are such pictures, in document order, each once.

    Run it in a limited process; raises Refused when the file cannot be read.
    """
    package = open_package(data)
    names = {name.lower(): name for name in package.namelist()}
    word = open_word(data)
    found: dict[str, None] = {}
    for target in _targets(word.main, word.relationships):
        name = names.get(target.lstrip("/").lower())
        if name is None or name in found or len(found) >= _MOST_PICTURES:
            continue
        sizes = picture_sizes(read_part(package, name) or b"", 1)
        if sizes and max(sizes[0]) >= _LONG_SIDE and min(sizes[0]) >= _SHORT_SIDE:
            found[name] = None
    return tuple(found)


def _targets(main: etree._Element, relationships: dict[str, Relationship]) -> Iterator[str]:
    for element in main.iter(_BLIP, _IMAGE):
        relationship = relationships.get(element.get(_EMBED if element.tag == _BLIP else _OLD) or "")
        if relationship is not None and not relationship.external:
            yield relationship.target


def render_page_picture(data: bytes, name: str) -> Picture | None:
    """One of these parts as gray pixels; None when it cannot be decoded. Run it in a limited process."""
    try:
        picture = read_part(open_package(data), name)
    except Refused:
        return None
    return render_picture(picture, 1) if picture else None
