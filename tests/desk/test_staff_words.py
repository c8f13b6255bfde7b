"""Every code that a page, a table or the digest shows has words in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import mailbot
from mailbot.desk.words import word
from mailbot.digest.words import not_answered, trouble
from mailbot.mail.robot_rules import RULES
from mailbot.replies.letter import LetterKind
from mailbot.staff_words import REASONS, TROUBLES

_PROGRAM = Path(mailbot.__file__).parent
_OF_STAFF = ("alert", "digest", "report", "summary")


def _calls(*names: str) -> Iterator[ast.Call]:
    for path in _PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in names:
                    yield node


def _texts(arguments: list[ast.expr]) -> list[str]:
    return [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def test_every_kind_of_letter_has_words() -> None:
    for kind in (*get_args(LetterKind), *_OF_STAFF):
        assert word("letter", kind, "th") != kind
        assert word("letter", kind, "en") != kind


def test_every_reason_for_no_answer_has_words() -> None:
    given = {text for call in _calls("ReplyChoice") for text in _texts(call.args[2:3])}
    given |= {text for call in _calls("Budget") for text in _texts(call.args[1:2])}
    given |= {rule.name for rule in RULES}
    assert {"waits_for_other_parts", "answers_today_used_up"} <= given
    assert not given - set(REASONS)
    assert not_answered("waits_for_other_parts") == REASONS["waits_for_other_parts"][0]


def test_every_trouble_has_words() -> None:
    named = {text for call in _calls("tell", "_tell_count") for text in _texts(call.args[:1])}
    told = {name for name in named if not name.startswith("reminders_")}
    assert {"login", "journal", "quarantine"} <= told
    assert not told - set(TROUBLES)
    assert trouble("unfetchable mail 12") == TROUBLES["unfetchable"][0]
    assert word("trouble", "unfetchable mail 12", "en") == TROUBLES["unfetchable"][1]
