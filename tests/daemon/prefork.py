"""A process that has loaded everything once and forks one daemon for each order: a run then costs no start-up time.

One JSON object a line on standard input: config, die_at, count, ahead, engine, shots. One a line back: returncode,
stdout, stderr.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from mailbot import config_file
from mailbot.agencies import registry as agency_registry
from mailbot.bench import Bench, BenchParts
from mailbot.errors import MailbotError
from mailbot.examiner import DirectExaminer
from mailbot.rules import load as load_rules
from mailbot.workplace import Workplace

PROJECT = Path(__file__).resolve().parents[2]
_RUN_SECONDS = 300
SHOT = "killed on the way:"
"""What a run says on standard error of each process that it shot."""


@dataclass(frozen=True)
class Shot:
    """A process that dies by SIGKILL when the daemon comes to its step number `at`, counted from 1."""

    at: int
    process: int


def run(
    config: Path,
    die_at: str = "",
    count: int = 0,
    *,
    ahead: timedelta = timedelta(),
    engine: bool = True,
    loaded: bool = False,
    shots: Sequence[Shot] = (),
) -> int:
    """One `run --once` in this process, which dies by SIGKILL when it comes to a step for the count-th time.

    die_at: a step's name, '*' for any. ahead: how much later the daemon believes it is.
    engine: examine where the settings say, as users do; else in this very process.
    loaded: take rules and registry that were loaded before. shots: others that die by our hand on the way.
    """
    left, steps = count, 0

    def step(name: str) -> None:
        nonlocal left, steps
        steps += 1
        for shot in shots:
            if shot.at == steps:
                with suppress(ProcessLookupError):
                    os.kill(shot.process, signal.SIGKILL)
                    print(f"{SHOT} {shot.process}", file=sys.stderr)
        if die_at in (name, "*"):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    place = Workplace(config_file.load(config), clock=lambda: datetime.now(UTC) + ahead, step=step)
    try:
        if loaded:
            place.__dict__["bench"] = _bench(place.parts)
        if not engine:
            place.__dict__["examiner"] = DirectExaminer(place.bench)
        with place.lock():
            done = place.daemon.run_once()
    except MailbotError as error:
        print(f"mailbot: {error}", file=sys.stderr)
        return 1
    finally:
        place.close()
    print(f"{done.waiting} {done.unsent}")
    return 0


def _bench(parts: BenchParts) -> Bench:
    rules, registry = _loaded(parts.round_id)
    return Bench(parts, rules, registry)


@cache
def _loaded(round_id: str) -> tuple[Any, Any]:
    rules = load_rules(round_id)
    return rules, agency_registry.load(rules)


def _serve() -> None:
    """Fork for each order until nobody is there to give one."""
    _loaded("bcp-2563")
    for line in sys.stdin:
        order = json.loads(line)
        if order["engine"]:
            import_module("distributed")  # once here, not in each life; it starts no thread before it is used
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            child = os.fork()
            if child == 0:
                os._exit(_child(order, out, errors))
            _pid, status = os.waitpid(child, 0)
            out.seek(0)
            errors.seek(0)
            answer = {
                "returncode": os.waitstatus_to_exitcode(status),
                "stdout": out.read(),
                "stderr": errors.read(),
            }
        print(json.dumps(answer), flush=True)


def _child(order: dict[str, Any], out: IO[str], errors: IO[str]) -> int:
    os.dup2(out.fileno(), 1)
    os.dup2(errors.fileno(), 2)
    signal.alarm(_RUN_SECONDS)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    code = 1
    try:
        code = run(
            Path(order["config"]),
            order["die_at"],
            order["count"],
            ahead=timedelta(seconds=order["ahead"]),
            engine=order["engine"],
            loaded=True,
            shots=[Shot(at, process) for at, process in order["shots"]],
        )
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


@cache
def _server() -> "subprocess.Popen[str]":
    """The one such process of this test run; it ends when we do, since its input ends."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.daemon.prefork"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run_forked(
    config: Path,
    die_at: str = "",
    count: int = 0,
    ahead: timedelta = timedelta(),
    *,
    engine: bool = False,
    shots: Sequence[Shot] = (),
) -> "subprocess.CompletedProcess[str]":
    """As `run`, in a forked process: what it printed and how it ended."""
    server = _server()
    if server.stdin is None or server.stdout is None:
        raise RuntimeError("no pipes")
    order = {
        "config": str(config),
        "die_at": die_at,
        "count": count,
        "ahead": ahead.total_seconds(),
        "engine": engine,
        "shots": [(shot.at, shot.process) for shot in shots],
    }
    server.stdin.write(json.dumps(order) + "\n")
    server.stdin.flush()
    answer = json.loads(server.stdout.readline())
    return subprocess.CompletedProcess([], answer["returncode"], answer["stdout"], answer["stderr"])


if __name__ == "__main__":
    _serve()
