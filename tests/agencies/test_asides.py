"""What a title page says of partners, of offices below, of schools included takes nothing from its own agency."""

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry
from mailbot.examination import Identity

ASIDES = [
    "(และสำนักงานเกษตรอำเภอ ๑๑ อำเภอ)",
    "และสำนักงานประมงอำเภอทุกอำเภอ",
    "กลไกประสาน: ปภ.จังหวัด ปกครองจังหวัด สสจ.",
    "หน่วยงานสนับสนุน: สำนักงานจัดหางานจังหวัดน่าน กรมป้องกันและบรรเทาสาธารณภัย",
    "เครือข่าย: โรงพยาบาลน่าน ปภ.น่าน",
    "ประสานงานกับ อบจ.นครสวรรค์ และ มทบ.31",
    "พื้นที่ใกล้เคียง: ท่าอากาศยานน่านนคร",
    "ท่าอากาศยานน่านนคร เป็นพื้นที่ใกล้เคียง",
    "อาคารสำนักงานคลังจังหวัดน่าน ชั้น 2",
    "สถานีขนส่ง ตลาดสด และโรงเรียนในสังกัด ๘ แห่ง",
    "โรงเรียนเทศบาล 1-6 ศูนย์พัฒนาเด็กเล็ก 3 แห่ง",
    "(รวมโรงพยาบาลน่าน)",
]


def whose(cover: str, registry: Registry) -> Identity:
    return identify(Claims(address="clerk@gmail.com", subject="ส่งแผน", covers=(cover,)), registry)


@pytest.mark.parametrize("aside", ASIDES)
@pytest.mark.parametrize(
    ("own", "agency_id"), [("สำนักงานแรงงานจังหวัดน่าน", "r.mol.55"), ("องค์การบริหารส่วนจังหวัดน่าน", "l.2550101")]
)
def test_an_aside_below_the_own_name(aside: str, own: str, agency_id: str, registry: Registry) -> None:
    assert whose(f"แผน BCP\n{own}\n{aside}", registry).agency_ids == [agency_id]


@pytest.mark.parametrize("aside", ["(รวมโรงเรียนเทศบาลบ้านคลองภาษี)", "(ครอบคลุมโรงพยาบาลตรัง และโรงพยาบาลชุมชน)"])
def test_what_is_included_may_stand_in_brackets_above(aside: str, registry: Registry) -> None:
    assert whose(f"{aside}\nแผน BCP เทศบาลนครตรัง จังหวัดตรัง", registry).agency_ids == ["l.3920102"]


@pytest.mark.parametrize(
    "cover",
    [
        "แผน BCP\nกลไกประสาน: สำนักงานแรงงานจังหวัดน่าน",
        "(โรงเรียนเทศบาลบ้านคลองภาษี)\nแผน BCP\nเทศบาลนครตรัง",
        "แผน BCP\nโรงเรียนเทศบาลบ้านคลองภาษี\nเทศบาลนครตรัง",
        "แผน BCP\nสำนักงานแรงงานจังหวัดน่าน และสำนักงานจัดหางานจังหวัดน่าน",
        "แผน BCP\nสำนักงานเกษตรอำเภอวังสะพุง\nสำนักงานเกษตรจังหวัดเลย",
    ],
)
def test_whatever_may_be_the_owner_is_no_aside(cover: str, registry: Registry) -> None:
    assert whose(cover, registry).agency_ids == []


@pytest.mark.parametrize("label", ["หน่วยงานสนับสนุน", "กลไกประสาน", "เครือข่าย", "ผู้สนับสนุน", "หน่วยงานที่เกี่ยวข้อง"])
@pytest.mark.parametrize("own", ["จังหวัดพัทลุง", "ขนส่งชัยภูมิ", "ชมรมผู้ประกอบการ", ""])
def test_partners_alone_own_no_plan(label: str, own: str, registry: Registry) -> None:
    found = whose(f"แผน BCP\n{own}\n{label}: สำนักงานพาณิชย์จังหวัดพัทลุง กรมปศุสัตว์", registry)
    assert found.agency_ids == []
    assert whose(f"แผน BCP\n{own}\n{label}: สำนักงานพาณิชย์จังหวัดพัทลุง", registry).agency_ids == []


PLACES = ["ติดกับที่ว่าการอำเภอวังสะพุง", "ใกล้โรงพยาบาลวังสะพุง", "สถานที่สำรอง: ที่ว่าการอำเภอวังสะพุง", "ส่งผ่าน สำนักงานจังหวัดเลย"]


@pytest.mark.parametrize("line", [*PLACES, "ศูนย์ปฏิบัติการสำรอง: โรงเรียนวัดสระแก้ว", "คณะกรรมการ: ผู้แทน อบต. ผู้แทนโรงเรียน"])
@pytest.mark.parametrize("cover", ["{line}\nแผน BCP\n{own}", "แผน BCP\n{own}\n{line}"])
def test_neighbours_and_places_in_reserve_stand_anywhere(line: str, cover: str, registry: Registry) -> None:
    for own, agency_id in (("สำนักงานพาณิชย์จังหวัดเลย", "r.moc.42"), ("สำนักเลขาธิการคณะรัฐมนตรี", "d.soc")):
        assert whose(cover.format(line=line, own=own), registry).agency_ids == [agency_id]
    city = whose(cover.format(line=line, own="เทศบาลนครขอนแก่น"), registry)
    assert city.agency_ids in ([], ["l.3400102"])


BODIES = ["ได้ประสานกับ สสจ.เลย แล้ว", "โทรสอบถามกับกรมการปกครองแล้ว", "แผนของโรงพยาบาลจะส่งตามไป", "ผมย้ายมาจาก อบต.นาแขม"]


@pytest.mark.parametrize("body", [*BODIES, "หน่วยงานของเราอยู่ในอาคารสำนักงานคลังจังหวัดเลย"])
def test_whom_a_mail_asked_or_left_is_no_rival(body: str, registry: Registry) -> None:
    cover = ("แผน BCP\nสำนักงานพาณิชย์จังหวัดน่าน",)
    found = identify(
        Claims(address="a@gmail.com", subject="ส่งแผน", body=f"เรียน เจ้าหน้าที่\n{body}", covers=cover), registry
    )
    assert found.agency_ids == ["r.moc.55"]
