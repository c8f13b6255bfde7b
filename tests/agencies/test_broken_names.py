"""A name with which a longer one begins is not credited where the page goes on with most of the longer one."""

import pytest

from mailbot.agencies.cores import local_names
from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import is_mark
from mailbot.examination import Identity

PREFIXES = {"sao": "องค์การบริหารส่วนตำบล", "subdistrict_municipality": "เทศบาลตำบล"}


def whose(cover: str, registry: Registry, body: str = "ส่งแผน") -> Identity:
    claims = Claims(address="clerk@gmail.com", subject="ส่งแผน", covers=(f"แผน BCP\n{cover}",), body=body)
    return identify(claims, registry)


@pytest.mark.parametrize("rest", ["ชนบท", "ชนบด", "ชบท", "ชนบ"])
def test_the_rest_of_a_department_on_the_next_line(rest: str, registry: Registry) -> None:
    assert whose(f"กรมทางหลวง\n{rest}", registry).agency_ids in ([], ["d.drr"])


@pytest.mark.parametrize("below", ["พ.ศ. ๒๕๖๓", "กระทรวงคมนาคม", "ฉบับปรับปรุง ชนะโควิด", "ศรีอยุธยา"])
def test_what_else_stands_below_takes_nothing(below: str, registry: Registry) -> None:
    assert whose(f"กรมทางหลวง\n{below}", registry).agency_ids == ["d.doh"]


@pytest.mark.parametrize("rest", ["of Budhism", "of Turism and Sports", "for Local Adminstration"])
def test_an_english_office_whose_rest_is_misspelt(rest: str, registry: Registry) -> None:
    assert whose(f"Nan Provincial Office\n{rest}", registry).agency_ids != ["r.pvo.55"]


def test_letters_on_two_lines_are_no_abbreviation(registry: Registry) -> None:
    assert "p.ha" not in whose("สร\nพ.ศ. ๒๕๖๓", registry).agency_ids


def test_every_longer_name_broken_and_misspelt(whole_registry: Registry) -> None:
    tried = 0
    for kind, prefix in PREFIXES.items():
        names = local_names(whole_registry, (kind,))
        for shorter, longer in _pairs(names, whole_registry):
            rest = longer[len(shorter) :]
            for written in {rest[:-1], rest[:1] + rest[2:], rest[1::-1] + rest[2:]} - {rest}:
                said = whose(f"{prefix}{shorter}\n{written}", whole_registry)
                assert not set(said.agency_ids) & set(names[shorter]), (shorter, written)
                tried += 1
    assert tried > 100


def _pairs(names: dict[str, tuple[str, ...]], registry: Registry) -> list[tuple[str, str]]:
    """Names of which one begins with the other, up to a letter, two in one province among those that bear them."""
    found = []
    for longer, ids in names.items():
        codes = {registry.agencies[one].province_code for one in ids}
        for end in range(2, len(longer) - 2):
            others = () if is_mark(longer[end]) else names.get(longer[:end], ())
            if any(registry.agencies[one].province_code in codes for one in others if one not in ids):
                found.append((longer[:end], longer))
    return found
