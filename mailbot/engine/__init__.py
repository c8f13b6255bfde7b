"""Where mails are examined: worker processes of this machine, or a Dask cluster, behind one seam of Futures."""

from collections.abc import Callable

from mailbot.bench import BenchParts, Hints
from mailbot.engine.cluster import ClusterLanes
from mailbot.engine.engine import Engine, Lanes
from mailbot.engine.local import LocalLanes, worker_count
from mailbot.errors import ConfigError
from mailbot.examiner import START_SECONDS, WorkerExaminer
from mailbot.settings import EngineSection, ExamineSection

_MAILS_OF_ONE_WORKER = 3
"""The one that it examines, one that waits before ours, and ours."""

__all__ = ["Engine", "make_engine"]


def make_engine(
    section: EngineSection, examine: ExamineSection, parts: BenchParts, stopped: Callable[[], bool]
) -> Engine:
    """The engine that the settings name. stopped: whether the daemon is to end. Raises ConfigError."""

    def patience(hints: Hints) -> float:
        waiting = section.patience_seconds if section.kind == "dask" else 2 * START_SECONDS
        before = 1 if section.kind == "dask" else _MAILS_OF_ONE_WORKER
        return waiting + before * examine.seconds + (examine.ocr_seconds if hints.scans == "read" else 0)

    lanes: Lanes
    if section.kind == "dask":
        if not section.scheduler:
            raise ConfigError("config: engine.scheduler: the cluster's scheduler must be named")
        lanes = ClusterLanes(section, examine, parts)
    else:
        lanes = LocalLanes(
            lambda current: WorkerExaminer(current, examine.seconds, examine.memory_mb, stopped),
            parts,
            worker_count(section.workers),
        )
    return Engine(lanes, stopped, patience)
