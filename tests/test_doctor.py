"""What doctor says of character recognition: there with Thai, there without, switched off, not there."""

from pathlib import Path

import pytest

from mailbot import config_file, doctor
from mailbot.documents import ocr_engine
from mailbot.workplace import Workplace
from tests.real_parts import need


def told(folder: Path, config: str = "") -> doctor.Check:
    """The line on Tesseract."""
    (folder / "config.toml").write_text(f"[data]\nmin_free_mb = 0\n{config}", "utf-8")
    place = Workplace(config_file.load(folder / "config.toml"))
    try:
        return next(check for check in doctor.run(place) if check.name == "tesseract")
    finally:
        place.close()


def test_with_thai(tmp_path: Path) -> None:
    need("tesseract")
    check = told(tmp_path)
    assert check.state == "ok"
    assert "60 scanned pages" in check.detail


def test_switched_off(tmp_path: Path) -> None:
    need("tesseract")
    check = told(tmp_path, '[examine]\nocr = "off"\n')
    assert (check.state, "switched off" in check.detail) == ("warning", True)


def test_without_thai_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "bin" / "tesseract"
    bare.parent.mkdir()
    monkeypatch.setenv("PATH", str(bare.parent))
    ocr_engine.tesseract.cache_clear()
    assert "not installed" in told(tmp_path).detail
    bare.write_text('#!/bin/sh\necho "List of available languages (1):"\necho eng\n', "ascii")
    bare.chmod(0o755)
    ocr_engine.tesseract.cache_clear()
    check = told(tmp_path)
    ocr_engine.tesseract.cache_clear()
    assert (check.state, "no Thai" in check.detail) == ("warning", True)
    assert "wait for a person" in check.detail
