"""The docs tell the truth: every dependency has its reason, every command and finding its place."""

import re
import textwrap
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot import config_file, rules
from mailbot.cli.main import app
from mailbot.errors import ConfigError
from mailbot.workplace import refuse_unset

PROJECT = Path(__file__).resolve().parents[1]
GUIDES = [
    "README.md",
    "README.th.md",
    *(f"docs/{name}.md" for name in ("operating", "agencies", "backup", "incidents", "new-round")),
]
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


def test_the_settings_in_the_guide_for_operators_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an operator copies from the guide must start; passwords come from the environment, as it says."""
    guide = (PROJECT / "docs" / "operating.md").read_text("utf-8")
    block = re.search(r"\n\n((?:    .*\n|\n)*?    \[data\]\n(?:    .*\n|\n)*)", guide)
    assert block is not None
    (tmp_path / "config.toml").write_text(textwrap.dedent(block[1]), "utf-8")
    for name in re.findall(r"^    (MAILBOT_\w+)=", guide, re.MULTILINE):
        monkeypatch.setenv(name, "secret")
    settings = config_file.load(tmp_path / "config.toml")
    assert (settings.mailbox.kind, settings.smtp.kind) == ("imap", "smtp")
    refuse_unset(settings)


def test_the_fault_lines_in_the_guide_are_those_that_are_told(tmp_path: Path) -> None:
    guide = (PROJECT / "docs" / "operating.md").read_text("utf-8")
    shown = re.findall(r"^    (config: .*)$", guide, re.MULTILINE)
    told: list[str] = []
    for text in ("[smtp]\nprot = 1\n", '[mailbox]\nkind = "imap"\n'):
        (tmp_path / "config.toml").write_text(text, "utf-8")
        with pytest.raises(ConfigError) as error:
            config_file.load(tmp_path / "config.toml")
        told += error.value.faults
    assert shown
    assert [line for line in shown if line not in told] == []


def _path(words: list[str]) -> list[str]:
    """The command that a line names, without its arguments."""
    groups = {group.name for group in app.registered_groups}
    grouped = words[0] in groups and not words[1].startswith("-")
    return words[:2] if grouped else words[:1]


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_in_the_guides_exists(name: str) -> None:
    used = re.findall(r"^    (?:.*&& )?mailbot (.*?)\s*(?:#.*)?$", (PROJECT / name).read_text("utf-8"), re.MULTILINE)
    assert len(used) >= 3
    for line in used:
        words = line.split()
        path = _path(words)
        ended = CliRunner().invoke(app, [*path, "--help"])
        assert ended.exit_code == 0, line
        options = [word for word in words if word.startswith("--")]
        assert [option for option in options if option not in ended.stdout] == [], line
