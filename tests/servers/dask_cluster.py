"""A real Dask scheduler and real workers on loopback, over TLS, that tests can kill and start again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.certificate import Certificate, make_certificate
from tests.servers.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60
_KEEPER_SECONDS = 0.2


@dataclass
class DaskCluster:
    """Processes of one cluster. Logs lie in its folder."""

    folder: Path
    certificate: Certificate
    port: int
    _scheduler: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where clients and workers find the scheduler."""
        return f"tls://127.0.0.1:{self.port}"

    @property
    def settings(self) -> str:
        """The [engine] section that uses this cluster."""
        return (
            f'[engine]\nkind = "dask"\nscheduler = "{self.address}"\nca_file = "{self.certificate.certificate}"\n'
            f'certificate_file = "{self.certificate.certificate}"\nkey_file = "{self.certificate.key}"\n'
        )

    def start_scheduler(self) -> None:
        """Start it, and wait until it listens."""
        self._launch_scheduler()
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(f"the scheduler does not listen: {self.log('scheduler')}")

    def start_worker(self, *options: str) -> "subprocess.Popen[bytes]":
        """One more worker of one thread."""
        place = self.folder / f"worker-{len(self.workers)}"
        place.mkdir()
        common = ["--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(place)]
        worker = self._start("worker", self.address, *common, *options)
        self.workers.append(worker)
        return worker

    @property
    def living_workers(self) -> "list[subprocess.Popen[bytes]]":
        """Those that have not ended."""
        return [worker for worker in self.workers if worker.poll() is None]

    @property
    def scheduler(self) -> "subprocess.Popen[bytes] | None":
        """Its process, None when it has ended."""
        alive = self._scheduler is not None and self._scheduler.poll() is None
        return self._scheduler if alive else None

    @contextmanager
    def kept_alive(self, workers: int) -> Iterator[None]:
        """Within the block, what has died is started again, as a service manager does. Nobody else may start or end
        parts of the cluster meanwhile, only kill them."""
        ended = threading.Event()

        def keep() -> None:
            while not ended.wait(_KEEPER_SECONDS):
                if self.scheduler is None:
                    self._launch_scheduler()  # not waited for: it may be killed while it starts
                for _ in range(workers - len(self.living_workers)):
                    self.start_worker()

        keeper = threading.Thread(target=keep, name="keeper", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            ended.set()
            keeper.join()

    def kill_scheduler(self) -> None:
        """As a power cut would."""
        if self._scheduler is not None:
            self._scheduler.send_signal(signal.SIGKILL)
            self._scheduler.wait(10)

    def log(self, part: str) -> str:
        """What the scheduler or the workers said last."""
        return (self.folder / f"{part}.log").read_text("utf-8")[-3000:]

    def stop(self) -> None:
        """End everything that was started, with what it started."""
        for process in (*self.workers, *([self._scheduler] if self._scheduler else [])):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (*self.workers, *([self._scheduler] if self._scheduler else [])):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)

    def _launch_scheduler(self) -> None:
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))

    def _start(self, part: str, *arguments: str) -> "subprocess.Popen[bytes]":
        certificate, key = str(self.certificate.certificate), str(self.certificate.key)
        tls = ["--tls-ca-file", certificate, "--tls-cert", certificate, "--tls-key", key]
        with (self.folder / f"{part}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", part, *arguments, "--no-dashboard", *tls],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(PROJECT)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


@contextmanager
def dask_cluster(folder: Path, workers: int) -> Iterator[DaskCluster]:
    """A running cluster, ended with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = DaskCluster(folder, make_certificate(folder / "tls"), free_port())
    try:
        cluster.start_scheduler()
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.stop()
