"""A bureau for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cases.bureau import Bureau, bureau


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Bureau]:
    """An empty one."""
    with bureau(tmp_path / "office") as made:
        yield made
