"""The mails whose letters are kept as golden files: every kind in Thai, the main kinds in English."""

from mailbot.examination import Examination, FindingPart, Identity
from mailbot.replies.letter import LetterFacts
from tests.replies import samples
from tests.replies.samples import attachment, examination, facts, finding, plan

_UNKNOWN = Identity(status="unknown")
_AMBIGUOUS = Identity(status="ambiguous", candidates=[samples.TAPHONG, samples.KLAENG])


def cases() -> dict[str, tuple[Examination, LetterFacts]]:
    """Name of the golden file -> what the letter is written from."""
    return {**_thai(), **_english()}


def _thai() -> dict[str, tuple[Examination, LetterFacts]]:
    return {
        "acknowledgment.th": (examination([plan()]), facts()),
        "acknowledgment-late.th": (
            examination([plan(found=[finding("late")])]),
            facts(received_at=samples.RECEIVED.replace(month=7), late=True),
        ),
        "acknowledgment-advice.th": (examination([plan(found=_advice())]), facts()),
        "acknowledgment-many-advice.th": (_advised_province(), facts()),
        "acknowledgment-many.th": (_province("accepted"), facts()),
        "deficiency.th": (_deficient(), facts()),
        "deficiency-pdf-missing.th": (
            examination(
                [plan("deficient", [finding("pair.pdf_missing", word="แผน BCP อบต.ตะพง.docx")], pdf=None)], "deficient"
            ),
            facts(last_today=True),
        ),
        "deficiency-many.th": (_province("deficient"), facts()),
        "deficiency-thirty.th": (_thirty(), facts()),
        "review.th": (
            examination([plan("review", [finding("file.scan_only", file="แผน BCP อบต.ตะพง.pdf")])], "review"),
            facts(),
        ),
        "draft.th": (_deficient().model_copy(update={"purpose": "draft"}), facts()),
        "draft-complete.th": (examination([plan()]).model_copy(update={"purpose": "draft"}), facts()),
        "no_duty.th": (
            examination(kind="other", verdict="no_plan", subject="แจ้งเรื่องแผน BCP").model_copy(
                update={"purpose": "no_duty"}
            ),
            facts(),
        ),
        "identity.th": (
            examination(
                [plan("review", [finding("agency.ambiguous")], agency_id=None)],
                "review",
                identity=_AMBIGUOUS,
            ),
            facts(),
        ),
        "unreadable.th": (
            examination(
                kind="unreadable",
                verdict="no_plan",
                found=[finding("mail.too_large", size="52 MB", limit="40 MB")],
                identity=_UNKNOWN,
            ),
            facts(),
        ),
        "inquiry.th": (examination(kind="inquiry", verdict="no_plan", subject="ขอสอบถามเรื่องแผน BCP"), facts()),
        "status.th": (examination(kind="status_request", verdict="no_plan", subject="ตรวจสอบสถานะ"), facts()),
        "withheld.th": (
            examination(kind="withheld_notice", verdict="no_plan", subject="แจ้งชื่อแผนที่มีชั้นความลับ แผนเหยี่ยวดำ"),
            facts(),
        ),
        "sealed.th": (_sealed(), facts()),
        "duplicate.th": (examination([plan()]), facts(kind="duplicate", first_receipt="BCP2563-000007")),
        "no_plan.th": (
            examination(
                verdict="no_plan",
                kind="other",
                found=[finding("mail.no_plan_files"), finding("file.executable", file="แผน BCP.pdf.exe")],
                attachments=[attachment("แผน BCP.pdf.exe", "other", 91_000, "other")],
            ),
            facts(),
        ),
        "only_links.th": (
            examination(verdict="no_plan", found=[finding("mail.only_links")], identity=_UNKNOWN),
            facts(),
        ),
        "last_notice.th": (examination([plan()]), facts(kind="last_notice")),
    }


def _english() -> dict[str, tuple[Examination, LetterFacts]]:
    english = facts(agency_names=samples.NAMES_EN, salutations=samples.SALUTATIONS_EN)
    deficient = _deficient().model_copy(update={"language": "en"})
    return {
        "acknowledgment.en": (examination([plan()], subject="BCP of Taphong", language="en"), english),
        "acknowledgment-advice.en": (
            examination([plan(found=_advice())], subject="BCP of Taphong", language="en"),
            english,
        ),
        "deficiency.en": (deficient, english),
        "review.en": (
            examination([plan("review", [finding("pair.unsure")])], "review", subject="BCP", language="en"),
            english,
        ),
        "inquiry.en": (
            examination(kind="inquiry", verdict="no_plan", subject="A question", language="en", identity=_UNKNOWN),
            english,
        ),
        "sealed.en": (_sealed().model_copy(update={"language": "en"}), english),
        "no_plan.en": (
            examination(verdict="no_plan", kind="other", subject="", language="en", identity=_UNKNOWN),
            english,
        ),
    }


def _advice() -> list[FindingPart]:
    return [
        finding("advice.pandemic", missing="สถานการณ์โรคระบาด, กรณีที่ประชาชนไม่สามารถเดินทางออกจากบ้านมาติดต่อราชการ"),
        finding("advice.digital"),
        finding("advice.long_duration", source="แผนเผชิญเหตุ"),
        finding("advice.out_of_date", place="แผน BCP อบต.ตะพง.pdf หน้า ๑", year="2559"),
        finding("file.macro", place="แผน BCP อบต.ตะพง.docx", file="แผน BCP อบต.ตะพง.docx"),
        finding("file.legacy_word", place="แผน BCP อบต.ตะพง.docx", file="แผน BCP อบต.ตะพง.docx"),
    ]


def _advised_province() -> Examination:
    province = _province("accepted")
    plans = [one.model_copy(update={"findings": _advice()[1:4:order]}) for order, one in enumerate(province.plans, 1)]
    return province.model_copy(update={"plans": plans})


def _deficient() -> Examination:
    found = [
        finding("element.2.5"),
        finding("element.2.8.weak", place="แผน BCP อบต.ตะพง.docx หน้า 12"),
        finding("element.2.3.unsure"),
        finding("advice.digital"),
        finding("file.legacy_word", file="แผน BCP อบต.ตะพง.doc"),
    ]
    return examination([plan("deficient", found)], "deficient")


def _province(verdict: str) -> Examination:
    bad = [finding("element.2.1", missing="สมมติฐาน"), finding("pair.differs")] if verdict == "deficient" else []
    doubt = [finding("pair.unsure")] if verdict == "deficient" else []
    plans = [
        plan("accepted", agency_id=samples.PROVINCE, word="แผน สนจ.ระยอง.docx", pdf="แผน สนจ.ระยอง.pdf"),
        plan(verdict, bad, samples.TAPHONG),
        plan("review" if doubt else "accepted", doubt, samples.KLAENG, "แผน ทต.docx", "แผน ทต.pdf"),
    ]
    identity = Identity(status="identified", sender_id=samples.PROVINCE, agency_ids=[samples.PROVINCE])
    return examination(plans, verdict, subject="ส่งแผน BCP ของจังหวัดระยอง", identity=identity)


def _thirty() -> Examination:
    bad = [finding(f"element.2.{n}") for n in (1, 4, 5)]
    names = [samples.PROVINCE, samples.TAPHONG, None]
    plans = [
        plan(
            "deficient" if n % 3 == 0 else "accepted",
            bad if n % 3 == 0 else (),
            names[n % 3 - 1],
            f"แผน{n}.docx",
            f"แผน{n}.pdf",
        )
        for n in range(1, 31)
    ]
    identity = Identity(status="identified", sender_id=samples.PROVINCE, agency_ids=[samples.PROVINCE])
    return examination(plans, "deficient", subject="ส่งแผน BCP ๓๐ ฉบับ", identity=identity)


def _sealed() -> Examination:
    found = [finding("security.classified", file="แผนเหยี่ยวดำ ลับมาก.pdf")]
    one = plan("sealed", found, word=None, pdf="แผนเหยี่ยวดำ ลับมาก.pdf")
    return examination([one], "sealed", subject="แผนเหยี่ยวดำ (ลับมาก)")
