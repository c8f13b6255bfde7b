"""Which of the often-asked questions a mail asks, so that its answer can give the circular's own word at once."""

from mailbot.judging.talk import said
from mailbot.mail.model import Mail
from mailbot.rules import Rules

MOST = 3
"""Answers in one letter; a mail that seems to ask more is for the officer alone."""


def topics_of(mail: Mail, rules: Rules) -> list[str]:
    """Ids of questions.toml, in its order; none when more than MOST seem to be asked."""
    words = said(mail)
    found = [
        topic
        for topic, question in rules.questions.items()
        if _any(words, question.words)
        and (not question.with_ or _any(words, question.with_))
        and not _any(words, question.unless)
    ]
    return found if len(found) <= MOST else []


def _any(words: str, phrases: list[str]) -> bool:
    return any(phrase.lower() in words for phrase in phrases)
