"""The registry as data: ids, parents, tiers, counts, instances of kinds, greetings; broken files are refused whole."""

import shutil
import time
from pathlib import Path

import pytest

from mailbot.agencies import tables
from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry, load, salutation
from mailbot.errors import ConfigError
from mailbot.rules import Rules
from tests.agencies.conftest import LOCAL_LIST


def test_denominators(registry: Registry) -> None:
    assert len(registry.expected("direct")) == 284
    assert len(registry.expected("regional")) == 2356
    assert len(registry.expected("local_upper")) == 108
    assert registry.expected("central_in_region") == ()


def test_denominators_of_the_whole_country(whole_registry: Registry) -> None:
    assert len(whole_registry.expected("local_upper")) == 298
    assert len(whole_registry.expected("local_lower")) == 7554
    total = sum(len(whole_registry.expected(tier)) for tier in ("direct", "regional", "local_upper", "local_lower"))
    assert total == 10492


def test_generated_offices_follow_their_kinds(registry: Registry) -> None:
    kinds = [kind for kind in registry.kinds.values() if kind.tier == "regional" and kind.id != "r.amphoe"]
    for kind in kinds:
        for code, province in registry.provinces.items():
            agency = registry.get(f"{kind.id}.{code}")
            if code == "10":
                assert agency is None
                continue
            assert agency is not None
            assert agency.name_th == kind.name_pattern.replace("{จ}", province.name_th)
            assert agency.collector_id == f"r.pvo.{code}"


def test_provincial_organisations_and_cities(registry: Registry) -> None:
    kinds = [agency.kind for agency in registry.by_tier("local_upper")]
    assert (kinds.count("pao"), kinds.count("city_municipality"), kinds.count("special")) == (76, 30, 2)


@pytest.mark.parametrize(
    ("agency_id", "name", "parent"),
    [
        ("c.rd_area:21", "สำนักงานสรรพากรพื้นที่ระยอง", "d.rd"),
        ("c.odpc:6", "สำนักงานป้องกันควบคุมโรคที่ 6", "d.ddc"),
        ("c.obec_esa:ระยอง เขต 1", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 1", "d.obec"),
        ("r.amphoe:2103", "ที่ทำการปกครองอำเภอแกลง", "d.dopa"),
        ("r.amphoe:2105", "ที่ทำการปกครองอำเภอบ้านค่าย", "d.dopa"),
        ("c.customs_house:แม่สอด", "ด่านศุลกากรแม่สอด", "d.customs"),
    ],
)
def test_instances(registry: Registry, agency_id: str, name: str, parent: str) -> None:
    agency = registry.get(agency_id)
    assert agency is not None
    assert (agency.name_th, agency.parent_id) == (name, parent)


@pytest.mark.parametrize("agency_id", ["c.nothing:1", "r.amphoe:9999", "d.nothing", "c.rd_area:", "c.rd_area", ""])
def test_unknown_ids(registry: Registry, agency_id: str) -> None:
    assert registry.get(agency_id) is None


@pytest.mark.parametrize(
    ("agency_id", "greeting"),
    [
        ("d.dopa", "อธิบดีกรมการปกครอง"),
        ("d.opsmoi", "ปลัดกระทรวงมหาดไทย"),
        ("d.ocpb", "เลขาธิการคณะกรรมการคุ้มครองผู้บริโภค"),
        ("d.rta", "ผู้บัญชาการทหารบก"),
        ("r.pvo.21", "หัวหน้าสำนักงานจังหวัดระยอง"),
        ("r.doae.21", "เกษตรจังหวัดระยอง"),
        ("r.amphoe:2103", "นายอำเภอแกลง"),
        ("l.3210102", "นายกเทศมนตรีนครระยอง"),
        ("l.2210101", "นายกองค์การบริหารส่วนจังหวัดระยอง"),
        ("l.3200408", "นายกเมืองพัทยา"),
        ("l.bkk", "ผู้ว่าราชการกรุงเทพมหานคร"),
        ("s.pea", "ผู้ว่าการการไฟฟ้าส่วนภูมิภาค"),
        ("p.dga", "ผู้อำนวยการสำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)"),
        ("u.kku", "อธิการบดีมหาวิทยาลัยขอนแก่น"),
        ("c.rd_area:21", "สรรพากรพื้นที่ระยอง"),
        ("c.doh_district:21", "ผู้อำนวยการแขวงทางหลวงระยอง"),
        ("c.odpc:6", "ผู้อำนวยการสำนักงานป้องกันควบคุมโรคที่ 6"),
        ("c.dnp_park:เขาชะเมา", "หัวหน้าอุทยานแห่งชาติเขาชะเมา"),
        ("c.police_prov:21", "ผู้บังคับการตำรวจภูธรจังหวัดระยอง"),
        ("o.slf", "ผู้จัดการกองทุนเงินให้กู้ยืมเพื่อการศึกษา"),
        ("o.nfc", "เลขาธิการสภาเกษตรกรแห่งชาติ"),
        ("s.catc", "ผู้ว่าการสถาบันการบินพลเรือน"),
        ("s.tistr", "ผู้ว่าการสถาบันวิจัยวิทยาศาสตร์และเทคโนโลยีแห่งประเทศไทย"),
        ("s.aot", "กรรมการผู้อำนวยการใหญ่ บริษัท ท่าอากาศยานไทย จำกัด (มหาชน)"),
    ],
)
def test_salutation(registry: Registry, agency_id: str, greeting: str) -> None:
    assert salutation(registry.get(agency_id)) == greeting


def test_salutation_of_a_subdistrict() -> None:
    agency = Agency("l.6210115", "องค์การบริหารส่วนตำบลตะพง", "local_lower", kind="sao")
    assert salutation(agency) == "นายกองค์การบริหารส่วนตำบลตะพง"
    assert salutation(None) == "ผู้ประสานงานแผนดำเนินธุรกิจอย่างต่อเนื่อง"


def test_no_greeting_keeps_a_hole(registry: Registry) -> None:
    assert all("{" not in salutation(agency) for agency in registry)


def test_vital_agencies(registry: Registry) -> None:
    vital = {agency.id for agency in registry if agency.vital}
    assert {"s.egat", "s.pwa", "s.tot", "o.nbtc", "o.erc", "o.caat", "d.doairports"} <= vital
    assert "d.doh" not in vital


def test_domains(registry: Registry) -> None:
    assert [agency.id for agency in registry.by_domain("CHON.go.th")] == ["l.2200101"]
    assert [agency.id for agency in registry.by_domain("moi.go.th")] == ["d.opsmoi"]
    assert registry.by_domain("gmail.com") == ()


def test_extra_agencies_are_added_over_the_committed_ones(round_rules: Rules) -> None:
    added = Agency("l.6210115", "องค์การบริหารส่วนตำบลตะพง", "local_lower", kind="sao", province_code="21")
    changed = Agency("d.rd", "กรมสรรพากร (ใหม่)", "direct", kind="department")
    registry = load(round_rules, [added, changed])
    assert registry.get("l.6210115") == added
    assert registry.agencies["d.rd"].name_th == "กรมสรรพากร (ใหม่)"


def test_extra_agency_of_an_unknown_parent_is_refused(round_rules: Rules) -> None:
    with pytest.raises(ConfigError, match=r"parent d\.nothing"):
        load(round_rules, [Agency("d.new", "กรมใหม่", "direct", parent_id="d.nothing")])
    with pytest.raises(ConfigError, match="tier 'sixth'"):
        load(round_rules, [Agency("d.new", "กรมใหม่", "sixth")])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("d.rd,กรมสรรพากร,,,1,direct,department,m.mof,กค,,,,yes,yes,direct_opdc,,x", "stands twice"),
        ("rd,กรมสรรพากร,,,1,direct,department,m.mof,กค,,,,yes,yes,direct_opdc,,x", "line 234: id 'rd'"),
        ("d.new,กรมใหม่,,,1,sixth,department,m.mof,กค,,,,yes,yes,direct_opdc,,x", "line 234: d.new: tier_name 'sixth'"),
        ("d.new,,,,1,direct,department,m.mof,กค,,,,yes,yes,direct_opdc,,x", "line 234: d.new has no name_th"),
        ("d.new,กรมใหม่,,,1,direct,department,m.mof,กค,,,,yes,soon,direct_opdc,,x", "expects_plan 'soon'"),
        ("d.new,กรมใหม่,,", "line 234: wrong number of columns"),
    ],
)
def test_broken_rows_are_told_with_their_line(round_rules: Rules, tmp_path: Path, line: str, fault: str) -> None:
    folder = tmp_path / "bcp-2563"
    shutil.copytree(round_rules.folder / "registry", folder / "registry")
    with (folder / "registry" / "central.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(ConfigError, match=fault):
        load(round_rules.model_copy(update={"folder": folder}))


def test_the_files_hold_unique_ids_parents_that_exist_and_legal_tiers(registry: Registry, round_rules: Rules) -> None:
    folder = round_rules.folder / "registry"
    found: list[str] = []
    for name in (*agency_files(), "regional_office_kinds.csv", "central_in_region_kinds.csv"):
        for line, row in tables.rows(folder / name):
            found.append(row["id"])
            tier = round_rules.tiers[row["tier_name"]]
            assert row["tier"] == str(tier.number), f"{name} line {line}"
    assert len(found) == len(set(found)) == len(registry) + len(registry.kinds)
    for one in (*registry, *registry.kinds.values()):
        assert one.parent_id is None or one.parent_id in registry.agencies, one.id
    known = {*registry.agencies, *registry.kinds, *(f"pv.{code}" for code in registry.provinces)}
    assert {one for ids in registry.ambiguous.values() for one in ids} - known == {"kind:city_municipality"}


def agency_files() -> tuple[str, ...]:
    """Files of the folder with one agency a row."""
    return (
        "central.csv",
        "universities.csv",
        "public_organizations.csv",
        "state_enterprises.csv",
        "regional_offices.csv",
        "local_upper.csv",
    )


def test_every_file_that_may_be_committed_is_committed(round_rules: Rules) -> None:
    if not LOCAL_LIST.exists():
        pytest.skip("the registry's source is not at hand beside the project")
    folder = round_rules.folder / "registry"
    for given in LOCAL_LIST.parent.glob("*.csv"):
        ours = folder / given.name
        assert ours.exists() == (given != LOCAL_LIST), given.name
        if ours.exists():
            assert ours.read_bytes() == given.read_bytes(), given.name


def test_places_come_from_geothai(registry: Registry) -> None:
    assert len({amphoe.province_code for amphoe in registry.amphoes.values()} ^ {*registry.provinces}) == 0
    assert registry.amphoes["2103"].name_th == "แกลง"
    for agency in registry:
        if agency.amphoe_code:
            assert registry.amphoes[agency.amphoe_code].name_th == agency.amphoe, agency.id


def test_an_id_that_was_given_up_finds_the_agency_that_stands_for_it(round_rules: Rules) -> None:
    new = Agency("l.5210999", "เทศบาลตำบลตะพง", "local_lower", kind="subdistrict_municipality", province_code="21")
    old = Agency("l.6210115", "องค์การบริหารส่วนตำบลตะพง", "local_lower", kind="sao", province_code="21")
    registry = load(round_rules, [old, new], {old.id: new.id})
    assert registry.get(old.id) == registry.get(new.id)
    assert old.id not in registry.agencies


def test_load_stays_quick(round_rules: Rules) -> None:
    """0.1 s where it was measured; it is on the path of every command."""
    started = time.process_time()
    load(round_rules)
    assert time.process_time() - started < 0.6
