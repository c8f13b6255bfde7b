"""The ledger's tables as migrations, one file each, in the order in which they came; released ones never change."""

from mailbot.ledger.migrations import (
    m0001_first_tables,
    m0002_indexes_of_the_outbox,
    m0003_agencies,
    m0004_cases,
    m0005_sealing,
    m0006_search,
    m0007_accounts,
    m0008_reminders_and_restoring,
    m0009_where_a_mail_lies,
    m0010_what_changed,
    m0011_mails_to_answer,
)
from mailbot.ledger.migrations.registered import migrations

__all__ = [
    "m0001_first_tables",
    "m0002_indexes_of_the_outbox",
    "m0003_agencies",
    "m0004_cases",
    "m0005_sealing",
    "m0006_search",
    "m0007_accounts",
    "m0008_reminders_and_restoring",
    "m0009_where_a_mail_lies",
    "m0010_what_changed",
    "m0011_mails_to_answer",
    "migrations",
]
