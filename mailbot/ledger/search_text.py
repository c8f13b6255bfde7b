"""The texts of mails that are searched: written with each judgment, never of a sealed mail."""

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from mailbot.examination import Examination
from mailbot.ledger.folded import fold

Texts = dict[str, str]


def write(db: Database, mail_id: int, receipt: str, examination: Examination) -> None:
    """The searched texts of one judged mail in place of earlier ones; call inside the transaction of its judgment. A
    mail that is sealed loses them and leaves no word in the index (triggers see to both)."""
    db.execute("DELETE FROM search_text WHERE mail_id = ?", (mail_id,))
    if examination.verdict == "sealed" or any(plan.verdict == "sealed" for plan in examination.plans):
        return
    findings = [*examination.findings, *(finding for plan in examination.plans for finding in plan.findings)]
    sender = examination.mail.sender
    texts = folded(
        receipt,
        examination.mail.subject,
        f"{sender.name} {sender.address}" if sender else "",
        [part.name for part in examination.mail.attachments],
        [(finding.code, finding.place or "", *finding.parameters.values()) for finding in findings],
    )
    db.table("search_text").insert({"mail_id": mail_id, **texts})


def folded(receipt: str, subject: str, sender: str, files: Iterable[str], findings: Iterable[Sequence[str]]) -> Texts:
    """The columns of one row. What stands in two files or findings is kept apart by a line's end, so that no word is
    found across them."""
    said = dict.fromkeys(fold(part) for finding in findings for part in finding)
    return {
        "receipt": fold(receipt),
        "subject": fold(subject),
        "sender": fold(sender),
        "files": "\n".join(dict.fromkeys(fold(name) for name in files)),
        "findings": "\n".join(part for part in said if part),
    }
