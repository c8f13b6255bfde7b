"""One country for all tests of the desk, one served desk a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import country
from tests.desk.site import Site, served


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The country, made once; nobody writes into it."""
    return country.build(tmp_path_factory.mktemp("country") / "site")


@pytest.fixture
def fresh(built: Path, tmp_path: Path) -> Iterator[Site]:
    """A desk at which nothing was decided yet, for one test."""
    with served(country.copy(built, tmp_path / "site")) as running:
        yield running


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A desk over a copy of the country, for one module."""
    with served(country.copy(built, tmp_path_factory.mktemp("desk") / "site")) as running:
        yield running
