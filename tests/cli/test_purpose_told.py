"""check tells what a mail is for where that says more than its kind, and the names of plans that are kept back."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from mailbot import config_file
from mailbot.bench import Bench, Hints
from mailbot.cli.explaining import show
from mailbot.demo.clients import gmail
from mailbot.demo.letter import Letter
from mailbot.demo.sample import at
from mailbot.pipeline import examine
from mailbot.workplace import Workplace

MAIL = Letter("กรมการพัฒนาชุมชน", "plan@cdd.go.th", "แผน BCP", "", at(6, 12, 9, 0), "mail.cdd.go.th", 1)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.load(Workplace(config_file.load(None)).parts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("หน่วยงานไม่อยู่ในข่ายที่ต้องจัดทำแผน", "แจ้งว่าไม่อยู่ในข่ายต้องส่งแผน"),
        ("https://drive.google.com/file/d/1AbC/view", "มีเพียงลิงก์"),
        ("ขอแจ้งเฉพาะชื่อแผน คือ แผนด้านการข่าว", "ชื่อแผนที่หน่วยงานเก็บไว้ใช้ภายใน: แผนด้านการข่าว"),
    ],
)
def test_it_is_told(text: str, told: str, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    out = StringIO()
    examination = examine(gmail(replace(MAIL, text=text)), bench, Hints())
    show(Console(file=out, width=200), examination, "mail", bench.rules, bench.registry)
    assert told in out.getvalue()
    assert "purpose" not in out.getvalue()
