"""XML names of Open XML (ISO 29500, transitional) that the Word reader asks for."""

from functools import cache

from lxml import etree

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
RELATIONSHIPS = _NAMESPACES["r"]
_OFF = frozenset({"0", "false", "off", "none"})


@cache
def qualified(name: str) -> str:
    """'w:p' as '{namespace}p', the form that lxml compares."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def first(parent: etree._Element, name: str) -> etree._Element | None:
    """Its first child of this name, None when there is none: find() without its paths, and twice as fast."""
    return next(parent.iterchildren(name), None)


def value(element: etree._Element | None) -> str | None:
    """The w:val of an element; None when either is missing."""
    return None if element is None else element.get(VAL)


def flag(element: etree._Element | None) -> bool | None:
    """A toggle such as w:b: None when absent, True when present without a value that switches it off."""
    return None if element is None else switched(element.get(VAL))


def switched(told: str | None) -> bool:
    """What the value of a toggle says; a toggle without one is on."""
    return (told or "1").lower() not in _OFF


def whole(text: str | None) -> int | None:
    """A whole number written in an attribute, None when it is none or absurdly long."""
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None


VAL = qualified("w:val")
