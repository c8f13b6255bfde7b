"""82,000 varied characters made comparable (norm, key, skeleton, consonants) against a named floor.

Run: python -m benchmarks.thai [ROUNDS]. The floor is unicodedata.normalize and one str.translate over the same lines.
Prints the least processor time of each in milliseconds, and the ratio; floor and work alternate.
"""

import sys
import time
import unicodedata
from collections.abc import Callable

from mailbot.demo.plans import make_plan
from mailbot.documents.thai import consonants, key, norm, skeleton
from mailbot.documents.word import read_word

CHARACTERS = 82_000
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    lines = _lines()
    raw = [line.replace("\u0e33", "\u0e4d\u0e32") for line in lines]  # as LibreOffice prints it
    work: dict[str, Callable[[], object]] = {
        "floor": lambda: [unicodedata.normalize("NFC", line).translate(_DIGITS) for line in lines],
        "norm": lambda: list(map(norm, lines)),
        "norm, every am split": lambda: list(map(norm, raw)),
        "key": lambda: list(map(key, lines)),
        "skeleton": lambda: list(map(skeleton, lines)),
        "consonants": lambda: list(map(consonants, lines)),
        "norm + key + skeleton": lambda: [(key(line), skeleton(line)) for line in map(norm, lines)],
    }
    least = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for what, function in work.items():
            begun = time.process_time()
            function()
            least[what] = min(least[what], (time.process_time() - begun) * 1e3)
    print(f"{sum(map(len, lines))} characters in {len(lines)} lines, best of {rounds}")
    for what, spent in least.items():
        print(f"{what:24}{spent:8.1f} ms{spent / least['floor']:8.2f} x floor")
    print("wanted: norm + key + skeleton below 25 ms")


def _lines() -> list[str]:
    """Lines of different invented plans, as many as make up the number of characters."""
    lines: list[str] = []
    length = seed = 0
    while length < CHARACTERS:
        for block in read_word(make_plan("d.dlt", seed).docx).blocks:
            if length < CHARACTERS:
                lines.append(f"{seed} {block.text}"[: CHARACTERS - length])
                length += len(lines[-1])
        seed += 1
    return lines


if __name__ == "__main__":
    main()
