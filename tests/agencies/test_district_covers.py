"""Title pages that name a district and nothing else, and letter numbers of districts."""

import pytest

from mailbot.agencies.identify import Claims, identify_plan, identify_sender
from mailbot.agencies.registry import Registry
from mailbot.examination import Identity

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง (Business Continuity Plan: BCP)"
DISTRICT = f"{TITLE}\nอำเภอปางมะผ้า จังหวัดแม่ฮ่องสอน\nมิถุนายน ๒๕๖๓"
NUMBER = "ที่ มส 0618/1455\nเรื่อง ส่งแผน BCP\nเรียน เลขาธิการ ก.พ.ร."


def judged(registry: Registry, cover: str, address: str, subject: str = "แผน BCP", body: str = "") -> Identity:
    sender = identify_sender(Claims(address=address, subject=subject, covers=(cover,), body=body), registry)
    return identify_plan((cover,), ("แผน.docx",), sender, True, registry, subject=subject)


@pytest.mark.parametrize(
    ("cover", "address", "subject", "body"),
    [
        (DISTRICT, "pangmapha.msn@dopa.go.th", "BCP", ""),
        (DISTRICT, "pangmapha.msn@dopa.go.th", "BCP", NUMBER),
        (DISTRICT, "x@gmail.com", "BCP", NUMBER),
        (DISTRICT, "x@gmail.com", "ส่งแผน BCP อำเภอปางมะผ้า", ""),
        (f"{TITLE}\nอำเภอปางมะผ้า\nจังหวัดแม่ฮ่องสอน", "pangmapha.msn@dopa.go.th", "BCP", ""),
        (f"{TITLE}\nอ.ปางมะผ้า จ.แม่ฮ่องสอน\nกรมการปกครอง", "x@gmail.com", "BCP", ""),
        (f"{TITLE}\nที่ทำการปกครองอำเภอปางมะผ้า\nจังหวัดแม่ฮ่องสอน", "x@gmail.com", "BCP", NUMBER),
    ],
)
def test_the_district_itself(registry: Registry, cover: str, address: str, subject: str, body: str) -> None:
    """The digits of a letter number are not everywhere the code of the district (06: สบเมย): names go before."""
    assert judged(registry, cover, address, subject, body).agency_ids == ["r.amphoe:5807"]


@pytest.mark.parametrize(
    ("address", "subject", "body"),
    [
        ("x@gmail.com", "แผน BCP", ""),
        ("x@gmail.com", "แผน BCP อำเภอปางมะผ้า", "องค์การบริหารส่วนตำบลนาปู่ป้อม ขอส่งแผน"),
        ("pangmapha.msn@dopa.go.th", "ส่งแผน อบต.นาปู่ป้อม", ""),
        ("pangmapha.msn@dopa.go.th", "แผน BCP", "ส่งแผนของ อบต.นาปู่ป้อม"),
    ],
)
def test_asked_where_the_name_may_be_lost(whole_registry: Registry, address: str, subject: str, body: str) -> None:
    said = judged(whole_registry, DISTRICT, address, subject, body)
    assert said.status == "ambiguous"
    assert {"r.amphoe:5807", *(("l.6580703",) if "นาปู่ป้อม" in subject + body else ())} <= {*said.candidates}


@pytest.mark.parametrize("line", ["ตำบลนาปู่ป้อม", "สำนักงานสาธารณสุขอำเภอปางมะผ้า", "ศูนย์ดำรงธรรม"])
def test_another_line_on_the_page_is_never_the_district(registry: Registry, line: str) -> None:
    said = judged(registry, f"{TITLE}\n{line}\nอำเภอปางมะผ้า จังหวัดแม่ฮ่องสอน", "pangmapha.msn@dopa.go.th")
    assert said.agency_ids == []


def test_a_silent_plan_from_elsewhere_is_not_its_sender(whole_registry: Registry) -> None:
    cover = f"{TITLE}\nตำบลในเมือง อำเภอแวงน้อย จังหวัดขอนแก่น"
    name = "องค์การบริหารส่วนตำบลคอนฉิม อำเภอแวงใหญ่ จังหวัดขอนแก่น"
    sender = identify_sender(Claims(address="x@gmail.com", display_name=name, covers=(cover,)), whole_registry)
    said = identify_plan((cover,), ("แผน.docx",), sender, True, whole_registry)
    assert said.agency_ids == []
    assert "l.6401302" in said.candidates


@pytest.mark.parametrize("beside", ["แผน BCP อำเภอเมืองระยอง", "แผน BCP\nถนนสุขุมวิท ตำบลเนินพระ อำเภอเมืองระยอง 21150"])
def test_the_seat_of_a_province_chooses_no_office_of_it(registry: Registry, beside: str) -> None:
    """จังหวัดระยอง may be three offices, of which the อบจ. alone stands with a district in the registry."""
    subject, _, body = beside.partition("\n")
    said = judged(registry, f"{TITLE}\nจังหวัดระยอง", "x@gmail.com", subject, body)
    assert {"r.pvo.21", "r.dopa.21", "l.2210101"} <= {*said.candidates}
