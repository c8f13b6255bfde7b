"""Samples without a plan: a question, a question about status, a notice of a secret plan, a bounce, an absence."""

from collections.abc import Iterator

from mailbot.demo.clients import gmail, outlook
from mailbot.demo.letter import INBOX, Letter, date_header, trace_headers
from mailbot.demo.mime import encoded_word, header, multipart, part, text_part
from mailbot.demo.sample import Sample, at

OUR_ANSWER = "<ack.5f0c1d2e3b4a59687766554433221100@opdc.go.th>"
DEAD_ADDRESS = "plan.old@nakhonsi-demo.example"


def mails_without_plan() -> Iterator[Sample]:
    """In the order of the demo."""
    yield _question()
    yield _bounce()
    yield _absence()
    yield _status_request()
    yield _withheld_notice()


def _question() -> Sample:
    letter = Letter(
        name="สำนักปลัด อบต.บ้านแหลม",
        address="obt.banlaem.plan@gmail.com",
        subject="ขอสอบถามเรื่องการจัดทำแผน BCP",
        text=(
            "เรียน เจ้าหน้าที่สำนักงาน ก.พ.ร.\n\n"
            "ขอสอบถามว่า หน่วยงานที่มีแผนป้องกันอัคคีภัยอยู่แล้ว สามารถนำมาปรับใช้แทนแบบฟอร์มได้หรือไม่ "
            "และต้องส่งผ่านจังหวัดหรือส่งตรงคะ\n\nขอบคุณค่ะ\nนางสาวมัณฑนา โทร. ๐ ๒๐๐๐ ๐๓๐๙\n"
        ),
        sent=at(5, 28, 10, 3),
        server="mail-lj1-f172.google.com",
        number=9,
    )
    remark = "a question without files: answered with whom to ask"
    return Sample("09-question", gmail(letter), letter.sent, "inquiry", "no_plan", remark)


def _bounce() -> Sample:
    sent = at(6, 13, 10, 31)
    server = "mail.nakhonsi-demo.example"
    subject = "Undelivered Mail Returned to Sender"
    letter = Letter("Mail Delivery System", f"MAILER-DAEMON@{server}", subject, "", sent, server, 10)
    said = (
        "This is the mail system at host mail.nakhonsi-demo.example.\n\n"
        "I'm sorry to have to inform you that your message could not be delivered to one or more recipients.\n\n"
        f"<{DEAD_ADDRESS}>: host mail.nakhonsi-demo.example said: 550 5.1.1 User unknown (in reply to RCPT TO)\n"
    )
    status = (
        f"Reporting-MTA: dns; {server}\r\nArrival-Date: {date_header(sent)}\r\n\r\n"
        f"Final-Recipient: rfc822; {DEAD_ADDRESS}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
    )
    original = (
        f"From: {encoded_word('สำนักงาน ก.พ.ร.')} <{INBOX}>\r\nTo: {DEAD_ADDRESS}\r\n"
        f"Subject: {encoded_word('แจ้งผลการรับแผน BCP')}\r\nMessage-ID: {OUR_ANSWER}\r\n"
        f"Auto-Submitted: auto-replied\r\nDate: {date_header(sent)}\r\n"
    )
    parts = [
        part([header("Content-Type", "text/plain; charset=us-ascii")], said.replace("\n", "\r\n").encode()),
        part([header("Content-Type", "message/delivery-status")], status.encode()),
        part([header("Content-Type", "text/rfc822-headers")], original.encode()),
    ]
    headers = [
        *trace_headers(letter, return_path=""),
        header("From", f"{letter.name} <{letter.address}>"),
        header("To", INBOX),
        header("Subject", letter.subject),
        header("Date", date_header(sent)),
        header("Message-Id", f"<20200613033107.4C0A1{letter.number:04d}@{server}>"),
        header("Auto-Submitted", "auto-replied"),
        header("MIME-Version", "1.0"),
        header("Content-Type", 'multipart/report; report-type=delivery-status; boundary="4C0A1.1592019067/mail"'),
    ]
    raw = part(headers, multipart("4C0A1.1592019067/mail", parts))
    return Sample("10-bounce", raw, sent, "bounce", "no_plan", "an answer of ours came back: no such user")


def _absence() -> Sample:
    sent = at(6, 12, 10, 26)
    subject = "ตอบกลับอัตโนมัติ: แจ้งผลการรับแผน BCP"
    letter = Letter("นางสาวศศิวิมล ทองวัฒนานนท์", "sasiwimon.demo@dlt.go.th", subject, "", sent, "exch01.dlt.go.th", 11)
    headers = [
        *trace_headers(letter, return_path=""),
        header("From", f"{encoded_word(letter.name)} <{letter.address}>"),
        header("To", INBOX),
        header("Subject", encoded_word(subject)),
        header("Date", date_header(sent)),
        header("Message-ID", "<oof630011@EXCH01.dlt.go.th>"),
        header("In-Reply-To", OUR_ANSWER),
        header("References", OUR_ANSWER),
        header("Auto-Submitted", "auto-replied"),
        header("X-Auto-Response-Suppress", "All"),
        header("MIME-Version", "1.0"),
    ]
    words = "ขณะนี้ดิฉันไปราชการต่างจังหวัด จะกลับมาปฏิบัติงานวันที่ ๑๗ มิถุนายน ๒๕๖๓ กรณีเร่งด่วนติดต่อ โทร. ๐ ๒๐๐๐ ๐๓๑๑\n"
    raw = part(headers, b"")[:-2] + text_part(words)
    return Sample("11-out-of-office", raw, sent, "auto_reply", "no_plan", "an absence notice: never answered")


def _status_request() -> Sample:
    letter = Letter(
        name="งานสารบรรณ สำนักงานจังหวัดขอนแก่น",
        address="khonkaen@moi.go.th",
        subject="ขอตรวจสอบสถานะการส่งแผน BCP จังหวัดขอนแก่น",
        text="เรียน สำนักงาน ก.พ.ร.\n\nขอตรวจสอบสถานะแผนที่จังหวัดขอนแก่นส่งไว้แล้ว\n\nสำนักงานจังหวัดขอนแก่น\n",
        sent=at(6, 27, 9, 15),
        server="mail-oln040092.moi.go.th",
        number=20,
    )
    remark = "asks what became of its plan"
    return Sample("20-status-request", gmail(letter), letter.sent, "status_request", "no_plan", remark, ("r.pvo.40",))


def _withheld_notice() -> Sample:
    letter = Letter(
        name="กรมการปกครอง",
        address="bcp@dopa.go.th",
        subject="ขอแจ้งชื่อแผนที่มีชั้นความลับ",
        text=(
            "เรียน เลขาธิการ ก.พ.ร.\n\nกรมการปกครองขอแจ้งชื่อแผนซึ่งจัดทำแล้วและเก็บไว้ใช้ภายในหน่วยงาน "
            "เนื่องจากเป็นภารกิจที่ไม่อาจเผยแพร่ต่อสาธารณะ คือ แผนบริหารความต่อเนื่องด้านการทะเบียนกลาง\n\n"
            "กรมการปกครอง โทร. ๐ ๒๐๐๐ ๐๓๒๑\n"
        ),
        sent=at(6, 30, 11, 0),
        server="mail.dopa.go.th",
        number=21,
    )
    remark = "tells only the name of a plan that may not be sent"
    return Sample("21-withheld-notice", outlook(letter), letter.sent, "withheld_notice", "no_plan", remark, ("d.dopa",))
