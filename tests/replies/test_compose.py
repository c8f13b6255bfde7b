"""Which letter is written, and what must never stand in one."""

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.examination import Identity
from mailbot.replies.compose import compose
from mailbot.replies.kinds import kind_of
from mailbot.replies.lines import WIDTH, cells
from tests.replies.samples import KLAENG, RULES, TAPHONG, attachment, examination, facts, finding, plan

SECRET = "แผนเหยี่ยวดำ"


def test_doubt_about_the_agency_alone_asks_for_its_name() -> None:
    asked = examination([plan("review", [finding("agency.unknown")], None)], "review")
    assert kind_of(asked, facts()) == "identity"


def test_doubt_about_the_agency_is_one_of_the_points_of_a_deficient_plan() -> None:
    found = [finding("agency.unknown"), finding("pair.pdf_missing")]
    letter = compose(examination([plan("deficient", found, None)], "deficient"), facts(), RULES)
    assert letter.kind == "deficiency"
    assert "จำนวน ๒ ข้อ" in letter.text
    assert "โปรดแจ้งชื่อเต็มของหน่วยงานเจ้าของแผน" in letter.text


def test_a_question_with_a_plan_is_answered_as_a_plan() -> None:
    assert kind_of(examination([plan()], "accepted", kind="inquiry"), facts()) == "acknowledgment"


def test_files_that_only_staff_can_judge_are_received_without_claiming_a_plan() -> None:
    letter = compose(examination((), "review", attachments=[attachment("a.docx")]), facts(), RULES)
    assert letter.kind == "review"
    assert "ได้รับอีเมลและไฟล์แนบแล้ว" in letter.text


@pytest.mark.parametrize("kind", [None, "duplicate", "last_notice"])
def test_a_sealed_mail_is_told_of_without_a_word_of_it(kind: str | None) -> None:
    found = [finding("security.classified", file=f"{SECRET}.pdf")]
    sealed = examination(
        [plan("sealed", found, word=None, pdf=f"{SECRET}.pdf")],
        "sealed",
        subject=f"{SECRET} (ลับมาก)",
        found=found,
    )
    letter = compose(sealed, facts(kind=kind, first_receipt="BCP2563-000001"), RULES)
    assert SECRET not in letter.subject + letter.text + letter.html
    assert "ลับมาก" not in letter.subject + letter.text + letter.html
    assert ".pdf" not in letter.text


def test_a_withheld_notice_is_not_repeated() -> None:
    letter = compose(examination(kind="withheld_notice", verdict="no_plan", subject=SECRET), facts(), RULES)
    assert letter.kind == "withheld"
    assert SECRET not in letter.subject + letter.text + letter.html


def test_a_suspected_spoof_is_not_addressed_as_the_agency() -> None:
    doubt = plan("review", [finding("agency.spoof_suspect")])
    identity = Identity(status="spoof_suspect", sender_id=TAPHONG)
    letter = compose(examination([doubt], "review", identity=identity), facts(), RULES)
    assert letter.text.startswith("เรียน ผู้ประสานงานแผนดำเนินธุรกิจอย่างต่อเนื่อง\n")


def test_what_follows_from_a_password_is_not_told_twice() -> None:
    found = [
        finding("pair.unreadable", severity="error", file="แผน.pdf", problem="file.password"),
        finding("file.password", file="แผน.pdf"),
    ]
    letter = compose(examination([plan("deficient", found)], "deficient"), facts(), RULES)
    assert "จำนวน ๑ ข้อ" in letter.text
    assert letter.text.count("รหัสผ่าน จึงยังเปิดอ่านไม่ได้") == 1


def test_only_the_missing_half_is_asked_for() -> None:
    letter = compose(examination([plan("deficient", [finding("pair.word_missing")])], "deficient"), facts(), RULES)
    assert "โปรดส่งเฉพาะไฟล์ตามรายการข้างต้น" in letter.text
    assert "ฉบับแก้ไข" not in letter.text


def test_a_corrected_plan_comes_as_both_files() -> None:
    found = [finding("pair.word_missing"), finding("element.2.7")]
    letter = compose(examination([plan("deficient", found)], "deficient"), facts(), RULES)
    assert "โปรดส่งไฟล์ Word และไฟล์ PDF ฉบับแก้ไข" in letter.text


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (15, "เหลือเวลาอีก ๑๕ วัน"),
        (30, "วันนี้ (วันอังคารที่ ๓๐ มิถุนายน ๒๕๖๓) เป็นวันสุดท้าย"),
    ],
)
def test_days_that_are_left(day: int, told: str) -> None:
    written = facts().received_at
    assert written is not None
    letter = compose(
        examination([plan("deficient", [finding("element.2.7")])], "deficient"),
        facts(written_at=written.replace(day=day)),
        RULES,
    )
    assert told in letter.text


def test_after_the_deadline_plans_are_still_wanted() -> None:
    written = facts().received_at
    assert written is not None
    letter = compose(
        examination([plan("deficient", [finding("element.2.7")])], "deficient"),
        facts(written_at=written.replace(month=7)),
        RULES,
    )
    assert "แม้พ้นกำหนดแล้วก็ยังรับไว้ตามปกติ" in letter.text


def test_without_a_time_of_arrival_the_letter_can_still_be_written() -> None:
    letter = compose(
        examination([plan("deficient", [finding("element.2.7")])], "deficient"), facts(received_at=None), RULES
    )
    assert "ได้รับเมื่อ" not in letter.text
    assert "กำหนดส่งคือวันอังคารที่ ๓๐ มิถุนายน ๒๕๖๓" in letter.text


def test_a_code_that_the_rules_no_longer_know_is_told_in_its_stored_words() -> None:
    old = finding("element.2.7").model_copy(update={"code": "element.9.9", "message": "ข้อความเดิม"})
    letter = compose(examination([plan("deficient", [old])], "deficient"), facts(), RULES)
    assert "๑. ข้อความเดิม" in letter.text


def test_agencies_unknown_in_a_bundle_are_told_by_their_number() -> None:
    plans = [plan(agency_id=KLAENG), plan("deficient", [finding("pair.differs")], agency_id=None)]
    letter = compose(examination(plans, "deficient"), facts(), RULES)
    assert "๒. ยังไม่ทราบหน่วยงาน – ขอให้แก้ไข ๑ ข้อ" in letter.text
    assert "ลำดับที่ ๒ ยังไม่ทราบหน่วยงาน" in letter.text


def test_a_forwarded_mail_is_told_by_its_files() -> None:
    parts = [attachment("", "message"), attachment("แผน.docx"), attachment("image001.png", "image", role="signature")]
    text = compose(examination([plan()], attachments=[*parts, attachment("", "other")]), facts(), RULES).text
    assert [line for line in text.splitlines() if line.startswith("- ไฟล์")] == [
        "- ไฟล์ แผน.docx (๒๓๙ กิโลไบต์)",
        "- ไฟล์ – (๒๓๙ กิโลไบต์)",
    ]


class _Tags(HTMLParser):
    """Collects tags and whether they are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.balanced = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.balanced &= bool(self.open) and self.open.pop() == tag


OURS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "p",
    "h2",
    "h3",
    "table",
    "tr",
    "th",
    "td",
    "br",
    "hr",
    "div",
    "small",
}
HOSTILE = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        [
            "<script>alert(1)</script>.docx",
            "{{ 7*7 }}{% for x in y %}.docx",
            "\r\nBcc: victim@example.org\r\n\r\n",
            '"><img src=x onerror=alert(1)>',
            "แผน\u202efdp.exe",
            "</title></head><body>",
            "{file} [receipt] {inbox}",
            "\ufdd0\ufdd1\u200b",
            "ก" * 2000,
            "่" * 500,
        ]
    ),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(subject=HOSTILE, name=HOSTILE, place=HOSTILE, candidate=HOSTILE, language=st.sampled_from(["th", "en"]))
def test_hostile_words_stay_words(subject: str, name: str, place: str, candidate: str, language: str) -> None:
    found = [
        finding("file.password", place=place, file=name),
        finding("element.2.8.weak", place=f"{place} หน้า 3", missing=name),
        finding("agency.ambiguous", candidates=candidate),
    ]
    one = plan("deficient", found, None, word=name, pdf=name)
    two = plan("review", found[:1], None, word=name, pdf=None)
    for plans in ([one], [one, two]):
        hostile = examination(plans, "deficient", subject=subject, attachments=[attachment(name)], language=language)
        letter = compose(hostile, facts(salutations={TAPHONG: candidate}, agency_names={TAPHONG: name}), RULES)
        assert all(cells(line) <= WIDTH for line in letter.text.split("\n"))
        assert not [sign for sign in letter.text if unicodedata.category(sign) in ("Cf", "Cs", "Cn") or sign == "\r"]
        assert not [sign for sign in letter.subject if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn")]
        assert "49" not in letter.text or "49" in subject + name + place + candidate
        tags = _Tags()
        tags.feed(letter.html)
        assert tags.balanced and not tags.open
        assert tags.seen <= OURS
        assert re.search(r"\[BCP2563-000123\]$", letter.subject)
