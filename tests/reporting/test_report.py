"""The report: its figures are those of the ledger, its Thai copies rightly out of the PDF, nothing foreign gets in."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from PIL import Image
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.errors import ConfigError, Transient
from mailbot.ledger import queries
from mailbot.ledger.schema import open_database
from mailbot.replies.thai_form import number
from mailbot.reporting import charts, chromium, sentences
from mailbot.reporting.contents import Contents, Listed, gather
from mailbot.reporting.web_page import web_page
from mailbot.reporting.word_file import word_file
from mailbot.reporting.write import render, write
from mailbot.settings import ReportSection
from tests.ledger.country import ROUND, Country, made_up
from tests.real_parts import need

OFFICE, HEAD = "กองยุทธศาสตร์", "เลขาธิการ ก.พ.ร."


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """Six hundred mails; the ledger lies where the program looks for it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "config.toml").write_text(f'[data]\nfolder = "{folder}"\n', "utf-8")
    return made_up(folder / "ledger.sqlite3", 600, seed=11, subdistricts=700)


@pytest.fixture(scope="module")
def contents(country: Country) -> Contents:
    """Contents ten days before the deadline."""
    db = open_database(country.path, read_only=True)
    made = gather(
        db, country.registry, country.rules, datetime(2020, 6, 20, 17, 0, tzinfo=country.rules.round.zone), "Review"
    )
    db.close()
    return made


def test_its_figures_are_those_of_the_ledger_at_that_moment(country: Country, contents: Contents) -> None:
    db = open_database(country.path, read_only=True)
    found = queries.standings(db, country.registry, ROUND, country.tiers, as_of=contents.as_of)
    db.close()
    assert contents.whole == queries.total(found)
    assert [one.figures for one in contents.tiers] == queries.overview(found)
    open_ones = contents.whole.missing + contents.whole.deficient + contents.whole.review
    assert sum(group.count for group in contents.lists) == open_ones
    for group in contents.lists:
        told = sum(one.figures.expected for one in group.by_province) or len(group.agencies)
        assert told == group.count, "a list that is too long is told by province, never cut"
    assert any(group.by_province for group in contents.lists)
    assert any(group.agencies for group in contents.lists)


def test_agencies_with_secret_plans_are_counted_and_not_named(country: Country, contents: Contents) -> None:
    db = open_database(country.path, read_only=True)
    found = queries.standings(db, country.registry, ROUND, country.tiers, as_of=contents.as_of)
    db.close()
    secret = {one.agency.name_th for one in found if one.state in ("sealed", "withheld")}
    assert secret
    named = {one.name for group in contents.lists for one in group.agencies} | {one.name for one in contents.vital_open}
    unique = secret - {one.agency.name_th for one in found if one.state in ("missing", "deficient", "review")}
    assert not named & unique


def test_the_page_needs_nothing_else_and_no_text_commands_it(contents: Contents) -> None:
    bad = Listed('<script>alert(1)</script>"', "<img src=x>", "missing", "")
    page = web_page(replace(contents, vital_open=(bad,), chosen="<b>"), OFFICE, "<i>")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    clean = web_page(contents, OFFICE, HEAD)
    assert not re.search(r"\b(?:src|href)=|@import|url\((?!data:|#)", clean), "it asks for a file or a server"
    assert page.count("<caption>") >= 3, "every chart has its numbers in a table"


def test_before_any_mail_and_after_the_deadline(country: Country) -> None:
    db = open_database(country.path, read_only=True)
    zone = country.rules.round.zone
    early = gather(db, country.registry, country.rules, datetime(2020, 5, 1, tzinfo=zone), "Review")
    late = gather(db, country.registry, country.rules, datetime(2020, 7, 10, tzinfo=zone), "Review")
    none = gather(db, country.registry, country.rules, late.as_of, "Review", queries.Selection(text="ไม่มีหน่วยงานนี้"))
    db.close()
    assert charts.curve(early.progress, early.whole.expected) is None
    assert "พ้นกำหนดส่ง" in sentences.outlook(late)
    assert "๑๐ วัน" in sentences.outlook(late)
    for one in (early, late, none):
        assert sentences.MEMO in web_page(one, OFFICE, HEAD)
        assert word_file(one, OFFICE, HEAD)


def test_bars_are_as_wide_as_their_shares(contents: Contents) -> None:
    for bar in charts.bars(contents.tiers):
        assert sum(share.width for share in bar.shares) == pytest.approx(charts.WIDTH, abs=1)


def test_the_word_file_says_the_same_in_the_official_font(contents: Contents) -> None:
    document = docx.Document(io.BytesIO(word_file(contents, OFFICE, HEAD)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for said in (sentences.MEMO, sentences.result(contents), sentences.outlook(contents), sentences.CLOSING):
        assert said in text
    (first, *_) = document.tables
    assert [cell.text for cell in first.rows[-1].cells] == ["รวม", *map(number, sentences.cells(contents.whole))]
    assert all(cell.width for table in document.tables for cell in table.rows[0].cells)
    rows = [row for table in document.tables for row in table.rows]
    assert all("w:cantSplit" in row._tr.xml for row in rows), "a row stands on one page"
    xml = document.styles.element.xml
    assert 'w:cs="TH Sarabun New"' in xml
    assert '<w:szCs w:val="32"/>' in xml
    assert "w:pBdr" not in document.styles["Title"].element.xml


def test_the_word_file_has_the_charts_with_words_for_those_who_do_not_see_them(contents: Contents) -> None:
    need("chromium")
    document = docx.Document(io.BytesIO(render(".docx", contents, ReportSection())))
    assert len(document.inline_shapes) == 2
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert "จำแนกตามกลุ่มหน่วยงาน" in told[0] and "รายวัน" in told[1]
    assert all(shape.width <= document.sections[0].page_width for shape in document.inline_shapes)
    for part in document.part.related_parts.values():
        if part.content_type == "image/png":
            image = Image.open(io.BytesIO(part.blob)).convert("L")
            assert image.width > 800 and min(image.tobytes()) < 100, "something dark is drawn on it"


def test_the_word_file_needs_no_chromium(contents: Contents) -> None:
    raw = render(".docx", contents, ReportSection(chromium="no-such-browser"))
    assert len(docx.Document(io.BytesIO(raw)).inline_shapes) == 0


def test_without_chromium_it_says_what_to_install_and_keeps_the_older_file(contents: Contents, tmp_path: Path) -> None:
    older = tmp_path / "report.pdf"
    older.write_text("older")
    with pytest.raises(ConfigError, match="Debian: chromium"):
        write(older, contents, ReportSection(chromium="no-such-browser"))
    with pytest.raises(ValueError, match="ends in"):
        render(".odt", contents, ReportSection())
    assert older.read_text() == "older"


def test_a_printer_that_hangs_is_ended(tmp_path: Path) -> None:
    slow = tmp_path / "chromium"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    with pytest.raises(Transient, match=r"within 0\.3 seconds"):
        chromium.print_page("<p>", 0.3, str(slow))
    slow.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(Transient, match="ended with 3"):
        chromium.print_page("<p>", 5, str(slow))


def test_thai_copies_rightly_out_of_the_pdf(country: Country, tmp_path: Path) -> None:
    need("chromium")
    need("pdftotext")
    path = tmp_path / "รายงาน.pdf"
    config = str(country.path.parent / "config.toml")
    asked = ["report", "-o", str(path), "--as-of", "2020-06-20", "--province", "21", "--config", config]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    text = subprocess.run(["pdftotext", "-raw", "-l", "1", path, "-"], capture_output=True, check=True).stdout.decode()
    for word in ("รายงาน", "ดำเนิน", "บันทึกข้อความ", "จังหวัดระยอง", "๒๐ มิถุนายน ๒๕๖๓"):
        assert word in text
    about = subprocess.run(["pdfinfo", path], capture_output=True, check=True).stdout.decode()
    assert re.search(r"Tagged:\s+yes", about)
    assert re.search(r"Title:\s+รายงาน", about)


def test_another_ending_is_wrong_usage(country: Country) -> None:
    config = str(country.path.parent / "config.toml")
    assert CliRunner().invoke(app, ["report", "-o", "report.txt", "--config", config]).exit_code == 2
