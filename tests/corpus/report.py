"""`make corpus`: prints the whole corpus by every producer, reads it, and writes docs/reading.md.

`python -m tests.corpus.report --detail` tells every answer that is not right on the way; `--only TEXT` takes the plans
whose names hold TEXT and writes nothing; `--scans N` sends N plans as scans (0 for none).
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from mailbot.bench import Bench
from tests.corpus.compose import CorpusPlan, compose
from tests.corpus.measure import Case, Outcome, bench, measure
from tests.corpus.page import page
from tests.corpus.plans import PLANS
from tests.corpus.press import Press, press
from tests.corpus.second_look import SECOND
from tests.corpus.twins import TWINS, Crossing, cross
from tests.reading import reading_once

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
TEXT_PRINTS = ("LibreOffice, Sarabun", "LibreOffice, Laksaman", "LibreOffice, Norasi", "Chromium", "Ghostscript")
TEXT_CASES = (
    *(Case("docx", pdf) for pdf in TEXT_PRINTS),
    Case("docx", ""),
    *(Case("", pdf) for pdf in TEXT_PRINTS),
    Case("doc", "LibreOffice, Sarabun"),
    Case("rtf", "LibreOffice, Sarabun"),
)
SCAN_CASES = (Case("docx", "scan 150 dpi"), Case("docx", "scan 200 dpi"), Case("", "scan 200 dpi"))


def run(plans: Sequence[CorpusPlan], case: Case, press: Press, bench: Bench, most: int = 0) -> list[Outcome]:
    """Every plan sent as this case."""
    words = press.files(plans, case.word) if case.word else {}
    prints = press.files(plans, case.pdf, most) if case.pdf else {}
    return [measure(plan, case, words.get(plan.entry.name), prints.get(plan.entry.name), bench) for plan in plans]


def spread(plans: Sequence[CorpusPlan], count: int) -> list[CorpusPlan]:
    """count plans, evenly from the whole list."""
    return [plans[at * len(plans) // count] for at in range(min(count, len(plans)))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; 0 when the bar of text documents is held, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detail", action="store_true", help="tell every answer that is not right")
    parser.add_argument("--only", default="", help="plans whose names hold this; writes no page")
    parser.add_argument("--case", default="", help="cases whose names hold this; writes no page")
    parser.add_argument("--scans", type=int, default=8, help="how many plans are sent as scans")
    parser.add_argument("--folder", type=Path, default=None, help="where printed files are kept")
    asked = parser.parse_args(arguments)
    plans = [compose(entry) for entry in (*PLANS, *SECOND) if asked.only in entry.name]
    works, rules = press(asked.folder), bench()
    outcomes: list[Outcome] = []
    crossings: list[Crossing] = []
    with reading_once():
        for case in TEXT_CASES:
            if asked.case in case.name:
                outcomes += _told(run(plans, case, works, rules), asked.detail)
        for case in SCAN_CASES:
            if asked.scans and asked.case in case.name:
                outcomes += _told(run(spread(plans, asked.scans), case, works, rules), asked.detail)
        if not asked.only and not asked.case:
            crossings = [crossing for producer in TEXT_PRINTS for crossing in cross(TWINS, producer, works, rules)]
            PAGE.write_text(page(plans, outcomes, crossings), encoding="utf-8")
    return 1 if _broken(outcomes) else 0


def _told(outcomes: Iterable[Outcome], detail: bool) -> list[Outcome]:
    outcomes = list(outcomes)
    counts = Counter(kind for outcome in outcomes for kind in outcome.kinds.values())
    print(f"{outcomes[0].case if outcomes else ''}: {dict(counts)}", file=sys.stderr)
    for outcome in outcomes if detail else ():
        print(f"  {outcome.plan}: {outcome.verdict} same={outcome.same} agency={outcome.agency} {outcome.codes}")
        for element, why in outcome.said.items():
            print(f"      {element} {outcome.kinds[element]}: {why}")
    return outcomes


def _broken(outcomes: Iterable[Outcome]) -> bool:
    return any("false_absent" in outcome.kinds.values() or outcome.same in ("differs", "apart") for outcome in outcomes)


if __name__ == "__main__":
    raise SystemExit(main())
