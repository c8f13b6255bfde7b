"""Style, script, fonts and htmx: read once at the start, served under a name that changes with what is inside."""

import hashlib
from dataclasses import dataclass, field
from importlib import resources

HTMX_SHA256 = "491955cd1810747d7d7b9ccb936400afb760e06d25d53e4572b64b6563b2784e"
"""Of htmx 2.0.3 as its package brings it; another file is not served."""
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2"}
_TYPES |= {"svg": "image/svg+xml"}
_FONTS = tuple(f"fonts/sarabun-{script}-{weight}-normal.woff2" for script in ("thai", "latin") for weight in (400, 700))
_OWN = ("desk.css", "charts.css", "desk.js", "icon.svg", *_FONTS)


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file and its media type."""

    media_type: str
    data: bytes = field(repr=False)
    digest: str


class StaticFiles:
    """The known files by name: nothing else can be asked for, whatever the path says."""

    def __init__(self) -> None:
        folder = resources.files("mailbot.desk") / "static"
        self._files: dict[str, StaticFile] = {}
        for name in _FONTS:
            self._add(name, (folder / name).read_bytes())
        self._add("icon.svg", (folder / "icon.svg").read_bytes())
        self._add("htmx.js", (resources.files("js_lib_htmx") / "static/htmx/htmx.min.js").read_bytes())
        for name in ("charts.css", "desk.js", "desk.css"):
            text = (folder / name).read_text("utf-8")
            for known in _FONTS:
                text = text.replace(f"url({known})", f"url({self.url(known)})")
            self._add(name, text.encode())
        if self._files["htmx.js"].digest != HTMX_SHA256:
            raise ValueError("htmx is not the file that was tried; see docs/architecture.md")

    def _add(self, name: str, data: bytes) -> None:
        kind = _TYPES[name.rpartition(".")[2]]
        self._files[name] = StaticFile(kind, data, hashlib.sha256(data).hexdigest())

    def url(self, name: str) -> str:
        """Where a file is found; the address changes with its content, so that browsers may keep it for ever."""
        return f"/static/{self._files[name].digest[:16]}/{name}"

    def find(self, digest: str, name: str) -> StaticFile | None:
        """The file of this address; None when there is none."""
        found = self._files.get(name)
        return found if found is not None and found.digest[:16] == digest else None
