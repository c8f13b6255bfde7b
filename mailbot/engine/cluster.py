"""A Dask cluster: the same calls go to other machines, raw bytes in, Examination out. The daemon stays the only writer.

Needs the extra `cluster` (dask.distributed). Workers are `dask worker --no-nanny` processes in which mailbot is
installed; each mail is examined in a killable process of theirs, as on a single machine.
"""

import importlib
import math
import multiprocessing
import pickle
import time
import zlib
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from mailbot.bench import BenchParts, Hints
from mailbot.engine.lane import Lane
from mailbot.engine.seats import Seats
from mailbot.errors import ConfigError, MailbotError, NoWorkers, Poison, Transient
from mailbot.examination import Examination
from mailbot.examiner import WorkerExaminer
from mailbot.settings import EngineSection, ExamineSection

_CLOSE_SECONDS = 2
_COUNT_AGAIN = 5.0
_AFTER_ALL_OTHERS = -10
_LARGEST_CALL = "1 GiB"  # Dask warns of calls beyond 10 MB; ours are mails, and their size is limited elsewhere


@dataclass
class ClusterLanes:
    """A client of one cluster, connected when the first mail comes and anew after it was lost."""

    section: EngineSection
    examine: ExamineSection
    parts: BenchParts
    _client: Any = field(default=None, init=False)
    _packed: bytes = field(default=b"", init=False)
    _counted: int = field(default=0, init=False)
    _counted_at: float = field(default=-math.inf, init=False)

    @property
    def plans(self) -> Lane:
        """Any worker."""
        return Lane(lambda raw, hints: self._submit(raw, hints, {}), self.section.mails_at_once)

    @property
    def scans(self) -> Lane:
        """Workers that are meant for scanned pages; where none are named, all but one, so that a plan never waits
        behind a scan. A cluster of a single worker reads one scan at a time, after all other mails."""
        options: dict[str, Any] = {"priority": _AFTER_ALL_OTHERS}
        at_once = self.section.mails_at_once
        if self.section.scan_resource:
            options["resources"] = {self.section.scan_resource: 1}
        else:
            at_once = max(1, min(at_once, self._threads() - 1))
        return Lane(lambda raw, hints: self._submit(raw, hints, options), at_once)

    def renew(self, parts: BenchParts) -> None:
        """Judge by these rules and agencies from now on."""
        self.parts = parts
        self._packed = b""

    def close(self) -> None:
        """Leave the cluster; what it still examines is thrown away."""
        client, self._client = self._client, None
        if client is not None:
            client.close(timeout=_CLOSE_SECONDS)

    def _submit(self, raw: bytes, hints: Hints, options: dict[str, Any]) -> "Future[Examination]":
        limits = self.examine.seconds, self.examine.memory_mb
        try:
            client = self._connected()
            # With each mail: what is scattered among the workers once is lost with them, and mails that need it hang.
            self._packed = self._packed or zlib.compress(pickle.dumps(self.parts))
            there = client.submit(examine_there, self._packed, raw, hints, *limits, pure=False, **options)
        except MailbotError:
            raise
        except Exception as error:  # whatever a lost scheduler makes the client raise: the mail is not at fault
            self.close()
            raise NoWorkers(f"the cluster at {self.section.scheduler} cannot be reached: {error}") from error
        answer: Future[Examination] = Future()
        answer.add_done_callback(lambda done: there.cancel() if done.cancelled() else None)
        there.add_done_callback(lambda done: _hand_over(done, answer))
        return answer

    def _threads(self) -> int:
        """Mails that the cluster can examine at once, as the scheduler said a moment ago; 0 while it says nothing."""
        if self._client is None or self._client.status != "running":
            return 0
        now = time.monotonic()
        if now - self._counted_at > _COUNT_AGAIN:
            self._counted, self._counted_at = self._ask_for_threads(), now
        return self._counted

    def _ask_for_threads(self) -> int:
        seconds = self.section.connect_seconds
        try:
            told = self._client.sync(self._client.scheduler.identity, n_workers=-1, callback_timeout=seconds)
        except Exception:  # noqa: BLE001 - whatever a lost scheduler makes the client raise; handing over a mail tells it
            return 0
        return sum(int(worker["nthreads"]) for worker in told["workers"].values())

    def _connected(self) -> Any:
        if self._client is not None and self._client.status == "running":
            return self._client
        self.close()
        distributed, dask = _installed("distributed"), _installed("dask")
        dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGEST_CALL})
        security = None
        if self.section.scheduler.startswith("tls://"):
            security = distributed.Security(
                tls_ca_file=_text(self.section.ca_file),
                tls_client_cert=_text(self.section.certificate_file),
                tls_client_key=_text(self.section.key_file),
                require_encryption=True,
            )
        self._client = distributed.Client(
            self.section.scheduler, security=security, timeout=self.section.connect_seconds, set_as_default=False
        )
        self._client.wait_for_workers(1, timeout=self.section.connect_seconds)
        return self._client


def examine_there(packed: bytes, raw: bytes, hints: Hints, seconds: float, memory_mb: int) -> Examination:
    """Runs on a machine of the cluster. packed: the daemon's BenchParts.

    Raises Poison when the mail breaks the process that examines it, Transient when none can be started.
    """
    if multiprocessing.current_process().daemon:
        raise NoWorkers("a Dask worker under a nanny may not start processes: start it with --no-nanny")
    return _seats(seconds, memory_mb).examine(_unpacked(packed), raw, hints)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> BenchParts:
    """The same object as long as the daemon sends the same, so that workers load rules and agencies once."""
    parts: BenchParts = pickle.loads(zlib.decompress(packed))  # noqa: S301 - from our own daemon, over TLS
    return parts


@cache
def _seats(seconds: float, memory_mb: int) -> Seats:
    """The processes of one Dask worker, kept from mail to mail."""
    return Seats(lambda parts: WorkerExaminer(parts, seconds, memory_mb))


def _hand_over(there: Any, answer: "Future[Examination]") -> None:
    """The cluster's answer becomes ours; what happened to the cluster is not the mail's fault, what killed its workers
    one after the other is."""
    if not answer.set_running_or_notify_cancel():
        return
    try:
        answer.set_result(there.result())
    except (Poison, Transient) as error:
        answer.set_exception(error)
    except CancelledError:
        answer.set_exception(Transient("the cluster lost a mail that it examined"))
    except Exception as error:  # noqa: BLE001 - Dask's own: worker killed, scheduler gone, not to be unpacked
        killed = type(error).__name__ == "KilledWorker"
        answer.set_exception((Poison if killed else Transient)(f"cluster: {type(error).__name__}"))


def _installed(package: str) -> Any:
    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise ConfigError("config: engine.kind: dask needs dask.distributed: pip install 'mailbot[cluster]'") from error


def _text(path: Path | None) -> str | None:
    return str(path) if path is not None else None
