"""Thousands of Office and PDF files made hostile from good ones: does each end as an answer, in time and memory?

Run: python -m benchmarks.mutants [FILES] [SEED]. The files of the sample mails, with the hands of the tests' mutator.
Prints what became of them, exceptions, those that took longest, and the most memory of any child.
"""

import resource
import statistics
import sys
import time
import traceback
from collections import Counter

from mailbot.documents.read import read_document
from mailbot.documents.sniff import sniff
from tests.documents.mutator import Mutant, mutants
from tests.documents.test_mutants import MEMORY_MB, READ, SECONDS, sample_files

_TOLD_EVERY = 200
_SLOWEST = 5


def main() -> None:
    """Read them all and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2563
    became: Counter[str] = Counter()
    times: list[tuple[float, str]] = []  # not the files: children are born with all that we hold
    exceptions: Counter[str] = Counter()
    begun = time.monotonic()
    for number, mutant in enumerate(mutants(sample_files(), count, seed), 1):
        start = time.monotonic()
        try:
            became[_read(mutant)] += 1
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            frame = traceback.extract_tb(error.__traceback__)[-1]
            exceptions[f"{type(error).__name__} in {frame.name} ({mutant.how})"] += 1
        told = f"{mutant.name}  {mutant.how}  {len(mutant.data):,} bytes"
        times.append((time.monotonic() - start, told))
        if number % _TOLD_EVERY == 0:
            print(f"  {number} files, {time.monotonic() - begun:.0f} s", flush=True)
    seconds = sorted(one for one, _ in times)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{count} files of seed {seed}: " + ", ".join(f"{what} {n}" for what, n in became.most_common()))
    print(f"exceptions: {dict(exceptions) or 'none'}")
    print(f"seconds: median {statistics.median(seconds):.2f}, 99 % {seconds[int(0.99 * (count - 1))]:.2f}")
    for spent, told in sorted(times, reverse=True)[:_SLOWEST]:
        print(f"  {spent:6.2f} s  {told}")
    inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"largest child: {children:.0f} MB, of which up to {inherited:.0f} MB were this process's own when it forked")
    print(f"limits of each: {MEMORY_MB} MB more than it was born with, {SECONDS:.0f} s")


def _read(mutant: Mutant) -> str:
    """The finding that the file gets, 'read', or which other kind of file it is now."""
    kind = sniff(mutant.data, mutant.name).kind
    if kind not in READ:
        return f"kind {kind}"
    document = read_document(mutant.data, kind, mutant.name, seconds=SECONDS, memory_mb=MEMORY_MB)
    return document.problem or "read"


if __name__ == "__main__":
    main()
