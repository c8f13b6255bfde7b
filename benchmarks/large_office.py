"""An office with a large ledger of a made-up country, for the benchmarks of pages and commands over it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.ledger.country import Country, made_up

USUAL = 100_000


@contextmanager
def large_office() -> Iterator[tuple[Path, Country]]:
    """Its folder with config.toml and data, and the country; as many mails as the first argument says, else 100,000."""
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
        (folder / "data").mkdir()
        yield folder, made_up(folder / "data" / "ledger.sqlite3", mails, filler=2_000)
