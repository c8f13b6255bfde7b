"""Each command over a large ledger, as an officer types it: processor time without that of a bare interpreter.

Run: python -m benchmarks.commands [MAILS]. Makes a ledger of 100,000 mails (or MAILS) and 10,000 agencies, runs each
command three times and prints its quickest run in milliseconds, which other programs on the machine do not lengthen.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

from benchmarks.large_office import large_office

COMMANDS = (
    "--version",
    "ledger sql SELECT(1)",
    "ledger status",
    "ledger status --by province",
    "ledger status --as-of 2020-06-10",
    "ledger work",
    "ledger work --as-of 2020-06-10",
    "ledger missing",
    "ledger missing --province ระยอง",
    "ledger show d.dlt",
    "ledger mails --limit 50",
    "ledger mails --to-answer --limit 50",
    "ledger search ระยอง",
    "ledger export out.xlsx",
    "review list",
    "agencies contacts",
    "explain BCP2563-000777",
    "digest",
    "metrics",
)


def main() -> None:
    """Measure and print."""
    with large_office() as (folder, _):
        bare = spent(folder, [sys.executable, "-c", "pass"])
        print(f"{'bare interpreter':40}{bare:7.0f} ms")
        for command in COMMANDS:
            taken = spent(folder, [sys.executable, "-m", "mailbot", *command.split()])
            print(f"{command:40}{taken - bare:7.0f} ms")


def spent(folder: Path, command: list[str], times: int = 3) -> float:
    """Processor time in milliseconds of the quickest of some runs. Raises CalledProcessError when it fails."""
    runs = []
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": path})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        runs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1000 * min(runs)


if __name__ == "__main__":
    main()
