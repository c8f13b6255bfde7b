"""Samples that go back to the sender or to a person: something is missing, locked, wrong or doubtful."""

import struct
from collections.abc import Iterator

from mailbot.demo.clients import apple_mail, gmail, outlook
from mailbot.demo.letter import File, Letter
from mailbot.demo.mails_accepted import MINISTRY_COPY, PLAN
from mailbot.demo.pdf_writer import write_pdf
from mailbot.demo.sample import Sample, at, covering_words, pair, plan_of
from mailbot.demo.scan_writer import write_scan

SPOKEN_PASSWORD = "bcp2563"  # noqa: S105 - part of the sample: told by telephone, not in the mail


def deficient_mails() -> Iterator[Sample]:
    """In the order of the demo."""
    yield _pdf_missing()
    yield _word_missing()
    yield _call_tree_missing()
    yield _resources_missing()
    yield _scanned()
    yield _locked()
    yield _program()
    yield _unclear_agency()
    yield _empty_heading()


def _pdf_missing() -> Sample:
    name = "เทศบาลนครขอนแก่น"
    word, _pdf = pair(plan_of("l.3400102"), "แผนดำเนินธุรกิจอย่างต่อเนื่อง เทศบาลนครขอนแก่น")
    letter = Letter(
        name=name,
        address="plan@kkmuni.go.th",
        subject="เทศบาลนครขอนแก่น ส่งแผน BCP",
        text=covering_words(name, PLAN, "นายสิรภพ พูนจันทร์เพ็ง", "๐ ๒๐๐๐ ๐๒๐๓", "ขก ๕๒๐๐๑/๖๓๐๓"),
        sent=at(6, 11, 15, 2),
        server="mail.kkmuni.go.th",
        number=3,
        files=(word,),
    )
    remark = "only the Word file came"
    wanted = ("pair.pdf_missing",)
    return Sample(
        "03-pdf-missing", apple_mail(letter), letter.sent, "submission", "deficient", remark, ("l.3400102",), wanted
    )


def _word_missing() -> Sample:
    name = "กรมอุตุนิยมวิทยา"
    _word, pdf = pair(plan_of("d.tmd"), "แผน BCP กรมอุตุนิยมวิทยา")
    letter = Letter(
        name="กลุ่มพัฒนาระบบบริหาร กรมอุตุนิยมวิทยา",
        address="psdg@tmd.go.th",
        subject="ส่งแผน BCP กรมอุตุนิยมวิทยา ประจำปี 2563",
        text=covering_words(name, PLAN, "นายเจษฎา อัมพรมั่นคงดี", "๐ ๒๐๐๐ ๐๒๐๔", "ดศ ๐๓๐๑/๖๓๐๔"),
        sent=at(6, 10, 11, 44),
        server="mail.tmd.go.th",
        number=4,
        files=(pdf,),
    )
    remark = "only the PDF came"
    wanted = ("pair.word_missing",)
    return Sample(
        "04-word-missing", outlook(letter), letter.sent, "submission", "deficient", remark, ("d.tmd",), wanted
    )


def _call_tree_missing() -> Sample:
    name = "กรมที่ดิน"
    letter = Letter(
        name=name,
        address="bcp@dol.go.th",
        subject="แผนบริหารความต่อเนื่องของกรมที่ดิน",
        text=covering_words(name, PLAN, "นางสาวชุติกาญจน์ ธารสถิต", "๐ ๒๐๐๐ ๐๒๐๕", "มท ๐๕๐๑/๖๓๐๕"),
        sent=at(6, 15, 10, 10),
        server="mail.dol.go.th",
        number=5,
        files=pair(plan_of("d.dol", without=("2.8",)), "BCP กรมที่ดิน"),
    )
    remark = "no call tree in the plan"
    wanted = ("element.2.8",)
    return Sample(
        "05-call-tree-missing", gmail(letter), letter.sent, "submission", "deficient", remark, ("d.dol",), wanted
    )


def _resources_missing() -> Sample:
    name = "องค์การบริหารส่วนจังหวัดขอนแก่น"
    letter = Letter(
        name=name,
        address="plan@kkpao.go.th",
        subject="ส่งแผน BCP อบจ.ขอนแก่น",
        text=covering_words(name, PLAN, "นายกฤตเมธ วงศ์วัฒนานนท์", "๐ ๒๐๐๐ ๐๒๐๖", "ขก ๕๑๐๐๑/๖๓๐๖"),
        sent=at(6, 17, 13, 33),
        server="mail.kkpao.go.th",
        number=6,
        files=pair(plan_of("l.2400101", without=("2.6",)), "แผนดำเนินธุรกิจอย่างต่อเนื่อง อบจ.ขอนแก่น"),
    )
    remark = "the plan does not say which resources are needed"
    wanted = ("element.2.6",)
    return Sample(
        "06-resources-missing", outlook(letter), letter.sent, "submission", "deficient", remark, ("l.2400101",), wanted
    )


def _scanned() -> Sample:
    name = "สำนักงานจังหวัดสงขลา"
    plan = plan_of("r.pvo.90")
    word, _pdf = pair(plan, "แผน BCP สำนักงานจังหวัดสงขลา")
    letter = Letter(
        name=name,
        address="songkhla@moi.go.th",
        subject="จังหวัดสงขลาส่งแผนดำเนินธุรกิจอย่างต่อเนื่อง",
        text=covering_words(name, PLAN, "นางศิริพร รุ่งประเสริฐกุล", "๐ ๒๐๐๐ ๐๒๐๘", "สข ๐๐๑๗.๒/๖๓๐๘"),
        sent=at(6, 19, 15, 20),
        server="mail-oln040092.moi.go.th",
        number=8,
        files=(word, File("สแกนแผนที่ลงนามแล้ว.pdf", write_scan(plan.pdf))),
        cc=(MINISTRY_COPY,),
    )
    remark = "the PDF is a scan of the signed plan: pictures without text"
    return Sample(
        "08-scanned-pdf", gmail(letter), letter.sent, "submission", "review", remark, ("r.pvo.90",), ("file.scan_only",)
    )


def _locked() -> Sample:
    name = "กรมการจัดหางาน"
    plan = plan_of("d.doe")
    stem = "แผน BCP กรมการจัดหางาน"
    letter = Letter(
        name=name,
        address="bcp@doe.go.th",
        subject="ส่งแผน BCP กรมการจัดหางาน",
        text=covering_words(name, PLAN, "นางสาวเบญจวรรณ กิตติสว่างวารี", "๐ ๒๐๐๐ ๐๒๑๒", "รง ๐๓๐๑/๖๓๑๒"),
        sent=at(6, 23, 9, 55),
        server="mail.doe.go.th",
        number=12,
        files=(File(f"{stem}.docx", plan.docx), File(f"{stem}.pdf", write_pdf(plan.text, SPOKEN_PASSWORD))),
    )
    remark = "the PDF opens only with a password"
    return Sample(
        "12-password", outlook(letter), letter.sent, "submission", "deficient", remark, ("d.doe",), ("file.password",)
    )


def _program() -> Sample:
    name = "องค์การบริหารส่วนจังหวัดระยอง"
    letter = Letter(
        name=name,
        address="plan@rayong-pao.go.th",
        subject="แผน BCP อบจ.ระยอง",
        text=covering_words(name, PLAN, "นายนพรุจ ลานพิทักษ์ธรรม", "๐ ๒๐๐๐ ๐๒๑๓", "รย ๕๑๐๐๑/๖๓๑๓"),
        sent=at(6, 25, 8, 58),
        server="mail.rayong-pao.go.th",
        number=13,
        files=(File("แผน.docx", harmless_program()), File("แผน.pdf", plan_of("l.2210101").pdf)),
    )
    remark = "a program under the name of a Word file, beside a real PDF"
    wanted = ("file.executable", "pair.word_missing")
    return Sample(
        "13-renamed-program", gmail(letter), letter.sent, "submission", "deficient", remark, ("l.2210101",), wanted
    )


def harmless_program() -> bytes:
    """The header of a Windows program with no program behind it: it cannot run."""
    dos = b"MZ".ljust(60, b"\0") + struct.pack("<I", 128)
    words = b"This program cannot be run in DOS mode.\r\r\n$".ljust(64, b"\0")
    return dos + words + b"PE\0\0" + struct.pack("<HH", 0x14C, 0).ljust(20, b"\0") + b"\0" * 1900


def _unclear_agency() -> Sample:
    name = "องค์การบริหารส่วนตำบลหนองบัว"
    letter = Letter(
        name="งานวิเคราะห์นโยบายและแผน",
        address="nongbua.plan63@hotmail.com",
        subject="ส่งแผน อบต.หนองบัว",
        text=covering_words(name, PLAN, "นางสาวกมลชนก เพชรจันทร์เพ็ง", "๐ ๒๐๐๐ ๐๒๑๖"),
        sent=at(6, 29, 16, 12),
        server="sg2apc01.outlook.com",
        number=16,
        files=pair(plan_of("unclear.nongbua"), "แผน BCP 63"),
    )
    remark = "an unknown sender of อบต.หนองบัว, a name that twenty-two agencies bear: nobody is credited"
    return Sample("16-unclear-agency", outlook(letter), letter.sent, "submission", "review", remark)


def _empty_heading() -> Sample:
    name = "กรมคุมประพฤติ"
    letter = Letter(
        name=name,
        address="psdg@probation.go.th",
        subject="แผนดำเนินธุรกิจอย่างต่อเนื่อง กรมคุมประพฤติ",
        text=covering_words(name, PLAN, "นางทัศนีย์วรรณ สุขไพศาลเขต", "๐ ๒๐๐๐ ๐๒๑๗", "ยธ ๐๓๐๑/๖๓๑๗"),
        sent=at(6, 24, 14, 27),
        server="mail.probation.go.th",
        number=17,
        files=pair(plan_of("d.probation", empty=("2.7",)), "แผน BCP กรมคุมประพฤติ 2563"),
    )
    remark = "the heading of the recovery steps stands there with nothing under it"
    wanted = ("element.2.7.weak",)
    return Sample(
        "17-empty-heading", gmail(letter), letter.sent, "submission", "deficient", remark, ("d.probation",), wanted
    )
