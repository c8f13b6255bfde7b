"""The letters of one Word paragraph: what is printed, once, with bold and size; and what hangs on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from mailbot.documents.thai import norm
from mailbot.documents.word_names import RELATIONSHIPS, first, qualified
from mailbot.documents.word_styles import Look, Styles

_TICKS = {"f0fc", "f0fe", "f052", "f050", "2713", "2714", "00fc", "00fe", "0052", "0050"}
_BOXES = {"f06f", "f0a8", "f0a3", "f071", "00a8", "006f"}
_GONE = frozenset(
    map(qualified, ["w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tcPr", "w:trPr"])
)
_RUN, _TEXT, _TAB, _BREAK = map(qualified, ("w:r", "w:t", "w:tab", "w:br"))
_CARRIAGE_RETURN, _HYPHEN, _SYMBOL = map(qualified, ("w:cr", "w:noBreakHyphen", "w:sym"))
_SIGNS = {_TAB: "\t", _BREAK: "\n", _CARRIAGE_RETURN: "\n", _HYPHEN: "-", qualified("w:ptab"): "\t"}
_ALTERNATE, _CHOICE, _FALLBACK = map(qualified, ("mc:AlternateContent", "mc:Choice", "mc:Fallback"))
_PICTURE, _OBJECT, _DRAWING = map(qualified, ("w:pict", "w:object", "w:drawing"))
_TEXT_BOX, _MATH_TEXT, _INSTRUCTION = map(qualified, ("w:txbxContent", "m:t", "w:instrText"))
_IMAGES = tuple(map(qualified, ("pic:pic", "v:imagedata", "c:chart")))
_SHAPE_TEXT, _DRAWN_LINE, _DRAWN_TEXT = map(qualified, ("a:txBody", "a:p", "a:t"))
_FIELD_MARK, _FIELD_MARK_TYPE = map(qualified, ("w:fldChar", "w:fldCharType"))
_RUBY, _RUBY_BASE = map(qualified, ("w:ruby", "w:rubyBase"))
_GRAPHIC = qualified("a:graphicData")
_DIAGRAM = qualified("dgm:relIds")
_WORD_ART = qualified("v:textpath")
_RUN_PROPERTIES = qualified("w:rPr")
_FETCHING_FIELDS = ("DDE", "INCLUDETEXT", "INCLUDEPICTURE")


@dataclass(slots=True)
class Content:
    """What one paragraph (or one cell) holds. light, bold: letters. sizes: letters of each point size. boxes:
    w:txbxContent; diagrams: relationship ids of SmartArt data. watermarks: words drawn as WordArt, or in shapes of a
    drawing that is no text box. fields: those that are open: before which piece each begins, -1 behind its middle.
    lost: something was drawn that nobody can read."""

    pieces: list[str] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    light: int = 0
    bold: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    watermarks: list[str] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    picture: bool = False
    fetches: bool = False
    lost: bool = False

    @property
    def text(self) -> str:
        """Normalised text without blanks at the ends."""
        return norm("".join(self.pieces)).strip()

    def add(self, cell: "Content") -> None:
        """What a line of a table's row adds to the row, but for its words."""
        self.light += cell.light
        self.bold += cell.bold
        for size, letters in cell.sizes.items():
            self.sizes[size] = self.sizes.get(size, 0) + letters
        self.boxes += cell.boxes
        self.diagrams += cell.diagrams
        self.watermarks += cell.watermarks
        self.picture |= cell.picture

    @property
    def is_bold(self) -> bool:
        """More letters bold than not."""
        return self.bold > self.light

    @property
    def size(self) -> float | None:
        """Point size of most letters, None when nothing says it."""
        if len(self.sizes) == 1:
            return next(iter(self.sizes))
        return max(self.sizes, key=lambda size: (self.sizes[size], size)) if self.sizes else None


def paragraph_content(paragraph: etree._Element, inherited: Look, styles: Styles) -> Content:
    """Text of a w:p in document order; deleted and hidden text left out, inserted text in."""
    content = Content()
    _gather(paragraph, inherited, styles, content)
    return content


def every_letter(main: etree._Element) -> str:
    """All that stands in a main part, in order: what is printed, and what is deleted or hidden too."""
    return "".join(text.text or "" for text in main.iter(_TEXT, qualified("w:delText")))


def branch(alternate: etree._Element) -> Iterator[etree._Element]:
    """The children of one branch of mc:AlternateContent: the first choice that holds text, else the fallback."""
    branches = [*alternate.iterchildren(_CHOICE), *alternate.iterchildren(_FALLBACK)]
    told = [each for each in branches if next(each.iter(_TEXT, _DIAGRAM), None) is not None]
    return iter((told or branches or [alternate])[0])


def _gather(parent: etree._Element, look: Look, styles: Styles, content: Content) -> None:
    for child in branch(parent) if parent.tag == _ALTERNATE else parent:
        tag = child.tag
        if tag == _RUN:
            _gather_run(child, look, styles, content)
        elif tag == _MATH_TEXT:
            content.pieces.append(child.text or "")
        elif tag == _TEXT_BOX:
            content.boxes.append(child)
        elif tag not in _GONE and isinstance(tag, str):
            _gather(child, look, styles, content)


def _gather_run(run: etree._Element, inherited: Look, styles: Styles, content: Content) -> None:
    properties = first(run, _RUN_PROPERTIES)
    look = inherited if properties is None else styles.run(properties, inherited)
    if look.hidden:
        return
    for child in run:
        if child.tag == _TEXT:
            _take_letters(child.text or "", look, content)
        else:
            _gather_piece(child, look, styles, content)


def _take_letters(text: str, look: Look, content: Content) -> None:
    content.pieces.append(text)
    letters = len(text) - text.count(" ")
    if letters:
        if look.bold:
            content.bold += letters
        else:
            content.light += letters
        if look.size is not None:
            content.sizes[look.size] = content.sizes.get(look.size, 0) + letters


def _gather_piece(child: etree._Element, look: Look, styles: Styles, content: Content) -> None:
    tag = child.tag
    if tag == _TEXT:
        _take_letters(child.text or "", look, content)
    elif tag in _SIGNS:
        content.pieces.append(_SIGNS[tag])
    elif tag == _SYMBOL:
        content.pieces.append(_symbol(child.get(qualified("w:char")) or ""))
    elif tag == _FIELD_MARK:
        _mark_field(child.get(_FIELD_MARK_TYPE), content)
    elif tag == _INSTRUCTION:
        content.fetches |= (child.text or "").strip().upper().startswith(_FETCHING_FIELDS)
    elif tag == _ALTERNATE:
        for inner in branch(child):
            _gather_piece(inner, look, styles, content)
    elif tag == _RUBY:  # the small print above is a repetition
        for base in child.iterchildren(_RUBY_BASE):
            _gather(base, look, styles, content)
    elif tag in (_DRAWING, _PICTURE, _OBJECT):
        _gather_drawing(child, content)


def _mark_field(kind: str | None, content: Content) -> None:
    """Between the beginning and the middle of a field stands its instruction, which is not printed."""
    if kind == "begin":
        content.fields.append(len(content.pieces))
    elif kind in ("separate", "end") and content.fields:
        start = content.fields.pop()
        if start >= 0:
            del content.pieces[start:]
        if kind == "separate":
            content.fields.append(-1)


def _gather_drawing(drawing: etree._Element, content: Content) -> None:
    """Outermost text boxes, SmartArt and pictures of a drawing."""
    if drawing.tag == _OBJECT or next(drawing.iter(*_IMAGES), None) is not None:
        content.picture = True
    content.lost |= _is_lost_picture(drawing)
    for drawn in drawing.iter(_WORD_ART):  # a watermark: the words stand in an attribute
        content.watermarks.append(norm(drawn.get("string") or "").strip())
    for shape in drawing.iter(_SHAPE_TEXT):
        lines = ["".join(text.text or "" for text in line.iter(_DRAWN_TEXT)) for line in shape.iter(_DRAWN_LINE)]
        content.watermarks.append(norm("\n".join(filter(None, lines))).strip())
    for diagram in drawing.iter(_DIAGRAM):
        content.diagrams.append(diagram.get(f"{{{RELATIONSHIPS}}}dm") or "")
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT_BOX:
            content.boxes.append(element)
            continue
        children = list(branch(element)) if element.tag == _ALTERNATE else list(element)
        waiting.extend(reversed(children))


def _is_lost_picture(drawing: etree._Element) -> bool:
    """A frame for a picture with none in it: LibreOffice could not read what Word drew, nor where."""
    return any((g.get("uri") or "").endswith("/picture") and not len(g) for g in drawing.iter(_GRAPHIC))


def _symbol(code: str) -> str:
    """A w:sym of a picture font: ticks and boxes matter in tables, the rest only stands for itself."""
    code = code.lower()
    if code in _TICKS:
        return "✓"
    if code in _BOXES:
        return "□"
    try:
        return chr(int(code, 16)) if len(code) <= 4 else ""
    except ValueError:
        return ""
