"""Every letter as a person reads it; MAILBOT_WRITE_GOLDEN=1 writes the files anew, to be read before they are kept."""

import os
import re
from pathlib import Path
from typing import get_args

import pytest

from mailbot.preview.letters import cases, letters
from mailbot.replies.compose import compose
from mailbot.replies.letter import REPLY_KINDS, LetterKind
from mailbot.replies.lines import WIDTH, cells
from mailbot.replies.subject import bare
from mailbot.replies.thai_form import Language
from tests.replies.samples import RULES

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES: tuple[Language, ...] = ("th", "en")
CASES = {f"{name}.{language}": case for language in LANGUAGES for name, case in cases(RULES, language).items()}
FORBIDDEN = ("!", "ข้อผิดพลาด", "ผู้ใช้งาน", "error", "Error", "{", "}", "None", "[]", "element.", "pair.")


@pytest.mark.parametrize("name", CASES)
def test_letter_is_the_one_that_was_read_aloud(name: str) -> None:
    letter = compose(*CASES[name], RULES)
    told = f"Subject: {letter.subject}\n\n{letter.text}"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("MAILBOT_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_golden_letter(language: Language) -> None:
    kinds = {compose(*case, RULES).kind for name, case in CASES.items() if name.endswith(f".{language}")}
    assert kinds == set(REPLY_KINDS)


def test_every_letter_bears_the_name_of_its_kind() -> None:
    for name, case in CASES.items():
        assert name.partition(".")[0].partition("-")[0] == compose(*case, RULES).kind


def test_no_golden_letter_is_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("*.txt")} == {f"{name}.txt" for name in CASES}


@pytest.mark.parametrize("name", CASES)
def test_form_of_the_text(name: str) -> None:
    letter = compose(*CASES[name], RULES)
    for line in letter.text.splitlines():
        assert cells(line) <= WIDTH, line
        assert line == line.rstrip()
    assert "\n\n\n" not in letter.text
    assert not re.search(r"สำนักงาน[ \n]ก\.พ\.ร\.", letter.text), "no-break space inside the office's name"
    assert not [word for word in FORBIDDEN if word in letter.text]
    assert "foresight@opdc.go.th" in letter.text
    assert ("BCP2563-000007" if letter.kind == "duplicate" else "BCP2563-000123") in letter.text + letter.subject
    assert not any("\ufdd0" <= sign <= "\ufdd1" for sign in letter.text + letter.html + letter.subject)


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".th")])
def test_numbers_of_our_own_are_thai(name: str) -> None:
    text = compose(*CASES[name], RULES).text
    text = re.sub(r"BCP2563-\d{6}|ว0012\.pdf", "", text)
    text = re.sub(r"แผน\d+ \(\.docx และ \.pdf\)", "", text)
    assert not re.findall(r"[0-9]", text)


@pytest.mark.parametrize("name", CASES)
def test_html_says_the_same(name: str) -> None:
    letter = compose(*CASES[name], RULES)
    language = name.rpartition(".")[2]
    assert f'<html lang="{language}">' in letter.html
    assert "<img" not in letter.html and "http" not in letter.html and "<script" not in letter.html
    words = re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", letter.html.split("</head>")[1]))
    for paragraph in letter.text.split("\n\n"):
        if not paragraph.lstrip().startswith(("-", "๑", "1")) and "\n" not in paragraph:
            assert re.sub(r"\s+", "", paragraph) in words


@pytest.mark.parametrize("name", [name for name in CASES if "thirty" not in name])
def test_an_ordinary_letter_is_short(name: str) -> None:
    letter = compose(*CASES[name], RULES)
    assert len(letter.text.encode()) < 8192


def test_an_acknowledgment_is_short_with_both_its_forms() -> None:
    letter = compose(*CASES["acknowledgment.th"], RULES)
    assert len(letter.text.encode()) + len(letter.html.encode()) < 8192


def test_no_finding_is_given_as_an_unbroken_wall_of_thai() -> None:
    """A line that had to be cut inside a long run shows up as a line that ends far from the edge or in a cluster."""
    letter = compose(*CASES["deficiency.th"], RULES)
    for line in letter.text.splitlines():
        assert line[-1:] not in tuple("เแโใไ")
        assert line.lstrip()[:1] not in tuple("ะาำิีึืุู็่้๊๋์ๆฯ")


def test_same_examination_gives_the_same_letter() -> None:
    for case in CASES.values():
        assert compose(*case, RULES) == compose(*case, RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_subject_adds_is_short(language: Language) -> None:
    for one in letters(RULES, language):
        ours = one.letter.subject.replace(bare(one.letter.subject, RULES), "")
        assert 0 < cells(ours) <= 70, one.letter.subject


def test_the_letters_are_those_of_every_kind_there_is() -> None:
    assert {one.letter.kind for one in letters(RULES, "th")} == set(get_args(LetterKind))
