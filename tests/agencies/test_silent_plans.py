"""A plan on which nobody is named is never its sender's where the mail names another, wherever it does."""

from dataclasses import replace

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry

SILENT = "แผนดำเนินธุรกิจอย่างต่อเนื่อง\nพ.ศ. ๒๕๖๓\n"
SENDERS = [
    ("r.pvo.57", "saraban@chiangrai.go.th", ""),
    ("d.ldd", "plan@ldd.go.th", ""),
    ("l.3500102", "info@cmcity.go.th", ""),
    ("l.2200101", "plan@chon.go.th", ""),
    ("r.pvo.54", "clerk@gmail.com", "สนจ.แพร่"),
    ("d.opsmoi", "saraban@moi.go.th", ""),
]
OTHERS = [
    ("เทศบาลตำบลแม่สาย", "ชร ๕๒๐๐๑"),
    ("อบต.ตะพง", "รย ๗๑๐๐๑"),
    ("กรมทางหลวง", "คค ๐๖๐๑"),
    ("สำนักงานสาธารณสุขจังหวัดน่าน", "นน ๐๐๓๒"),
    ("โรงเรียนวัดตะพง", "ศธ ๐๔๐๐๑"),
    ("การประปาส่วนภูมิภาค", "มท ๕๕๐๑"),
    ("มหาวิทยาลัยทักษิณ", "อว ๐๖๐๔"),
    ("บริษัท รุ่งเรือง จำกัด", "รร ๑"),
]
LETTER = (
    "ที่ {number}/๑๒\n{name}\n๑๕ มิถุนายน ๒๕๖๓\nเรื่อง ส่งแผนดำเนินธุรกิจอย่างต่อเนื่อง\nเรียน เลขาธิการ ก.พ.ร.\n"
    "ด้วย{name}ขอส่งแผน\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ"
)


def _naming(claims: Claims, where: str, name: str, number: str) -> Claims:
    match where:
        case "subject":
            return replace(claims, subject=f"แผน BCP {name}")
        case "body, for another":
            return replace(claims, body=f"ขอส่งแผน BCP ของ{name} ตามไฟล์แนบ")
        case "body, by another":
            return replace(claims, body=f"{name} ฝากส่งแผนมาค่ะ")
        case "signature":
            return replace(claims, body=f"ส่งแผนค่ะ\n\nสมชาย ใจดี\nนักวิเคราะห์\n{name}\nโทร 02 000 0000")
        case "display name":
            return replace(claims, display_name=f"{claims.display_name} {name}".strip())
        case "file name":
            return replace(claims, file_names=(f"แผน BCP {name}.docx", f"แผน BCP {name}.pdf"))
        case "letter":
            return replace(claims, letters=(LETTER.format(number=number, name=name),))
    return replace(claims, covers=(f"{SILENT}คำนำ\nแผนนี้เป็นแผนของ{name} ซึ่งจัดทำขึ้นเพื่อรองรับเหตุการณ์",))


PLACES = (
    "subject",
    "body, for another",
    "body, by another",
    "signature",
    "display name",
    "file name",
    "letter",
    "cover",
)


# A sender that is known by its display name alone has no other one.
CASES = [(where, *sender) for where in PLACES for sender in SENDERS if where != "display name" or not sender[2]]


@pytest.mark.parametrize(("where", "sender", "address", "display"), CASES)
def test_another_is_named(where: str, sender: str, address: str, display: str, registry: Registry) -> None:
    claims = Claims(address=address, display_name=display, subject="ส่งแผน BCP", covers=(SILENT,), body="ส่งแผนค่ะ")
    credited = [
        name for name, number in OTHERS if sender in identify(_naming(claims, where, name, number), registry).agency_ids
    ]
    assert credited == []


@pytest.mark.parametrize(("sender", "address", "display"), [one for one in SENDERS if one[1] != "clerk@gmail.com"])
def test_nobody_else_is_named(sender: str, address: str, display: str, registry: Registry) -> None:
    claims = Claims(address=address, display_name=display, subject="ส่งแผน BCP", covers=(SILENT,), body="ส่งแผนค่ะ")
    found = identify(claims, registry)
    assert sender in (*found.agency_ids, *found.candidates)


@pytest.mark.parametrize(("name", "number"), [*OTHERS, ("สำนักงานจังหวัดน่าน", "นน ๐๐๙๙"), ("กรมการพัฒนาชุมชน", "มท ๐๔๐๑")])
@pytest.mark.parametrize("where", ["subject", "body, for another", "signature", "display name", "file name", "letter"])
def test_an_office_placed_by_the_signature_is_asked_where_another_is_named(
    where: str, name: str, number: str, registry: Registry
) -> None:
    claims = Claims(address="clerk@gmail.com", subject="ส่งแผน BCP", covers=(f"{SILENT}สำนักงานพัฒนาชุมชนจังหวัด",))
    named = _naming(claims, where, name, number)
    signed = replace(named, body=f"{named.body or 'ส่งแผนค่ะ'}\n\nสมศรี ใจดี\nนักวิชาการ\nอ.เมือง จ.น่าน")
    found = identify(signed, registry)
    if name == "สำนักงานจังหวัดน่าน" and where in ("display name", "letter"):
        # The province's own collector says that it sends: that names no other owner.
        assert found.sender_id == "r.pvo.55"
    else:
        assert "r.cdd.55" not in found.agency_ids
