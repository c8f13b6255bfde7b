"""Whether an Office package (Word, Excel, PowerPoint) points at something outside that its program would fetch."""

from collections.abc import Callable, Iterable

from mailbot.documents.preflight import parsed
from mailbot.documents.word_names import qualified

NOTE = "file.external_content"
_TEMPLATE = "attachedTemplate"
_HARMLESS = ("hyperlink", _TEMPLATE)
_FAR = ("http", "\\\\", "file://///")


def fetches_outside(names: Iterable[str], read: Callable[[str], bytes | None]) -> bool:
    """Does any part fetch something? Links that wait for a click do not count, nor a template that lies on the writer's
    own disk. names: all entries of the package; read: the bytes of one. Raises Refused with file.bomb."""
    return any(_fetches(read(name)) for name in names if name.lower().endswith(".rels"))


def _fetches(data: bytes | None) -> bool:
    root = parsed(data) if data and b"External" in data else None
    if root is None:
        return False
    for rel in root.iter(qualified("rel:Relationship")):
        if rel.get("TargetMode") != "External":
            continue
        kind, target = (rel.get("Type") or "").rpartition("/")[2], (rel.get("Target") or "").lower()
        if kind not in _HARMLESS or (kind == _TEMPLATE and target.startswith(_FAR)):
            return True
    return False
