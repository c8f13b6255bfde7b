"""Figures as the desk shows them: the map has every province, counts beside a filter are what the filter leaves."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from mailbot import rules
from mailbot.agencies import registry as agencies
from mailbot.desk import charts
from mailbot.desk.facets import facets
from mailbot.desk.filters import AgencyFilter
from mailbot.desk.render import HIDDEN, hidden, marked, percent, safe_path, short_day
from mailbot.ledger import queries
from mailbot.ledger.queries import STATES, Day, Figures, Forecast, Progress, Standing

RULES = rules.load("bcp-2563")
REGISTRY = agencies.load(RULES)


def random_standings(seed: int) -> list[Standing]:
    """Everybody who owes a plan, in any state."""
    draw = Random(seed)
    tiers = [tier.name for tier in RULES.tiers.values() if tier.owes]
    return [Standing(one, draw.choice(STATES)) for tier in tiers for one in REGISTRY.expected(tier)]


def test_every_province_has_its_tile() -> None:
    found = queries.figures(random_standings(1), REGISTRY, "province")
    names = {code: (one.name_th, one.letters) for code, one in REGISTRY.provinces.items()}
    tiles = charts.tiles(found, names)
    assert len({tile.code for tile in tiles}) == 77
    assert len({(tile.x, tile.y) for tile in tiles}) == 77
    assert set(charts.province_places()) == {one.name_th for one in REGISTRY.provinces.values()}


@pytest.mark.parametrize("seed", range(6))
def test_a_count_beside_a_filter_is_what_the_filter_leaves(seed: int) -> None:
    draw, everybody = Random(seed), random_standings(seed)
    wanted = AgencyFilter(
        tier=draw.choice(["", "regional"]),
        province=draw.choice(["", "40"]),
        ministry=draw.choice(["", "m.moi"]),
        state=draw.choice(["", "deficient"]),
        text=draw.choice(["", "สำนักงาน"]),
    )
    counted = facets(everybody, wanted, REGISTRY)

    def left(changed: AgencyFilter) -> int:
        meant = [one for one in everybody if changed.selection.holds(one.agency, REGISTRY)]
        return len(queries.missing(meant, REGISTRY, (changed.state,) if changed.state else ()))

    for province, count in counted.province.items():
        assert not province or count == left(replace(wanted, province=province))
    for tier, count in counted.tier.items():
        assert count == left(replace(wanted, tier=tier))
    for state, count in counted.state.items():
        assert count == left(replace(wanted, state=state))
    for ministry, count in counted.ministry.items():
        assert not ministry or count == left(replace(wanted, ministry=ministry))


def test_the_parts_of_a_bar_are_the_whole() -> None:
    parts = charts.parts(Figures("all", 40, 30, 10, 8, 6, 4, 2, 10, 0))
    assert sum(part.count for part in parts) == 40
    assert round(sum(part.width for part in parts)) == 100
    assert charts.parts(Figures("none", *[0] * 9)) == ()


def test_days_stand_before_the_deadline_and_the_forecast_leads_to_it() -> None:
    first = date(2020, 6, 1)
    days = tuple(Day(first + timedelta(days=at), 3, 2, 1, 2 * (at + 1), at + 1) for at in range(20))
    forecast = Forecast(100, 20, 30, 28, 32, 1.0, 7, 10)
    chart = charts.day_chart(Progress(days, date(2020, 6, 30), forecast))
    assert chart is not None
    assert chart.deadline_x is not None
    assert chart.ahead is not None
    assert all(bar.x + bar.width < chart.deadline_x <= charts.WIDTH for bar in chart.bars)
    assert charts.day_chart(Progress((), date(2020, 6, 30), None)) is None


def test_shares_never_say_all_or_nothing_when_it_is_not_so() -> None:
    shown = [percent(part, 1000) for part in (0, 1, 10, 500, 995, 1000)]
    assert shown == ["0 %", "< 1 %", "1 %", "50 %", "> 99 %", "100 %"]
    assert percent(0, 0) == "0 %"


def test_days_are_written_as_their_readers_do() -> None:
    assert short_day(date(2020, 6, 15), "th") == "15 มิ.ย. 2563"
    assert short_day(date(2020, 6, 15), "en") == "15 Jun 2020"


@pytest.mark.parametrize("told", ["02-123-4567", "๐๘ ๑๒๓๔ ๕๖๗๘", "+66 81 234 5678", "0812345678", "a.b@dlt.go.th"])
def test_telephones_and_addresses_are_hidden(told: str) -> None:
    assert hidden(f"โทร {told} ค่ะ") == f"โทร {HIDDEN} ค่ะ"


@pytest.mark.parametrize("told", ["BCP2563-000123", "๓๐ มิถุนายน ๒๕๖๓", "ข้อ ๒.๘", "2020-06-15", "1,234 หน่วยงาน"])
def test_other_figures_are_not_hidden(told: str) -> None:
    assert hidden(told) == told


def test_marks_stand_around_what_was_found_and_nothing_is_code() -> None:
    assert marked("<b>ระยอง</b>", "ระยอง") == "&lt;b&gt;<mark>ระยอง</mark>&lt;/b&gt;"
    assert marked("(x)", "( ) x") == "<mark>(</mark><mark>x</mark><mark>)</mark>"


@pytest.mark.parametrize("path", ["//evil", "/\\evil", "https://evil", "evil", "/a b", "", "/" + "x" * 3000])
def test_only_paths_of_ours_are_gone_to(path: str) -> None:
    assert safe_path(path) == "/"
    assert safe_path("/missing?province=40&text=%E0") == "/missing?province=40&text=%E0"
