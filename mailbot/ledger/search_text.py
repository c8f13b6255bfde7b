"""The texts of mails that are searched: written with each judgment, never of a sealed mail."""

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from mailbot.examination import Examination
from mailbot.ledger.folded import FIELD_END, fold


def write(db: Database, mail_id: int, receipt: str, examination: Examination) -> None:
    """The searched texts of one judged mail in place of earlier ones; call inside the transaction of its judgment. A
    mail that is sealed loses them and leaves no word in the index (triggers see to both)."""
    db.execute("DELETE FROM search_text WHERE mail_id = ?", (mail_id,))
    if examination.verdict == "sealed" or any(plan.verdict == "sealed" for plan in examination.plans):
        return
    findings = [*examination.findings, *(finding for plan in examination.plans for finding in plan.findings)]
    sender = examination.mail.sender
    words = folded(
        receipt,
        examination.mail.subject,
        f"{sender.name} {sender.address}" if sender else "",
        [part.name for part in examination.mail.attachments],
        [(finding.code, finding.place or "", *finding.parameters.values()) for finding in findings],
    )
    db.execute("INSERT INTO search_text (mail_id, words) VALUES (?, ?)", (mail_id, words))


def folded(receipt: str, subject: str, sender: str, files: Iterable[str], findings: Iterable[Sequence[str]]) -> str:
    """The words of one row: the fields of FIELDS, folded. What stands in two files or findings is kept apart by a
    line's end, so that no word is found across them."""
    said = dict.fromkeys(fold(part) for finding in findings for part in finding)
    fields = (
        fold(receipt),
        fold(subject),
        fold(sender),
        "\n".join(dict.fromkeys(fold(name) for name in files)),
        "\n".join(part for part in said if part),
    )
    return FIELD_END.join(fields)
