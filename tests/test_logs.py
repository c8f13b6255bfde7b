"""One event is one line of the log, whatever a server or a mail put into it."""

import json
import logging
from collections.abc import Iterator

import pytest

from mailbot import logs
from mailbot.settings import LogSection

FORGED = "refused\n2020-06-15T00:00:00+00:00 error   trouble: none\u2028\u0085\x1b[31m ที่น้ำ"


@pytest.fixture(autouse=True)
def _root() -> Iterator[None]:
    """The root logger as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("form", ["human", "json"])
def test_a_server_cannot_forge_a_second_line(capsys: pytest.CaptureFixture[str], form: str) -> None:
    logs.configure(LogSection.model_validate({"format": form}))
    try:
        raise ValueError(FORGED)
    except ValueError:
        logging.getLogger("x").exception("trouble: %s", FORGED)
    written = capsys.readouterr().err
    assert len(written.splitlines()) == 1
    assert "\x1b" not in written
    assert "ที่น้ำ" in written
    if form == "json":
        assert json.loads(written)["message"] == f"trouble: {FORGED}"
