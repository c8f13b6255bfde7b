"""Printing one HTML page to PDF by Chromium: fixed arguments, no network, a profile that is thrown away.

Of the printers that were tried only Chromium leaves Thai text that copies, searches and is read aloud rightly.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from mailbot.errors import ConfigError, Transient

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--mute-audio",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
)
_one_at_a_time = Lock()


def find(program: str = "") -> str | None:
    """The program that is named, or the first of its usual names that is installed; None when there is none."""
    return next((found for name in ([program] if program else _NAMES) if (found := shutil.which(name))), None)


def print_page(html: str, seconds: float, program: str = "") -> bytes:
    """The page as a tagged PDF. Raises ConfigError when Chromium is not installed, Transient when it fails or takes
    longer than `seconds`; the whole group of its processes is ended then."""
    chromium = find(program)
    if chromium is None:
        raise ConfigError(
            f"{program or 'chromium'} is not installed, and a PDF needs it (Debian: chromium); .html and .docx do not"
        )
    with _one_at_a_time, TemporaryDirectory(prefix="mailbot-report-") as folder:
        page, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        page.write_text(html, "utf-8")
        arguments = [chromium, *_ARGUMENTS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}"]
        if os.geteuid() == 0:
            arguments.append(
                "--no-sandbox"
            )  # Chromium starts no sandbox for root; the page's own policy forbids scripts
        _run([*arguments, page.as_uri()], folder, seconds)
        if not printed.exists():
            raise Transient("chromium has printed nothing")
        return printed.read_bytes()


def _run(arguments: list[str], folder: str, seconds: float) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    process = subprocess.Popen(
        arguments,
        env={**kept, "HOME": folder, "TMPDIR": folder},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if process.wait(seconds) != 0:
            raise Transient(f"chromium has ended with {process.returncode}")
    except subprocess.TimeoutExpired:
        raise Transient(f"chromium has not printed within {seconds:g} seconds") from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
