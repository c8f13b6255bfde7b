"""What a clerk sees who runs `mailbot check` before sending: the real program, in a pipe and on a narrow terminal."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mailbot.demo.mails import sample_mails
from mailbot.demo.plans import make_plan
from mailbot.replies.lines import cells

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def _environment(**more: str) -> dict[str, str]:
    dropped = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
    return {key: value for key, value in os.environ.items() if key not in dropped} | more


def _check(folder: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `mailbot check` in a pipe."""
    command = [sys.executable, "-m", "mailbot", "check", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120, env=_environment(**more))
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


def _on_terminal(folder: Path, columns: int, *arguments: str, **more: str) -> str:
    """What the program writes to a terminal of so many columns."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "mailbot", "check", *arguments]
    more = {"COLUMNS": str(columns), "TERM": "xterm-256color", **more}
    program = subprocess.Popen(command, cwd=folder, stdout=slave, stderr=slave, env=_environment(**more))
    os.close(slave)
    told, end = b"", time.monotonic() + 120
    while time.monotonic() < end:
        if not select.select([master], [], [], 0.2)[0]:
            if program.poll() is not None:
                break
            continue
        try:
            told += os.read(master, 65_536)
        except OSError:
            break
    program.wait(30)
    os.close(master)
    return told.decode().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a complete plan, one without a call tree, and a mail of two plans."""
    folder = tmp_path_factory.mktemp("clerk")
    whole, lacking = make_plan("d.dlt", seed=3), make_plan("d.dol", seed=5, without=["2.8"])
    (folder / "แผน.docx").write_bytes(whole.docx)
    (folder / "แผน.pdf").write_bytes(whole.pdf)
    (folder / "ขาด.docx").write_bytes(lacking.docx)
    (folder / "ขาด.pdf").write_bytes(lacking.pdf)
    for sample in sample_mails():
        if sample.name in ("07-two-plans", "08-scanned-pdf"):
            (folder / f"{sample.name}.eml").write_bytes(sample.raw)
    return folder


def test_a_complete_plan_whose_files_elements_and_verdict(files: Path) -> None:
    code, told, error = _check(files, "แผน.docx", "แผน.pdf")
    assert (code, error) == (0, "")
    assert "แผนของ กรมการขนส่งทางบก" in told
    assert "ไฟล์ Word กับ PDF: ฉบับเดียวกัน" in told
    for clause in "๑๒๓๔๕๖๗๘":
        (line,) = re.findall(rf"^ ๒\.{clause}  .*$", told, re.MULTILINE)
        assert "✓ พบ" in line
        assert re.search("  [๐-๙]+  ", line), "the page"
    assert told.rstrip().endswith("✓ ผลการตรวจ: ครบถ้วน")


def test_what_is_missing_was_looked_for_and_can_be_mended(files: Path) -> None:
    code, told, _ = _check(files, "ขาด.docx", "ขาด.pdf")
    assert code == 1
    (line,) = re.findall(r"^ ๒\.๘  .*$", told, re.MULTILINE)
    assert "✗ ยังไม่พบ" in line
    assert "ค้นหาแล้ว: " in line
    mend = told[told.index("ต้องแก้ไขหรือส่งเพิ่ม") :]
    assert "๑. ยังไม่พบ" in mend
    assert "(ข้อ ๒.๘ ของแนวทางฯ)" in mend
    assert "→ โปรด" in mend
    assert "ผลการตรวจ: ขอให้แก้ไข ๑ ข้อ" in mend
    assert "ขอให้แก้ไข: " not in told, "nobody wrote, so nobody is answered"


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_colour_is_only_dress(files: Path, columns: int) -> None:
    told = _on_terminal(files, columns, "ขาด.docx", "ขาด.pdf")
    assert _STYLE.search(told)
    bare = _STYLE.sub("", told)
    assert "\x1b" not in bare
    assert max(map(cells, bare.split("\n"))) <= columns
    for line in bare.split("\n"):
        assert not re.match(r"\s*[ะาำัิ-ฺ็-๎]", line), "a mark without its letter"
    assert "✗ ยังไม่พบ" in bare
    plain = _on_terminal(files, columns, "ขาด.docx", "ขาด.pdf", NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", plain)
    assert _STYLE.sub("", plain) == bare


def test_a_pipe_gets_no_escapes_whatever_the_locale(files: Path) -> None:
    told = [_check(files, "แผน.docx", **more)[1] for more in ({}, {"PYTHONIOENCODING": "ascii"}, {"TERM": "dumb"})]
    assert told[0] == told[1] == told[2]
    assert "\x1b" not in told[0]
    assert not re.search(r"[ \t]+$", told[0], re.MULTILINE)


def test_the_language_is_thai_unless_asked(files: Path) -> None:
    thai = _check(files, "แผน.docx")[1]
    for asked in (("--lang", "en"), ()):
        english = _check(files, "แผน.docx", *asked, **({} if asked else {"LANG": "en_GB.UTF-8"}))[1]
        assert "Plan of Department of Land Transport" in english
        assert "PDF file not yet received" in english or "of the same plan has not" in english
        assert english != thai
    assert _check(files, "แผน.docx", "--lang", "th", LANG="en_GB.UTF-8")[1] == thai
    assert _check(files, "แผน.docx", "--lang", "de")[0] == 2


def test_a_folder_is_its_mails_and_one_mail_of_its_files(files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "แผน"
    (folder / "inner").mkdir(parents=True)
    for name in ("แผน.docx", "แผน.pdf"):
        (folder / "inner" / name).write_bytes((files / name).read_bytes())
    (folder / "~$แผน.docx").write_bytes(b"\0" * 162)
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (folder / "อ่านก่อน.txt").write_text("บันทึก", "utf-8")
    (folder / "สองแผน.eml").write_bytes((files / "07-two-plans.eml").read_bytes())
    code, told, _ = _check(tmp_path, str(folder), "--json")
    found = [json.loads(line) for line in told.splitlines()]
    assert (code, len(found)) == (0, 2)
    assert found[0]["path"].endswith("สองแผน.eml")
    assert sorted(Path(path).name for path in found[1]["paths"]) == ["แผน.docx", "แผน.pdf"]
    assert found[1]["verdict"] == "accepted"
    shown = _check(tmp_path, str(folder))[1]
    assert "แผน ๑: " in shown
    assert "แผน ๒: " in shown
    assert shown.rstrip().splitlines()[-1].startswith("── ตรวจแล้ว ๒ รายการ: ครบถ้วน ๒")


@pytest.mark.parametrize(("name", "code"), [("nothing-here", 2), ("empty", 1)])
def test_nothing_to_check_is_told_in_one_line(tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "empty").mkdir()
    ended, told, error = _check(tmp_path, name)
    assert (ended, told) == (code, "")
    assert "Traceback" not in error
    assert name in error.replace("\n", "")


def test_a_sealed_plan_shows_nothing_of_itself(files: Path, tmp_path: Path) -> None:
    (tmp_path / "ลับ แผนเหยี่ยวดำ.docx").write_bytes((files / "แผน.docx").read_bytes())
    (tmp_path / "ลับ แผนเหยี่ยวดำ.pdf").write_bytes((files / "แผน.pdf").read_bytes())
    code, told, _ = _check(tmp_path, str(tmp_path))
    assert code == 1
    assert "แยกเก็บ" in told
    assert "เหยี่ยวดำ" not in told.split("\n", 1)[1], "only the caller's own names, in the title"
    assert "วัตถุประสงค์ของแผน" not in told


def test_many_files_end_in_tables_that_can_be_read(tmp_path: Path) -> None:
    for at, agency in enumerate(("d.dlt", "d.dol", "d.cdd", "d.tmd")):
        plan = make_plan(agency, seed=at, without=["2.5"] if at == 2 else [])
        (tmp_path / f"{at}.docx").write_bytes(plan.docx)
        (tmp_path / f"{at}.pdf").write_bytes(plan.pdf)
    for at in range(60):
        (tmp_path / f"ภาพ {at}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([at]) * 99)
    code, told, _ = _check(tmp_path, str(tmp_path))
    assert code == 1
    assert "ไฟล์อื่นอีก: ๓๘" in told
    assert len(re.findall(r"^ [๑-๔]\.  ", told, re.MULTILINE)) == 4, "one row a plan"
    assert len(re.findall("✓ พบ", told)) == 7, "only the plan that is not complete is shown whole"
    assert len(told.splitlines()) < 90
