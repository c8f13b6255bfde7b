"""The docs tell the truth: every dependency has its reason, every command and finding its place."""

import re
import tomllib
from pathlib import Path

import pytest

from mailbot import rules

PROJECT = Path(__file__).resolve().parents[1]
DEPENDENCIES = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("requirement", DEPENDENCIES["dependencies"] + DEPENDENCIES["optional-dependencies"]["test"])
def test_every_dependency_has_its_line_and_its_tried_version(requirement: str) -> None:
    name = re.split(r"[<>=\[;]", requirement)[0].strip()
    assert name in (PROJECT / "docs" / "architecture.md").read_text("utf-8")
    pinned = (PROJECT / "constraints.txt").read_text("utf-8").lower()
    assert f"\n{name.lower()}==" in pinned


def test_every_finding_code_has_its_page() -> None:
    pages = {path.stem for path in (PROJECT / "docs" / "findings").glob("*.md")}
    assert set(rules.load("bcp-2563").findings) <= pages


def test_every_test_that_the_readme_names_exists() -> None:
    named = re.findall(r"`(tests/[\w./]+)`", (PROJECT / "README.md").read_text("utf-8"))
    assert len(named) >= 8
    assert [name for name in named if not (PROJECT / name).exists()] == []


def test_files_stay_small_and_say_why_they_exist() -> None:
    for path in [*(PROJECT / "mailbot").rglob("*.py"), *(PROJECT / "validators").glob("*.py")]:
        lines = path.read_text("utf-8").splitlines()
        assert lines[0].startswith('"""'), path
        assert len(lines) <= 400, path


def test_validators_are_short_and_alone() -> None:
    forbidden = re.compile(r"mailbot\.(mailbox|ledger|outbox|desk|replies|cli)")
    for path in (PROJECT / "validators").glob("*.py"):
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 80, path
        assert not forbidden.search(text), path


def test_the_readme_and_its_two_commands() -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    for verb in ("demo", "test"):
        assert f"    make {verb}\n" in text
        assert re.search(rf"^{verb}:", makefile, re.MULTILINE)
