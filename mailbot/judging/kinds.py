"""What a mail is about: a submission, a question, a notice, a robot's word, or something else."""

import re

from mailbot.examination import MailKind
from mailbot.mail.model import Mail
from mailbot.mail.robots import ReplyPolicy
from mailbot.rules import Round

_LINKS = re.compile(
    r"https?://(?:drive|docs)\.google\.com/|https?://1drv\.ms/|https?://[\w.-]*sharepoint\.com/|"
    r"https?://onedrive\.live\.com/|https?://(?:www\.)?dropbox\.com/|https?://we\.tl/|https?://mega\.nz/",
    re.IGNORECASE,
)
_LONG_TALK = 400
"""Characters of own text beyond which thanks are no longer all that a mail says."""


def mail_kind(mail: Mail, policy: ReplyPolicy, has_plans: bool, has_files: bool, this: Round) -> MailKind:
    """The kind, by the first line that fits; a mail that carries a plan is a submission whoever sent it."""
    words = f"{mail.subject}\n{mail.own_text}".lower()
    if has_plans:
        return "submission"
    if policy.kind in ("bounce", "auto_reply", "list", "report"):
        return policy.kind
    if policy.kind is not None:
        return "other"
    if not has_files and _holds(mail.subject.lower(), this.status_words):
        return "status_request"
    if _holds(words, this.withheld_words):
        return "withheld_notice"
    if not has_files and _holds(words, this.inquiry_words):
        return "inquiry"
    return "other"


def has_cloud_links(mail: Mail) -> bool:
    """Whether the mail points to files that lie elsewhere; such links are never followed."""
    return _LINKS.search(mail.text) is not None


def only_thanks(mail: Mail, this: Round) -> bool:
    """A short word of thanks in answer to us: it needs no letter back."""
    text = mail.own_text.strip()
    return bool(text) and len(text) < _LONG_TALK and not mail.attachments and _holds(text.lower(), this.thanks_words)


def _holds(text: str, words: list[str]) -> bool:
    return any(word.lower() in text for word in words)
