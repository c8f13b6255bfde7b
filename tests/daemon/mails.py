"""Mails for the tests of the whole way: small questions, and one real submission."""

from email.message import EmailMessage
from functools import cache

from mailbot.demo.mails_accepted import accepted_mails


def question(number: int, sender: str = "") -> bytes:
    """A question without files."""
    mail = EmailMessage()
    mail["From"] = sender or f"clerk{number}@office{number}.example.go.th"
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Subject"] = f"ขอสอบถามเรื่องแผน BCP ครั้งที่ {number}"
    mail["Message-ID"] = f"<question.{number}@office.example>"
    mail["Date"] = "Mon, 15 Jun 2020 10:00:00 +0700"
    mail.set_content(f"เรียน เจ้าหน้าที่\n\nขอสอบถามว่าต้องส่งแผนภายในวันใด (เรื่องที่ {number})\n\nขอบคุณค่ะ\n")
    return mail.as_bytes()


@cache
def submission() -> bytes:
    """A complete pair from a department's own domain."""
    return next(iter(accepted_mails())).raw
