"""A real clamd of our own: a signature file of ours, a Unix socket and a loopback port, no update of signatures."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from mailbot.scanning.clamd import NotScanned, Scanner
from mailbot.settings import ScanSection
from tests.servers.ports import free_port

MARKER = b"mailbot-test-marker-of-a-virus"
NAME = "Test.Marker.UNOFFICIAL"
STREAM_MAX = 4_000_000  # bytes


@dataclass
class Clamd:
    """Where it listens."""

    socket: Path
    port: int
    process: "subprocess.Popen[bytes]"

    def section(self, **changes: object) -> ScanSection:
        """Settings that speak to it."""
        known: dict[str, object] = {"kind": "clamd", "socket": str(self.socket), "port": self.port, "seconds": 20}
        return ScanSection.model_validate(known | changes)

    def stop(self) -> None:
        """End it at once."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)


@contextmanager
def running_clamd() -> Iterator[Clamd]:
    """A clamd until the block ends; the test is skipped where there is none, and fails in CI."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        reason = "needs clamd (apt install clamav-daemon)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        (folder / "signatures").mkdir()
        signature = f"{NAME.removesuffix('.UNOFFICIAL')}:0:*:{MARKER.hex()}\n"
        (folder / "signatures" / "ours.ndb").write_text(signature, "ascii")
        port = free_port()
        user = "User root\n" if os.geteuid() == 0 else ""
        (folder / "clamd.conf").write_text(
            f"Foreground yes\nLocalSocket {folder}/s\nTCPSocket {port}\nTCPAddr 127.0.0.1\n"
            f"DatabaseDirectory {folder}/signatures\nStreamMaxLength {STREAM_MAX}\n{user}",
            "ascii",
        )
        process = subprocess.Popen(
            [program, "--config-file", str(folder / "clamd.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        made = Clamd(folder / "s", port, process)
        try:
            _await(made)
            yield made
        finally:
            made.stop()


def _await(made: Clamd) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            Scanner(made.section()).version()
        except NotScanned:
            if time.monotonic() > end or made.process.poll() is not None:
                raise
            time.sleep(0.05)
        else:
            return
