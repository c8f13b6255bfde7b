"""Examinations of invented mails for the tests of letters: those of the preview, under the rules of this round."""

from mailbot.preview.invented import KLAENG, NAMES, NAMES_EN, PROVINCE, RECEIVED, SALUTATIONS, TAPHONG, Invented
from mailbot.rules import Rules, load

__all__ = [
    "KLAENG",
    "NAMES",
    "NAMES_EN",
    "PROVINCE",
    "RECEIVED",
    "RULES",
    "SALUTATIONS",
    "TAPHONG",
    "attachment",
    "examination",
    "facts",
    "finding",
    "plan",
]

RULES: Rules = load("bcp-2563")
_INVENTED = Invented(RULES)
facts = _INVENTED.facts
finding = _INVENTED.finding
plan = _INVENTED.plan
attachment = _INVENTED.attachment
examination = _INVENTED.examination
