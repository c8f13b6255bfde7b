"""All files of all plans, printed once and kept in a temporary folder: printing takes longer than reading."""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.corpus import printers
from tests.corpus.compose import CorpusPlan
from tests.corpus.web import write_html
from tests.corpus.word import write_word

SARABUN, LAKSAMAN, NORASI = "Sarabun", "Laksaman", "Norasi"


@dataclass(frozen=True, slots=True)
class Press:
    """Prints plans; what was printed before from the same source is taken from folder."""

    folder: Path

    def files(self, plans: Sequence[CorpusPlan], producer: str, most: int = 0) -> dict[str, bytes]:
        """Plan name to its file by this producer (a key of PRODUCERS). most: pages of a scan, 0 for all.

        Raises printers.NotPrinted.
        """
        return PRODUCERS[producer](self, plans, most)

    def word(self, plans: Sequence[CorpusPlan], font: str = "") -> dict[str, bytes]:
        """The Word files, in the plan's own font or another."""
        return {plan.entry.name: write_word(plan.text, font) for plan in plans}

    def office(self, plans: Sequence[CorpusPlan], kind: str, font: str = "") -> dict[str, bytes]:
        """Word files through LibreOffice, many in one process."""
        sources = self.word(plans, font)
        done = {name: self._kept(kind, data) for name, data in sources.items()}
        todo = {name: data for name, data in sources.items() if not done[name].exists()}
        if todo:
            for name, data in printers.convert(todo, kind, self.folder).items():
                done[name].write_bytes(data)
        return {name: path.read_bytes() for name, path in done.items()}

    def each(self, kind: str, sources: dict[str, bytes], make: Callable[[bytes], bytes]) -> dict[str, bytes]:
        """One file after the other through a program."""
        made = {}
        for name, data in sources.items():
            path = self._kept(kind, data)
            if not path.exists():
                path.write_bytes(make(data))
            made[name] = path.read_bytes()
        return made

    def _kept(self, kind: str, data: bytes) -> Path:
        return self.folder / "kept" / f"{hashlib.sha256(data).hexdigest()[:32]}.{kind}"


def press(folder: Path | None = None) -> Press:
    """A press with its folder made; without one, a folder of the corpus under the system's temporary folder."""
    folder = folder or Path(tempfile.gettempdir()) / "mailbot-corpus"
    (folder / "kept").mkdir(parents=True, exist_ok=True)
    return Press(folder)


def _chromium(press: Press, plans: Sequence[CorpusPlan], most: int) -> dict[str, bytes]:
    pages = {plan.entry.name: write_html(plan.text).encode() for plan in plans}
    return press.each("chromium.pdf", pages, lambda page: printers.chromium(page.decode(), press.folder))


def _ghostscript(press: Press, plans: Sequence[CorpusPlan], most: int) -> dict[str, bytes]:
    printed = press.office(plans, "pdf", LAKSAMAN)
    return press.each("gs.pdf", printed, lambda pdf: printers.ghostscript(pdf, press.folder))


def _scan(dpi: int) -> Callable[[Press, Sequence[CorpusPlan], int], dict[str, bytes]]:
    def make(press: Press, plans: Sequence[CorpusPlan], most: int) -> dict[str, bytes]:
        printed = press.office(plans, "pdf", SARABUN)
        return press.each(f"scan{dpi}-{most}.pdf", printed, lambda pdf: printers.scan(pdf, dpi, press.folder, most))

    return make


PRODUCERS: dict[str, Callable[[Press, Sequence[CorpusPlan], int], dict[str, bytes]]] = {
    "docx": lambda press, plans, most: press.word(plans),
    "doc": lambda press, plans, most: press.office(plans, "doc"),
    "rtf": lambda press, plans, most: press.office(plans, "rtf"),
    "LibreOffice, Sarabun": lambda press, plans, most: press.office(plans, "pdf", SARABUN),
    "LibreOffice, Laksaman": lambda press, plans, most: press.office(plans, "pdf", LAKSAMAN),
    "LibreOffice, Norasi": lambda press, plans, most: press.office(plans, "pdf", NORASI),
    "Chromium": _chromium,
    "Ghostscript": _ghostscript,
    "scan 150 dpi": _scan(150),
    "scan 200 dpi": _scan(200),
}
