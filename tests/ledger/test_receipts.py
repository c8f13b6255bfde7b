"""A receipt is known as people say it; nothing else is taken for one."""

import pytest

from mailbot.ledger import queries
from mailbot.ledger.store import Ledger
from tests.ledger.samples import NOW, answer, examination, plan


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("BCP2563-000001", True),
        ("bcp2563-1", True),
        (" BCP 2563 – ๐๐๐๐๐๑".replace("–", "-"), True),
        ("๑", True),
        ("เลขรับ ๑", True),
        ("เลขรับที่ BCP2563-000001", True),
        ("000001", True),
        ("2", False),
        ("2563", False),
        ("0", False),
        ("", False),
        ("BCP2563", False),
        ("BCP2563-0000001000001", False),
        ("BCP2564-000001", False),
        ("1; DROP TABLE mail", False),
    ],
)
def test_a_receipt_as_it_is_said(ledger: Ledger, said: str, meant: bool) -> None:
    mail_id = ledger.record_fetched(ledger.mailbox_id("bot", "INBOX", "1"), "1", "sha", 1, NOW, NOW)
    ledger.decide(mail_id, examination("k", plan("d.dlt")), answer, NOW)
    found = queries.receipt_said(ledger.db, ledger.receipt_prefix, said)
    assert found == ("BCP2563-000001" if meant else None)
