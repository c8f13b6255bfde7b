"""Invented mails that carry plans, by the name of their letter: complete, to be mended, drafts, in doubt, sealed."""

from mailbot.examination import Examination, FindingPart, Identity, PlanPart
from mailbot.preview.invented import FROM_PROVINCE, KLAENG, PROVINCE, RECEIVED, TAPHONG, Invented
from mailbot.replies.letter import LetterFacts

Case = tuple[Examination, LetterFacts]
WORD, PDF = "แผน BCP อบต.ตะพง.docx", "แผน BCP อบต.ตะพง.pdf"
CIRCULAR = "หนังสือเวียน ว0012.pdf"
_AMBIGUOUS = Identity(status="ambiguous", candidates=[TAPHONG, KLAENG])


def with_plans(made: Invented) -> dict[str, Case]:
    """Name -> mail and facts, in the order in which they are shown."""
    return {**_complete(made), **_to_mend(made), **_drafts(made), **_in_doubt(made)}


def _complete(made: Invented) -> dict[str, Case]:
    facts, plan = made.facts(), made.plan
    return {
        "acknowledgment": (made.examination([plan()]), facts),
        "acknowledgment-late": (
            made.examination([plan(found=[made.finding("late")])]),
            made.facts(received_at=RECEIVED.replace(month=7), late=True),
        ),
        "acknowledgment-advice": (made.examination([plan(found=_advice(made))]), facts),
        "acknowledgment-joined": (
            made.examination(
                [plan().model_copy(update={"receipts": ["BCP2563-000098"]})],
                attachments=[made.attachment(PDF, "pdf", 1_245_000, pages=24)],
            ),
            facts,
        ),
        "acknowledgment-newer": (made.examination([plan()]), made.facts(standing={TAPHONG: "BCP2563-000041"})),
        "acknowledgment-withheld": (made.examination([plan()], withheld_plans=["แผนด้านการข่าว"]), facts),
        "acknowledgment-question": (
            made.examination(
                [plan()], found=[made.finding("mail.question_beside")], purpose="plan", topics=["deadline"]
            ),
            facts,
        ),
        "acknowledgment-many": (_province(made, "accepted"), facts),
        "acknowledgment-many-advice": (_advised_province(made), facts),
        "duplicate": (made.examination([plan()]), made.facts(kind="duplicate", first_receipt="BCP2563-000007")),
        "last_notice": (made.examination([plan()]), made.facts(kind="last_notice")),
    }


def _to_mend(made: Invented) -> dict[str, Case]:
    facts, finding = made.facts(), made.finding
    half = made.plan("deficient", [finding("pair.pdf_missing", word=WORD)], pdf=None)
    outdated = finding("pair.pdf_outdated", word=WORD, pdf=PDF)
    wrong = [finding("plan.not_a_plan", place=CIRCULAR, file=CIRCULAR), finding("pair.word_missing", pdf=CIRCULAR)]
    circular = made.plan("deficient", wrong, word=None, pdf=CIRCULAR)
    remark = finding("staff.remark", remark="รายชื่อทีมงานในหน้า ๘ มีผู้เกษียณอายุแล้ว ๒ ราย โปรดปรับปรุงให้เป็นปัจจุบัน")
    form = made.plan("deficient", [finding("plan.blank_form", place=WORD, file=WORD)])
    return {
        "deficiency": (_deficient(made), facts),
        "deficiency-pdf-missing": (made.examination([half], "deficient"), made.facts(last_today=True)),
        "deficiency-after-complete": (
            made.examination([half], "deficient"),
            made.facts(standing={TAPHONG: "BCP2563-000041"}),
        ),
        "deficiency-corrected-half": (
            made.examination([made.plan("deficient", [outdated])], "deficient"),
            facts,
        ),
        "deficiency-link": (
            made.examination([half], "deficient", found=[finding("mail.link_beside")], purpose="plan"),
            facts,
        ),
        "deficiency-remark": (
            made.examination([made.plan("deficient", [finding("element.2.7"), remark])], "deficient", purpose="plan"),
            facts,
        ),
        "deficiency-circular": (made.examination([circular], "deficient", purpose="circular"), facts),
        "deficiency-form": (made.examination([form], "deficient", purpose="blank_form"), facts),
        "deficiency-many": (_province(made, "deficient"), facts),
        "deficiency-thirty": (_thirty(made), facts),
    }


def _drafts(made: Invented) -> dict[str, Case]:
    subject = "ขอให้ตรวจร่างแผน BCP" if made.language == "th" else "Draft for review"
    update = {"purpose": "draft"}
    complete = made.examination([made.plan()], subject=subject, purpose="draft")
    return {
        "draft": (_deficient(made, subject).model_copy(update=update), made.facts()),
        "draft-complete": (complete, made.facts()),
        "draft-many": (_province(made, "deficient").model_copy(update=update), made.facts()),
    }


def _in_doubt(made: Invented) -> dict[str, Case]:
    facts, finding = made.facts(), made.finding
    scan = made.plan("review", [finding("file.scan_only", place=PDF, file=PDF)])
    asked = made.plan("review", [finding("agency.ambiguous")], agency_id=None)
    several = [
        made.plan(agency_id=PROVINCE, word="แผน สนจ.ระยอง.docx", pdf="แผน สนจ.ระยอง.pdf"),
        made.plan("review", [finding("agency.unknown")], None, "แผน.docx", "แผน.pdf"),
        made.plan("review", [finding("pair.unsure")], KLAENG, "แผน ทต.docx", "แผน ทต.pdf"),
    ]
    secret = made.plan(
        "sealed", [finding("security.classified", file="แผนเหยี่ยวดำ ลับมาก.pdf")], word=None, pdf="แผนเหยี่ยวดำ ลับมาก.pdf"
    )
    return {
        "review": (made.examination([scan], "review"), facts),
        "review-files": (
            made.examination((), "review", attachments=[made.attachment("เอกสาร.docx", role="other")]),
            facts,
        ),
        "identity": (made.examination([asked], "review", identity=_AMBIGUOUS), facts),
        "identity-many": (
            made.examination(several, "review", subject="ส่งแผน BCP ของจังหวัดระยอง", identity=FROM_PROVINCE),
            facts,
        ),
        "sealed": (made.examination([secret], "sealed", subject="แผนเหยี่ยวดำ (ลับมาก)"), facts),
    }


def _advice(made: Invented) -> list[FindingPart]:
    finding = made.finding
    return [
        finding("advice.pandemic", missing="สถานการณ์โรคระบาด, กรณีที่ประชาชนไม่สามารถเดินทางออกจากบ้านมาติดต่อราชการ"),
        finding("advice.digital"),
        finding("advice.long_duration", source="แผนเผชิญเหตุ"),
        finding("advice.out_of_date", place=f"{PDF} หน้า ๑", year="2559"),
        finding("file.macro", place=WORD, file=WORD),
        finding("file.legacy_word", place=WORD, file=WORD),
    ]


def _advised_province(made: Invented) -> Examination:
    province, advice = _province(made, "accepted"), _advice(made)
    plans = [one.model_copy(update={"findings": advice[1:4:order]}) for order, one in enumerate(province.plans, 1)]
    return province.model_copy(update={"plans": plans})


def _deficient(made: Invented, subject: str = "แผน BCP อบต.ตะพง") -> Examination:
    found = [
        made.finding("element.2.5"),
        made.finding("element.2.8.weak", place=f"{WORD} หน้า 12"),
        made.finding("element.2.3.unsure"),
        made.finding("advice.digital"),
        made.finding("file.legacy_word", file="แผน BCP อบต.ตะพง.doc"),
    ]
    return made.examination([made.plan("deficient", found)], "deficient", subject=subject)


def _province(made: Invented, verdict: str) -> Examination:
    bad = [made.finding("element.2.1", missing="สมมติฐาน"), made.finding("pair.differs")]
    lacking, doubt = (bad, [made.finding("pair.unsure")]) if verdict == "deficient" else ([], [])
    plans: list[PlanPart] = [
        made.plan("accepted", agency_id=PROVINCE, word="แผน สนจ.ระยอง.docx", pdf="แผน สนจ.ระยอง.pdf"),
        made.plan(verdict, lacking, TAPHONG),
        made.plan("review" if doubt else "accepted", doubt, KLAENG, "แผน ทต.docx", "แผน ทต.pdf"),
    ]
    return made.examination(plans, verdict, subject="ส่งแผน BCP ของจังหวัดระยอง", identity=FROM_PROVINCE)


def _thirty(made: Invented) -> Examination:
    bad = [made.finding(f"element.2.{n}") for n in (1, 4, 5)]
    names = [PROVINCE, TAPHONG, None]
    plans = [
        made.plan(
            "deficient" if n % 3 == 0 else "accepted",
            bad if n % 3 == 0 else (),
            names[n % 3 - 1],
            f"แผน{n}.docx",
            f"แผน{n}.pdf",
        )
        for n in range(1, 31)
    ]
    return made.examination(plans, "deficient", subject="ส่งแผน BCP ๓๐ ฉบับ", identity=FROM_PROVINCE)
