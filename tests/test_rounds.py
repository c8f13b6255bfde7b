"""The next circular is a new folder of rules and no new code: other elements, another deadline, its own receipts."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mailbot import rules
from mailbot.cli.main import app
from mailbot.demo.pdf_writer import write_pdf
from mailbot.demo.structure import Block, Heading, PageBreak, Paragraph, PlanText
from mailbot.demo.word_writer import write_word
from mailbot.errors import ConfigError
from mailbot.rounds import lay_out

ELEMENTS = {
    "3.1": ("ความเสี่ยงด้านภูมิอากาศ", "Climate risks"),
    "3.2": ("การสื่อสารกับประชาชน", "Talking to the public"),
    "3.3": ("การฝึกซ้อมแผน", "Exercises"),
}
AGENCY = "กรมการขนส่งทางบก"


def next_round(folder: Path) -> Path:
    """Rules of an invented circular of 2570, as somebody would write them after `mailbot round new`."""
    made = lay_out("bcp-2570", "bcp-2563", date(2027, 8, 31), folder)
    old = (made.folder / "findings.toml").read_text("utf-8").split("\n\n")
    (made.folder / "findings.toml").write_text(
        "\n\n".join([part for part in old if '["element.' not in part] + [_findings(*one) for one in ELEMENTS.items()]),
        "utf-8",
    )
    (made.folder / "elements.toml").write_text("\n".join(_element(*one) for one in ELEMENTS.items()), "utf-8")
    (made.folder / "advice.toml").unlink()
    return made.folder


def _element(key: str, titles: tuple[str, str]) -> str:
    return f"""["{key}"]
clause = "{key}"
title_th = "{titles[0]}"
title_en = "{titles[1]}"
headings = ["{titles[0]}"]
example_th = "เช่น"
example_en = "such as"
"""


def _findings(key: str, titles: tuple[str, str]) -> str:
    return "\n".join(
        f"""["element.{key}{ending}"]
severity = "{severity}"
clause = "{key}"
title_th = "ยังไม่พบ{titles[0]}"
title_en = "Not found: {titles[1]}"
th = "ยังไม่พบเรื่อง “{titles[0]}”"
en = "We have not found {titles[1]}"
mend_th = "โปรดเพิ่มเรื่อง{titles[0]}"
mend_en = "Please add {titles[1]}"
"""
        for ending, severity in (("", "error"), (".weak", "error"), (".unsure", "warning"))
    )


def plan(*elements: str) -> PlanText:
    """A plan that has these elements."""
    title = "แผนดำเนินธุรกิจอย่างต่อเนื่อง"
    blocks: list[Block] = [
        Paragraph(title, bold=True, centred=True, size=26),
        Paragraph(AGENCY, bold=True, centred=True, size=26),
        PageBreak(),
    ]
    for number, key in enumerate(elements, 1):
        blocks += [
            Heading(ELEMENTS[key][0], f"{number}."),
            *(
                Paragraph(
                    f"{AGENCY} ได้จัดทำเรื่อง{ELEMENTS[key][0]} ครั้งที่ {turn} โดยกำหนดผู้รับผิดชอบ วิธีดำเนินการ และการติดตามผล"
                    "ไว้ครบถ้วน เพื่อให้บริการประชาชนได้อย่างต่อเนื่องในทุกสถานการณ์"
                )
                for turn in range(6)
            ),
        ]
    return PlanText(title, AGENCY, tuple(blocks), f"{title} {AGENCY}", "styles", "arabic")


def check(folder: Path, *elements: str) -> dict[str, Any]:
    """`mailbot check` under the new round of a pair that has these elements."""
    (folder / "config.toml").write_text('[round]\nid = "bcp-2570"\nrules_folder = "rules"\n', "utf-8")
    text = plan(*elements)
    files = [folder / "แผน BCP.docx", folder / "แผน BCP.pdf"]
    files[0].write_bytes(write_word(text))
    files[1].write_bytes(write_pdf(text))
    done = CliRunner().invoke(app, ["--config", str(folder / "config.toml"), "check", "--json", *map(str, files)])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_made_up_second_circular_judges_by_its_own_elements(tmp_path: Path) -> None:
    next_round(tmp_path / "rules")
    whole = check(tmp_path, "3.1", "3.2", "3.3")
    (found,) = whole["plans"]
    assert found["elements"].keys() == ELEMENTS.keys()
    assert {key: one["state"] for key, one in found["elements"].items()} == dict.fromkeys(ELEMENTS, "present")
    assert found["verdict"] == "accepted"
    (lacking,) = check(tmp_path, "3.1", "3.3")["plans"]
    assert lacking["elements"]["3.2"]["state"] in ("absent", "review")
    assert any(one["code"].startswith("element.3.2") for one in lacking["findings"])


def test_it_has_its_own_deadline_receipts_and_days(tmp_path: Path) -> None:
    folder = next_round(tmp_path / "rules")
    this = rules.load("bcp-2570", tmp_path / "rules").round
    assert (this.deadline, this.receipt_prefix, this.closes) == (date(2027, 8, 31), "BCP2570", None)
    table = tomllib.loads((folder / "round.toml").read_text("utf-8"))
    assert table["holidays"] == {"extra": {}, "removed": {}}
    assert rules.load("bcp-2563").round.deadline == date(2020, 6, 30), "the older one is as it was"


def test_the_command_says_what_to_look_at(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["round", "new", "bcp-2570", "--deadline", "2027-08-31", "--into", str(tmp_path / "rules")]
    )
    assert done.exit_code == 0, done.output
    assert "deadline = 2027-08-31" in done.stdout and "elements.toml" in done.stdout
    again = CliRunner().invoke(
        app, ["round", "new", "bcp-2570", "--deadline", "2027-08-31", "--into", str(tmp_path / "rules")]
    )
    assert isinstance(again.exception, ConfigError)


@pytest.mark.parametrize(("name", "prefix"), [("BCP 2570", ""), ("../x", ""), ("bcp-2563", ""), ("next", "BCP2563")])
def test_a_name_that_would_mix_up_rounds_is_refused(tmp_path: Path, name: str, prefix: str) -> None:
    with pytest.raises(ConfigError):
        lay_out(name, "bcp-2563", date(2027, 8, 31), tmp_path, prefix=prefix)
    assert list(tmp_path.iterdir()) == []
