"""The audit with a network tells what is known, and never takes silence for a good answer."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests import advisories
from tests.test_dependencies import KNOWN

PROJECT = Path(__file__).resolve().parents[1]
Answer = Callable[[list[dict[str, Any]]], bytes]


@pytest.fixture
def database() -> Iterator[Callable[[Answer], str]]:
    """A database of advisories on loopback that answers as the test wants."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                told = answer(json.loads(body)["queries"])
                self.send_response(200)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/v1/querybatch"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def known_of(package: str, advisory: str) -> Answer:
    """One advisory of one package, none of all others."""

    def answer(queries: list[dict[str, Any]]) -> bytes:
        assert all(query["package"]["ecosystem"] == "PyPI" and query["version"] for query in queries)
        hit = {"vulns": [{"id": advisory, "modified": "2026-01-01T00:00:00Z"}]}
        return json.dumps({"results": [hit if q["package"]["name"] == package else {} for q in queries]}).encode()

    return answer


def test_a_known_hole_ends_the_audit_and_is_named(
    database: Callable[[Answer], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = database(known_of("jinja2", "GHSA-0000-test"))
    assert advisories.main(address) == 1
    assert "jinja2" in capsys.readouterr().out
    monkeypatch.setitem(KNOWN["dismissed"], "GHSA-0000-test", "concerns Windows alone")
    assert advisories.main(address) == 0


def test_nothing_known_is_good(database: Callable[[Answer], str], capsys: pytest.CaptureFixture[str]) -> None:
    assert advisories.main(database(known_of("nobody", ""))) == 0
    assert "0 advisories" in capsys.readouterr().out


@pytest.mark.parametrize(
    "answer", [b"", b"<html>", b"[]", b"{}", b'{"results": []}', b'{"results": [null]}', b'{"results": "x"}']
)
def test_an_answer_that_is_none_is_never_a_good_one(
    database: Callable[[Answer], str], answer: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert advisories.main(database(lambda _queries: answer)) == 2
    assert "NOT ASKED" in capsys.readouterr().err


def test_without_a_network_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert advisories.main("http://127.0.0.1:9/") == 2
    told = capsys.readouterr()
    assert "NOT ASKED" in told.err
    assert KNOWN["looked_at"]["day"] in told.out


def test_a_lock_that_changed_is_looked_at_anew() -> None:
    assert advisories.digest_of_pins(PROJECT / "constraints.txt") == KNOWN["looked_at"]["pins"], (
        "constraints.txt has changed: ask for advisories (make audit), then renew looked_at in tests/dependencies.toml"
    )


def test_the_digest_follows_the_versions_and_not_the_comments(tmp_path: Path) -> None:
    lock = tmp_path / "constraints.txt"
    lock.write_text("# one\na==1\nb==2\n")
    first = advisories.digest_of_pins(lock)
    lock.write_text("# two\nb==2\na==1\n")
    assert advisories.digest_of_pins(lock) == first
    lock.write_text("a==1\nb==3\n")
    assert advisories.digest_of_pins(lock) != first


def test_what_was_dismissed_has_its_reason() -> None:
    assert [name for name, why in KNOWN["dismissed"].items() if len(why) < 20] == []
