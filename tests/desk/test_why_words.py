"""Whatever reason judging gives for an element, who has to decide reads it in words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import mailbot.plans
from mailbot.desk.why_words import WHYS

_JUDGING = Path(mailbot.plans.__file__).parent
_REASON_AT = {"_result": 3, "Fit": 1}
"""Calls whose reason is told by place: how many arguments stand before it."""


def _literals(node: ast.expr) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _reasons(tree: ast.AST) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        at = _REASON_AT.get(getattr(call.func, "id", ""), len(call.args))
        for told in (*call.args[at : at + 1], *(word.value for word in call.keywords if word.arg == "reason")):
            if isinstance(told, ast.Constant | ast.IfExp):
                yield from _literals(told.body if isinstance(told, ast.IfExp) else told)
                yield from _literals(told.orelse) if isinstance(told, ast.IfExp) else ()


def test_every_reason_has_words_in_both_languages() -> None:
    given = {one for file in _JUDGING.rglob("*.py") for one in _reasons(ast.parse(file.read_text("utf-8"))) if one}
    assert {"unknown_heading", "maybe_blank", "parts_unsure", "no_people"} <= given
    assert not given - set(WHYS)
    assert all(thai and english for thai, english in WHYS.values())
