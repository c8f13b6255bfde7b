"""The sample mails must be real MIME with the habits and faults they are meant to show."""

import email
import email.message
import io
import zipfile
from email.header import decode_header
from email.utils import parsedate_to_datetime

import pikepdf
import pytest

from mailbot.demo.clients import apple_mail, outlook
from mailbot.demo.letter import File, Letter
from mailbot.demo.mails import Sample, sample_mails
from mailbot.demo.mails_deficient import SPOKEN_PASSWORD, harmless_program
from mailbot.demo.sample import at

WANTED = {
    "accepted": 8,
    "deficient": 7,
    "review": 2,
    "no_plan": 5,
}


def parsed(sample: Sample) -> email.message.Message:
    """The sample as the standard library reads it."""
    return email.message_from_bytes(sample.raw)


def payloads(message: email.message.Message) -> list[bytes]:
    """Decoded bytes of all parts that are no text and no container."""
    return [
        bytes(part.get_payload(decode=True))
        for part in message.walk()
        if not part.is_multipart() and part.get_content_maintype() == "application"
    ]


def test_enough_of_every_kind(samples: dict[str, Sample]) -> None:
    counted = {verdict: [s.verdict for s in samples.values()].count(verdict) for verdict in WANTED}  # type: ignore[arg-type]
    assert counted == WANTED
    assert {s.kind for s in samples.values()} >= {"submission", "inquiry", "bounce", "auto_reply"}


def test_every_sample_is_well_formed_and_small(samples: dict[str, Sample]) -> None:
    for sample in samples.values():
        message = parsed(sample)
        assert message.defects == [], sample.name
        assert len(sample.raw) < 1_500_000, sample.name
        assert b"\n" not in sample.raw.replace(b"\r\n", b""), sample.name
        assert max(map(len, sample.raw.split(b"\r\n"))) <= 998, sample.name
        for name in ("Return-Path", "Received", "Delivered-To", "Message-ID", "From", "To", "Date"):
            assert message[name], (sample.name, name)
        assert parsedate_to_datetime(message["Date"]) == sample.received_at
        assert at(5, 1, 0, 0) < sample.received_at < at(7, 1, 0, 0)
    ids = [parsed(sample)["Message-ID"] for sample in samples.values()]
    assert len(set(ids)) == len(ids)


def test_the_same_bytes_on_every_call(samples: dict[str, Sample]) -> None:
    again = {sample.name: sample for sample in sample_mails()}
    assert again == samples


def test_files_arrive_whole(samples: dict[str, Sample]) -> None:
    word, pdf = payloads(parsed(samples["01-department-outlook"]))
    assert zipfile.ZipFile(io.BytesIO(word)).testzip() is None
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    assert len(payloads(parsed(samples["02-province-with-copy"]))) == 3
    assert len(payloads(parsed(samples["07-two-plans"]))) == 4
    assert len(payloads(parsed(samples["03-pdf-missing"]))) == 1


def test_outlook_names_are_windows_874_words(samples: dict[str, Sample]) -> None:
    subject = parsed(samples["01-department-outlook"])["Subject"]
    assert {label for _text, label in decode_header(subject)} == {"windows-874"}
    text = b"".join(piece for piece, _label in decode_header(subject) if isinstance(piece, bytes))
    assert text.decode("cp874") == "ส่งแผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP) กรมการขนส่งทางบก"


def test_gmail_names_follow_rfc_2231(samples: dict[str, Sample]) -> None:
    names = [part.get_filename() for part in parsed(samples["02-province-with-copy"]).walk()]
    assert "แผนดำเนินธุรกิจอย่างต่อเนื่อง_สำนักงานจังหวัดขอนแก่น.pdf" in names
    assert "kpi.moidata@gmail.com" in parsed(samples["02-province-with-copy"])["Cc"]


def test_the_webmail_sends_raw_tis_620(samples: dict[str, Sample]) -> None:
    raw = samples["14-raw-tis620-names"].raw
    trap = "แผน.pdf".encode("cp874")
    assert b'filename="' + trap + b'"' in raw
    assert trap.decode("utf-8") != "แผน.pdf"  # valid UTF-8, and not what was meant
    assert "ส่งแผนบริหารความต่อเนื่อง เทศบาลนครหาดใหญ่".encode("cp874") in raw.split(b"\r\n\r\n")[0]


def test_the_locked_pdf_needs_its_password(samples: dict[str, Sample]) -> None:
    _word, pdf = payloads(parsed(samples["12-password"]))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(pdf))
    with pikepdf.open(io.BytesIO(pdf), password=SPOKEN_PASSWORD) as opened:
        assert len(opened.pages) >= 5
    assert SPOKEN_PASSWORD.encode() not in samples["12-password"].raw


def test_the_program_is_only_a_header(samples: dict[str, Sample]) -> None:
    word, pdf = payloads(parsed(samples["13-renamed-program"]))
    assert word == harmless_program()
    assert word[:2] == b"MZ" and word[128:132] == b"PE\0\0"
    assert word[134:136] == b"\0\0"  # no sections: there is nothing to run
    assert pdf.startswith(b"%PDF-")


def test_the_bounce_is_a_delivery_report(samples: dict[str, Sample]) -> None:
    message = parsed(samples["10-bounce"])
    assert message.get_content_type() == "multipart/report"
    assert message["Return-Path"] == "<>"
    assert [part.get_content_type() for part in message.get_payload()] == [  # type: ignore[union-attr]
        "text/plain",
        "message/delivery-status",
        "text/rfc822-headers",
    ]
    report = [part for part in message.walk() if part["Action"]]
    assert [(part["Action"], part["Status"]) for part in report] == [("failed", "5.1.1")]


def test_the_forwarded_mail_is_a_message_of_its_own(samples: dict[str, Sample]) -> None:
    inner = [
        part for part in parsed(samples["18-forwarded-message"]).walk() if part.get_content_type() == "message/rfc822"
    ]
    assert len(inner) == 1
    carried = inner[0].get_payload(0)
    assert "kk_ops@moc.go.th" in carried["From"]  # type: ignore[index]
    assert len(payloads(carried)) == 2  # type: ignore[arg-type]


def test_the_archive_holds_both_files(samples: dict[str, Sample]) -> None:
    (archive,) = payloads(parsed(samples["19-zip-archive"]))
    names = zipfile.ZipFile(io.BytesIO(archive)).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["docx", "pdf"]


def test_a_letter_without_files_is_one_text() -> None:
    letter = Letter("กอง", "a@dol.go.th", "ถาม", "ขอสอบถาม", at(6, 1, 9, 0), "mail.dol.go.th", 5)
    message = email.message_from_bytes(outlook(letter))
    assert message.get_content_type() == "text/plain"
    assert bytes(message.get_payload(decode=True)).decode("cp874") == "ขอสอบถาม"


def test_apple_shows_files_inline_between_texts() -> None:
    files = (File("แผน.pdf", b"%PDF-1.4"),)
    letter = Letter("กอง", "a@dol.go.th", "ส่ง", "ตามแนบ", at(6, 1, 9, 0), "mail.dol.go.th", 6, files)
    parts = email.message_from_bytes(apple_mail(letter)).get_payload()
    assert [part.get_content_type() for part in parts] == ["text/plain", "application/pdf", "text/plain"]  # type: ignore[union-attr]
    assert parts[1].get_content_disposition() == "inline"  # type: ignore[index,union-attr]
    assert parts[1].get_filename() == "แผน.pdf"  # type: ignore[index,union-attr]
