"""The bundled font must print every letter of a plan and stay under its licence."""

from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

FONTS = files("mailbot.demo").joinpath("fonts")
THAI = {*range(0xE01, 0xE3B), *range(0xE3F, 0xE5C)}
NEEDED = THAI | set(range(0x20, 0x7F)) | set(map(ord, "–“”…✓☐"))


@pytest.mark.parametrize("name", ["Sarabun-Regular.ttf", "Sarabun-Bold.ttf"])
def test_every_letter_of_a_plan_is_there(name: str) -> None:
    with FONTS.joinpath(name).open("rb") as stream:
        font = TTFont(stream)
        assert NEEDED - set(font.getBestCmap()) == set()
        assert "GSUB" in font
        assert {feature.FeatureTag for feature in font["GPOS"].table.FeatureList.FeatureRecord} == {"kern"}


def test_the_licence_lies_beside_it() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in FONTS.joinpath("OFL.txt").read_text(encoding="utf-8")
