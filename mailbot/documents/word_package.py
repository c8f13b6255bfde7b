"""Opens a Word file and hands out its parts: straight from the zip, or by python-docx where no main part is found.

python-docx refuses files that Word itself opens (strict Open XML, dangling relationships, macro files) and parses all
parts where a few are wanted; but it looks for the main part in more ways than we do.
"""

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from mailbot.documents.embedded import in_package
from mailbot.documents.outside_links import NOTE, fetches_outside
from mailbot.documents.preflight import check_declarations, open_package, parse_xml, parsed, read_part
from mailbot.documents.word_flat import is_flat, unflattened
from mailbot.documents.word_names import qualified
from mailbot.errors import Refused

_MAIN = "/officeDocument"
_SMALL = 4 * 2**20  # bytes


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of the main part. kind: last step of its type ('header'). target: part name or address."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The parts of one Word file. main: root of the main part; relationships: of the main part, by id.

    part: gives the root of a part by its name, None when it is missing or is no sound XML. data: its bytes.
    notes: finding codes of what the package holds (file.macro, file.external_content, file.embedded_program, ...).
    """

    main: etree._Element
    relationships: dict[str, Relationship]
    part: Callable[[str], etree._Element | None] = field(repr=False)
    data: Callable[[str], bytes | None] = field(default=lambda name: None, repr=False)
    notes: tuple[str, ...] = ()

    def related(self, kind: str) -> Iterator[etree._Element]:
        """Roots of the parts to which the main part has relationships of this kind, in order of their ids."""
        return (root for name in self._names(kind) if (root := self.part(name)) is not None)

    def stored(self, kind: str) -> Iterator[bytes | None]:
        """The same parts as they are stored."""
        return map(self.data, self._names(kind))

    def _names(self, kind: str) -> Iterator[str]:
        return (each.target for each in self.relationships.values() if each.kind == kind and not each.external)


def open_word(data: bytes) -> WordPackage:
    """The package of a Word file; raises Refused('file.bomb', 'file.damaged' or 'file.password')."""
    if is_flat(data):
        data = unflattened(data)
    package = open_package(data)
    parts = _Parts(package)
    sound = parts.refuse_bombs()
    notes = _notes(package, parts)
    try:
        return _by_zip(package, parts, notes)
    except Refused as refused:
        if refused.code != "file.damaged" or not sound:
            raise
        return _by_python_docx(data, notes, refused)


class _Parts:
    """The bytes of a package's parts. Small XML parts, which are asked for again, are unpacked once."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._kept: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        """One part by its name in the zip file; raises as read_part."""
        return self._kept[name] if name in self._kept else read_part(self._package, name)

    def refuse_bombs(self) -> bool:
        """Look at every XML part before any parser does: none may be read later by a way that nobody thought of. Raises
        Refused; False when one of them cannot be unpacked."""
        sound = True
        for name in self._package.namelist():
            if name.lower().endswith((".xml", ".rels")):
                try:
                    data = read_part(self._package, name) or b""
                    check_declarations(data)
                    if len(data) <= _SMALL:
                        self._kept[name] = data
                except Refused as refused:
                    if refused.code != "file.damaged":
                        raise
                    sound = False
        return sound


def _by_python_docx(data: bytes, notes: tuple[str, ...], refused: Refused) -> WordPackage:
    try:
        package = Package.open(BytesIO(data))
        main = package.part_related_by(RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        parts: dict[str, Part] = {str(part.partname): part for part in package.iter_parts()}
    except (KeyError, ValueError, AttributeError, TypeError, etree.LxmlError, zipfile.BadZipFile, OSError):
        raise refused from None
    relationships = {
        identifier: Relationship(
            rel.reltype.rpartition("/")[2],
            rel.target_ref if rel.is_external else str(rel.target_part.partname),
            rel.is_external,
        )
        for identifier, rel in main.rels.items()
    }

    def part(name: str) -> etree._Element | None:
        return _root(parts[name]) if name in parts else None

    return WordPackage(_main_root(_root(main)), relationships, part, lambda name: _blob(parts.get(name)), notes)


def _blob(part: Part | None) -> bytes | None:
    return part.blob if part is not None else None


def _root(part: Part) -> etree._Element | None:
    element = getattr(part, "element", None)
    if isinstance(element, etree._Element):
        return element
    return parsed(part.blob)


def _by_zip(package: zipfile.ZipFile, parts: _Parts, notes: tuple[str, ...]) -> WordPackage:
    names = {name.lower(): name for name in package.namelist()}

    def blob(name: str) -> bytes | None:
        stored = names.get(name.lstrip("/").lower())
        return parts.read(stored) if stored else None

    def part(name: str) -> etree._Element | None:
        data = blob(name)
        return parsed(data) if data is not None else None

    main_name = _main_name(part, names)
    data = parts.read(names[main_name]) if main_name in names else None
    if data is None:
        raise Refused("file.damaged", {"detail": "no main part"})
    relationships = _relationships(part, main_name)
    return WordPackage(_main_root(parse_xml(data)), relationships, part, blob, notes)


def _main_root(root: etree._Element | None) -> etree._Element:
    if root is None or next(root.iter(qualified("w:body")), None) is None:
        raise Refused("file.damaged", {"detail": "no body"})
    return root


def _main_name(part: Callable[[str], etree._Element | None], names: dict[str, str]) -> str:
    """Lower-case name of the main part: by the package relationships, else where Word always puts it."""
    for relationship in _relationships(part, "").values():
        if relationship.kind == _MAIN[1:] and relationship.target.lstrip("/").lower() in names:
            return relationship.target.lstrip("/").lower()
    return next((name for name in sorted(names) if name.endswith("document.xml") or name.endswith("document2.xml")), "")


def _relationships(part: Callable[[str], etree._Element | None], source: str) -> dict[str, Relationship]:
    folder, name = posixpath.split(source)
    root = part(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relationship] = {}
    for rel in () if root is None else root.iter(qualified("rel:Relationship")):
        external = rel.get("TargetMode") == "External"
        target = rel.get("Target") or ""
        if not external:
            target = "/" + posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[rel.get("Id") or ""] = Relationship((rel.get("Type") or "").rpartition("/")[2], target, external)
    return found


def _notes(package: zipfile.ZipFile, parts: _Parts) -> tuple[str, ...]:
    notes = []
    names = package.namelist()
    types = parts.read("[Content_Types].xml") or b""
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
        notes.append("file.macro")
    if fetches_outside(names, parts.read):
        notes.append(NOTE)
    return (*notes, *in_package(package))
