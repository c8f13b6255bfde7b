"""What an event tells is told in words: no code of ours on a Thai page, nothing for machines only."""

import re
from datetime import UTC

from mailbot.desk.event_words import told
from tests.desk.site import Site

DETAIL = {
    "act": "undo return",
    "verdict": "deficient",
    "kind": "submission",
    "because": ["cover", "domain"],
    "reason": "review:agency.unknown,file.scan_only",
    "until": "2020-06-20T03:15:00+00:00",
    "sha256": "0" * 64,
    "plan": None,
}


def test_keys_and_codes_are_words_of_the_readers_language() -> None:
    assert told(DETAIL, "th", UTC, lambda code: "ไม่ทราบหน่วยงาน" if code == "agency.unknown" else code) == [
        "ตัดสินว่า: ถอนการตัดสิน: ส่งกลับให้แก้ไข",
        "ผล: ขอให้แก้ไข",
        "เรื่อง: ส่งแผน",
        "เพราะตรงกับ: ปกแผน, โดเมนของผู้ส่ง",
        "เหตุผล: ต้องตรวจเพราะ: ไม่ทราบหน่วยงาน, file.scan_only",
        "ถึง: 2020-06-20 03:15",
    ]
    assert told({"verdict": "accepted", "judgment": 2, "late": True}, "en", UTC, str) == [
        "verdict: Complete",
        "judgment: 2",
        "late: yes",
    ]


def test_no_event_of_the_country_is_told_in_codes(site: Site) -> None:
    chief = site.person("chief")
    pages = [chief.get(f"/events?page={number}").text for number in (1, 2, 3)]
    details = [found for page in pages for found in re.findall(r'<td class="breakable small soft">([^<]*)</td>', page)]
    assert len([one for one in details if one]) > 20
    assert [one for one in details if re.search(r"\b(verdict|kind|because|reason|role|account):|review:", one)] == []


def test_a_search_tells_how_an_agency_stands_and_a_receipt_leads_to_its_mail(site: Site) -> None:
    viewer = site.person("viewer")
    page = viewer.get("/search?q=กรมการขนส่งทางบก").text
    line = page[page.index('href="/agencies/d.dlt"') :][:400]
    assert "ครบถ้วน" in line
    assert "/mails/BCP2563-000001" in line
    for said in ("bcp2563-1", "เลขรับ ๑", "BCP๒๕๖๓-๐๐๐๐๐๑"):
        answer = viewer.http.get("/search", params={"q": said})
        assert (answer.status_code, answer.headers.get("location")) == (303, "/mails/BCP2563-000001"), said
    assert 'href="/mails/BCP2563-000001">BCP2563-000001</a></p>' in viewer.http.get("/search", params={"q": "๑"}).text
