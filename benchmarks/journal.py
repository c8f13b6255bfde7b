"""What the journal costs: acts of staff on a ledger with it and without it, in turns.

Run: python -m benchmarks.journal [ACTS]
"""

import secrets
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from mailbot.backup.journal import JournalFolder
from mailbot.ledger.store import Ledger


def main() -> None:
    """Measure and print."""
    acts = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        journal = JournalFolder(place / "journal", lambda: "benchmark")
        ledgers = {
            "without": Ledger(place / "without.sqlite3", "bcp-2563", "BCP2563"),
            "with": Ledger(place / "with.sqlite3", "bcp-2563", "BCP2563", journal),
        }
        took: dict[str, list[float]] = {name: [] for name in ledgers}
        for number in range(acts):
            for name, ledger in ledgers.items():
                begun = time.perf_counter()
                ledger.add_contact(
                    "d.dlt", f"{number}@{secrets.token_hex(4)}.example", "", "benchmark", datetime.now(UTC)
                )
                took[name].append((time.perf_counter() - begun) * 1000)
        for name, times in took.items():
            times.sort()
            print(f"{name:8} median {statistics.median(times):.2f} ms, 95 % {times[int(acts * 0.95)]:.2f} ms")
        size = sum(file.stat().st_size for file in journal.files())
        print(f"{size / acts:.0f} bytes a transaction")


if __name__ == "__main__":
    main()
