"""How people call agencies: nicknames of the registry, the beginning of a department's name, half abbreviations."""

import pytest

from mailbot.agencies.registry import Registry
from tests.agencies.test_running_text import whose

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP)\n"


@pytest.mark.parametrize(
    ("written", "agency_id"),
    [("สำนักพุทธจังหวัดสกลนคร", "r.onab.47"), ("สำนักพุทธ", "d.onab"), ("สำนักงานกฤษฎีกา", "d.krisdika"), ("สำนักงบฯ", "d.bb")],
)
def test_a_nickname_of_the_registry_is_no_unit(written: str, agency_id: str, registry: Registry) -> None:
    assert whose(TITLE + written, registry).agency_ids == [agency_id]
    found = whose(TITLE + written, registry, subject=f"ส่งแผน {written}")
    assert found.agency_ids == [agency_id]


@pytest.mark.parametrize(
    ("written", "agency_ids"),
    [("กรมอุทยาน", {"d.dnp"}), ("กรมเจรจา", {"d.dtn"}), ("กรมคุ้มครอง", {"d.rlpd"}), ("กรมทรัพยากร", {"d.dwr", "d.dgr"})],
)
def test_the_beginning_of_a_name_is_asked_about(written: str, agency_ids: set[str], registry: Registry) -> None:
    found = whose(TITLE + written, registry)
    assert found.status == "ambiguous"
    assert agency_ids <= {*found.candidates}


def test_letters_with_the_mark_of_a_province_behind_them_are_no_department(registry: Registry) -> None:
    for written in ("สส.จ.", "สสจ. ในเล่มนี้หมายถึงสหกรณ์", "กษ.จ. / กษจ."):
        cover = f"{TITLE}ของ สำนักงานสหกรณ์จังหวัดกาฬสินธุ์\n({written})"
        found = whose(cover, registry)
        assert "d.deqp" not in found.candidates and "d.opsmoac" not in found.candidates
