"""Reads the demo's content files (agencies, profiles, names), once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def content(name: str) -> dict[str, Any]:
    """The tables of content/<name>."""
    return tomllib.loads(files("mailbot.demo").joinpath("content", name).read_text(encoding="utf-8"))
