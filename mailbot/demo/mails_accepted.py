"""Samples that ought to be accepted: every way in which a complete plan really arrives."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from mailbot.demo.clients import gmail, outlook, thai_webmail
from mailbot.demo.letter import File, Letter, date_header, trace_headers
from mailbot.demo.mime import encoded_word, header, multipart, part, text_part
from mailbot.demo.pdf_writer import write_pdf
from mailbot.demo.sample import Sample, at, covering_words, pair, plan_of
from mailbot.demo.side_papers import compose_call_tree_annex, compose_covering_letter
from mailbot.demo.word_writer import write_word

MINISTRY_COPY = "kpi.moidata@gmail.com"
PLAN = "แผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP)"


def accepted_mails() -> Iterator[Sample]:
    """In the order of the demo."""
    yield _department()
    yield _province()
    yield _two_plans()
    yield _raw_names()
    yield _free_mail()
    yield _forwarded()
    yield _zipped()
    yield _call_tree_apart()


def _department() -> Sample:
    name = "กรมการขนส่งทางบก"
    letter = Letter(
        name="กลุ่มพัฒนาระบบบริหาร กรมการขนส่งทางบก",
        address="psdg@dlt.go.th",
        subject=f"ส่ง{PLAN} กรมการขนส่งทางบก",
        text=covering_words(name, PLAN, "นางสาวศศิวิมล ทองวัฒนานนท์", "๐ ๒๐๐๐ ๐๑๐๑", "คค ๐๔๑๕/๒๐๖๓"),
        sent=at(6, 12, 10, 24),
        server="exch01.dlt.go.th",
        number=1,
        files=pair(plan_of("d.dlt"), "แผน BCP กรมการขนส่งทางบก 2563"),
    )
    remark = "a department from its own domain, Outlook with windows-874 names"
    return Sample("01-department-outlook", outlook(letter), letter.sent, "submission", "accepted", remark, ("d.dlt",))


def _province() -> Sample:
    name = "สำนักงานจังหวัดขอนแก่น"
    covering = compose_covering_letter("r.pvo.40", "ขก ๐๐๑๗.๑/๖๓๐๒", "๑๘ มิถุนายน ๒๕๖๓", "นายธนกฤต ศรีไพศาลเขต")
    letter = Letter(
        name=name,
        address="khonkaen@moi.go.th",
        subject=f"จังหวัดขอนแก่น ขอส่ง{PLAN}",
        text=covering_words(name, PLAN, "นายธนกฤต ศรีไพศาลเขต", "๐ ๒๐๐๐ ๐๑๐๒", "ขก ๐๐๑๗.๑/๖๓๐๒"),
        sent=at(6, 18, 14, 5),
        server="mail-oln040092.moi.go.th",
        number=2,
        files=(
            File("หนังสือนำส่ง.pdf", write_pdf(covering)),
            *pair(plan_of("r.pvo.40"), "แผนดำเนินธุรกิจอย่างต่อเนื่อง_สำนักงานจังหวัดขอนแก่น"),
        ),
        cc=(MINISTRY_COPY,),
    )
    remark = "a provincial office with a covering letter and the copy to the Ministry of Interior"
    return Sample("02-province-with-copy", gmail(letter), letter.sent, "submission", "accepted", remark, ("r.pvo.40",))


def _two_plans() -> Sample:
    name = "สำนักงานจังหวัดเชียงใหม่"
    what = "แผนดำเนินธุรกิจอย่างต่อเนื่องของส่วนราชการส่วนภูมิภาค จำนวน ๒ หน่วยงาน"
    letter = Letter(
        name=name,
        address="chiangmai@moi.go.th",
        subject="จังหวัดเชียงใหม่ส่งแผน BCP ของส่วนราชการในจังหวัด (สำนักงานเกษตรจังหวัด และ สสจ.)",
        text=covering_words(name, what, "นางอรพรรณ แก้วเกื้อกูลชน", "๐ ๒๐๐๐ ๐๑๐๓", "ชม ๐๐๑๗.๒/๖๓๐๗"),
        sent=at(6, 24, 16, 40),
        server="mail-oln040101.moi.go.th",
        number=7,
        files=(
            *pair(plan_of("r.doae.50"), "BCP สำนักงานเกษตรจังหวัดเชียงใหม่"),
            *pair(plan_of("r.moph.50"), "BCP สำนักงานสาธารณสุขจังหวัดเชียงใหม่"),
        ),
    )
    remark = "a provincial office collects the plans of two agencies in one mail"
    agencies = ("r.doae.50", "r.moph.50")
    return Sample("07-two-plans", gmail(letter), letter.sent, "submission", "accepted", remark, agencies)


def _raw_names() -> Sample:
    name = "เทศบาลนครหาดใหญ่"
    letter = Letter(
        name=name,
        address="bcp@hatyaicity.go.th",
        subject="ส่งแผนบริหารความต่อเนื่อง เทศบาลนครหาดใหญ่",
        text=covering_words(name, PLAN, "นางสาวรมิดา มณีนาคาลัย", "๐ ๒๐๐๐ ๐๑๐๔", "สข ๕๒๐๐๒/๖๓๑๔"),
        sent=at(6, 9, 9, 12),
        server="mail.hatyaicity.go.th",
        number=14,
        files=pair(plan_of("l.3901101"), "แผน"),
    )
    remark = "TIS-620 names as raw bytes; the bytes of แผน.pdf happen to be valid UTF-8"
    return Sample(
        "14-raw-tis620-names", thai_webmail(letter), letter.sent, "submission", "accepted", remark, ("l.3901101",)
    )


def _free_mail() -> Sample:
    name = "องค์การบริหารส่วนจังหวัดสงขลา"
    letter = Letter(
        name="งานแผนและงบประมาณ",
        address="plan.bcp2563.ska@gmail.com",
        subject="ส่งแผน BCP อบจ.สงขลา",
        text=covering_words(name, PLAN, "นายภูริทัต บุญรักษ์ถิ่น", "๐ ๒๐๐๐ ๐๑๐๕", "สข ๕๑๐๐๑/๖๓๑๕"),
        sent=at(6, 26, 11, 31),
        server="mail-wr1-f48.google.com",
        number=15,
        files=pair(plan_of("l.2900101"), "แผนบริหารความต่อเนื่อง อบจ.สงขลา"),
    )
    remark = "a free mail address, the agency named in full on the cover"
    return Sample("15-free-mail-address", gmail(letter), letter.sent, "submission", "accepted", remark, ("l.2900101",))


def _forwarded() -> Sample:
    inner = Letter(
        name="สำนักงานพาณิชย์จังหวัดขอนแก่น",
        address="kk_ops@moc.go.th",
        subject="ส่งแผน BCP สำนักงานพาณิชย์จังหวัดขอนแก่น",
        text=covering_words("สำนักงานพาณิชย์จังหวัดขอนแก่น", PLAN, "นางสาวปวีณ์นุช ชัยสุขสถิต", "๐ ๒๐๐๐ ๐๑๐๖"),
        sent=at(6, 15, 13, 50),
        server="mail.moc.go.th",
        number=1018,
        files=pair(plan_of("r.moc.40"), "แผน BCP สำนักงานพาณิชย์จังหวัดขอนแก่น"),
        to="khonkaen@moi.go.th",
    )
    outer = replace(
        inner,
        name="สำนักงานจังหวัดขอนแก่น",
        address="khonkaen@moi.go.th",
        subject="Fwd: ส่งแผน BCP สำนักงานพาณิชย์จังหวัดขอนแก่น",
        sent=at(6, 16, 8, 45),
        server="mail-oln040092.moi.go.th",
        number=18,
        to="opdcbcm@opdc.go.th",
    )
    words = text_part("เรียน สำนักงาน ก.พ.ร.\n\nส่งต่อแผนของสำนักงานพาณิชย์จังหวัดขอนแก่น ตามแนบ\n\nสำนักงานจังหวัดขอนแก่น\n")
    carried = part(
        [header("Content-Type", "message/rfc822"), header("Content-Disposition", "attachment")], gmail(inner)
    )
    headers = [
        *trace_headers(outer),
        header("From", f"{encoded_word(outer.name)} <{outer.address}>"),
        header("To", outer.to),
        header("Subject", encoded_word(outer.subject)),
        header("Date", date_header(outer.sent)),
        header("Message-ID", "<fwd-630018@moi.go.th>"),
        header("MIME-Version", "1.0"),
        header("Content-Type", 'multipart/mixed; boundary="fwd=_63000018"'),
    ]
    raw = part(headers, multipart("fwd=_63000018", [words, carried]))
    remark = "the plan stands in a message forwarded as an attachment"
    return Sample("18-forwarded-message", raw, outer.sent, "submission", "accepted", remark, ("r.moc.40",))


def _zipped() -> Sample:
    name = "กรมพัฒนาธุรกิจการค้า"
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for file in pair(plan_of("d.dbd"), "แผนดำเนินธุรกิจอย่างต่อเนื่อง กรมพัฒนาธุรกิจการค้า"):
            archive.writestr(zipfile.ZipInfo(file.name, (2020, 6, 22, 9, 0, 0)), file.data)
    letter = Letter(
        name=name,
        address="bcp@dbd.go.th",
        subject=f"{PLAN} ของกรมพัฒนาธุรกิจการค้า",
        text=covering_words(name, PLAN, "นางมยุรี เพชรเลิศนที", "๐ ๒๐๐๐ ๐๑๐๗", "พณ ๐๘๐๑/๖๓๑๙"),
        sent=at(6, 22, 9, 30),
        server="mail.dbd.go.th",
        number=19,
        files=(File("BCP_กรมพัฒนาธุรกิจการค้า.zip", stored.getvalue()),),
    )
    remark = "both files inside one zip archive"
    return Sample("19-zip-archive", outlook(letter), letter.sent, "submission", "accepted", remark, ("d.dbd",))


def _call_tree_apart() -> Sample:
    name = "กรมการพัฒนาชุมชน"
    annex = File("ภาคผนวก Call Tree.docx", write_word(compose_call_tree_annex("d.cdd")))
    letter = Letter(
        name=name,
        address="psdg@cdd.go.th",
        subject="ส่งแผน BCP กรมการพัฒนาชุมชน พร้อมภาคผนวก",
        text=covering_words(name, PLAN, "นางสาวธัญชนก ดำรงนาคาลัย", "๐ ๒๐๐๐ ๐๑๐๘", "มท ๐๔๐๑/๖๓๒๒"),
        sent=at(6, 30, 15, 48),
        server="mail.cdd.go.th",
        number=22,
        files=(*pair(plan_of("d.cdd", without=("2.8",)), "แผน BCP กรมการพัฒนาชุมชน"), annex),
    )
    remark = "the call tree stands in a file of its own, as the guideline allows"
    return Sample("22-call-tree-annex", outlook(letter), letter.sent, "submission", "accepted", remark, ("d.cdd",))
