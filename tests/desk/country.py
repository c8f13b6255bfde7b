"""A ledger for the desk's tests: invented plans judged by the real daemon, a sealed mail, one that attacks readers."""

import io
import shutil
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from docx import Document

from mailbot.demo.mails import sample_mails
from mailbot.ledger.accounts import Accounts
from mailbot.mailbox.maildir import MaildirMailbox
from mailbot.workplace import Workplace
from tests.daemon.running import workplace
from tests.desk.people import PASSWORD, PEOPLE, quick_passwords

NOW = datetime(2020, 6, 20, 3, 0, tzinfo=UTC)
SAMPLES = ("01", "03", "05", "08", "09", "10", "11", "16")
SECRET = "ยุทธการเหยี่ยวฟ้า"
SCRIPT = "<script>document.title='taken'</script>"
IMAGE = '"><img src=x onerror="document.title=\'taken\'">'
CONFIG = "[data]\nmin_free_mb = 0\n[examine]\nocr = 'off'\n"


def build(folder: Path) -> Path:
    """Make everything in this folder; returns the config file."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "config.toml"
    config.write_text(CONFIG, "utf-8")
    place = workplace(config, lambda: NOW)
    mailbox = place.mailbox
    assert isinstance(mailbox, MaildirMailbox)
    mailbox.open()
    raws = [one.raw for one in sample_mails() if one.name[:2] in SAMPLES]
    for number, raw in enumerate([*raws, sealed_mail(), hostile_mail()]):
        mailbox.append("INBOX", raw, NOW - timedelta(days=5) + timedelta(hours=11 * number))
    place.daemon.run_once()
    _people(place)
    place.close()
    return config


def copy(built: Path, to: Path) -> Path:
    """A copy of its own for tests that change something; returns its config file."""
    shutil.copytree(built.parent, to)
    return to / "config.toml"


def _people(place: Workplace) -> None:
    passwords = quick_passwords()
    this = place.bench.rules.round
    accounts = Accounts(place.ledger_path, this.id, this.receipt_prefix)
    for name, role in PEOPLE:
        accounts.add(name, role, passwords.hash(PASSWORD), "test", NOW)
    accounts.close()


def sealed_mail() -> bytes:
    """A mail whose file bears a mark of classification."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "ลับมาก"
    document.add_heading("แผนดำเนินธุรกิจอย่างต่อเนื่อง")
    document.add_paragraph(SECRET)
    return _mail("psdg@nsc.go.th", f"แผน {SECRET}", "<sealed.1@nsc.go.th>", f"{SECRET}.docx", document)


def hostile_mail() -> bytes:
    """A mail that carries HTML wherever a sender can put words: subject, name, file name, heading and text."""
    document = Document()
    document.add_heading("แผนดำเนินธุรกิจอย่างต่อเนื่อง กรมพัฒนาธุรกิจการค้า")
    for number, name in enumerate(("วัตถุประสงค์ของแผน", "กลยุทธ์ความต่อเนื่อง", "กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)"), 1):
        document.add_heading(f"{number}. {name} โทร ๐๘ ๑๒๓๔ ๕๖๗๘ somsri@dbd.go.th {SCRIPT}")
        document.add_paragraph(f"โทรศัพท์ 02-123-4567 {IMAGE} {SCRIPT}")
    return _mail(
        "bcp@dbd.go.th", f"ส่งแผน BCP กรมพัฒนาธุรกิจการค้า {SCRIPT}", "<xss.1@dbd.go.th>", f"{IMAGE}.docx", document
    )


def _mail(sender: str, subject: str, message_id: str, name: str, document: object) -> bytes:
    data = io.BytesIO()
    document.save(data)  # type: ignore[attr-defined]
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "opdcbcm@opdc.go.th"
    mail["Date"] = "Mon, 15 Jun 2020 09:00:00 +0700"
    mail["Subject"] = subject
    mail["Message-ID"] = message_id
    mail.set_content(f"ขอส่งแผน {SCRIPT} โทร. ๐๒ ๑๒๓ ๔๕๖๗")
    mail.add_attachment(data.getvalue(), maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()
