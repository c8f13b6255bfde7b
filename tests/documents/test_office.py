"""LibreOffice as a converter: no request leaves it, with a network namespace and without; nothing stays behind."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mailbot.documents import office
from mailbot.documents.confinement import leave_network
from mailbot.documents.office import convert_to_docx
from mailbot.documents.read import read_document
from mailbot.documents.word import read_word
from mailbot.documents.worker import run_limited
from tests.documents import linking
from tests.documents.samples import SENTENCE, paragraph, word_file
from tests.real_parts import need

FILES = [
    (linking.linked_picture, ".docx"),
    (linking.attached_template, ".docx"),
    (linking.web_page, ".html"),
    (linking.rich_text, ".rtf"),
]


@dataclass
class Listener:
    """A web server on the loopback that notes what is asked of it."""

    address: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def listener() -> Iterator[Listener]:
    noted = Listener()

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            noted.asked.append(self.rfile.readline().decode("latin-1"))

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        noted.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield noted
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("namespace", [True, False], ids=["namespace", "profile-alone"])
@pytest.mark.parametrize(("make", "suffix"), FILES, ids=lambda value: getattr(value, "__name__", value))
def test_nothing_is_fetched(make: linking.Maker, suffix: str, namespace: bool, listener: Listener) -> None:
    need("soffice")
    data = make(listener.address)
    converted = convert_to_docx(data, suffix, seconds=30, memory_mb=1024, namespace=namespace)
    assert converted is not None
    assert "บริหารความต่อเนื่อง" in read_word(converted).text
    assert listener.asked == []


def test_the_listener_hears_what_libreoffice_would_fetch(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the profile it does fetch: else the test above could not fail."""
    need("soffice")
    monkeypatch.setattr(office, "write_profile", lambda folder: None)
    data = linking.linked_picture(listener.address)
    assert convert_to_docx(data, ".docx", seconds=30, memory_mb=1024, namespace=False) is not None
    assert listener.asked


def test_network_namespace_alone_is_enough(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    need("soffice")
    if not _gives_namespaces():
        pytest.skip("this kernel or its policy gives no network namespace")
    monkeypatch.setattr(office, "write_profile", lambda folder: None)
    data = linking.linked_picture(listener.address)
    assert convert_to_docx(data, ".docx", seconds=30, memory_mb=1024) is not None
    assert listener.asked == []


def test_reading_old_files_asks_nothing(listener: Listener) -> None:
    """The whole way in, for what is really given to LibreOffice or to our own reader of web pages."""
    need("soffice")
    for make in (linking.rich_text, linking.web_page):
        document = read_document(make(listener.address), "word_legacy", "a.doc", seconds=30, memory_mb=1024)
        assert "file.external_content" in document.notes
        assert "บริหารความต่อเนื่อง" in document.text
    assert listener.asked == []


def test_time_memory_and_noise_are_answers() -> None:
    need("soffice")
    data = word_file(paragraph(SENTENCE))
    assert convert_to_docx(data, ".docx", seconds=0.05, memory_mb=1024) is None
    assert convert_to_docx(data, ".docx", seconds=20, memory_mb=40) is None
    assert (
        convert_to_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), ".doc", seconds=20, memory_mb=1024) is None
    )


def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("soffice")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    stale = tmp_path / f"{office._FOLDER}old"  # left by a run that was killed
    stale.mkdir()
    os.utime(stale, (1, 1))
    for seconds in (20, 0.3):
        convert_to_docx(word_file(paragraph(SENTENCE)), ".docx", seconds=seconds, memory_mb=1024)
    assert list(tmp_path.iterdir()) == []


def test_it_ends_with_the_worker_that_started_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("soffice")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pid = os.fork()
    if pid == 0:
        convert_to_docx(word_file(paragraph(SENTENCE) * 20_000), ".docx", seconds=60, memory_mb=1024)
        os._exit(0)
    deadline = time.monotonic() + 20
    while not _running(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _running(tmp_path)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while _running(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _running(tmp_path)


def _running(folder: Path) -> list[str]:
    """Command lines of the processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if "soffice" in line and str(folder) in line:
            found.append(line)
    return found


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    assert convert_to_docx(b"x", ".doc", seconds=5, memory_mb=512) is None
    data = ("{\\rtf1 " + "text " * 40 + "}").encode()
    assert read_document(data, "word_legacy", "a.rtf", seconds=10, memory_mb=512).reader == "rtf"


def _gives_namespaces() -> bool:
    return run_limited(leave_network, (), seconds=5, memory_mb=256)
