"""What a mail is about: a submission, a question, a notice, a robot's word, or something else."""

import re
from collections.abc import Sequence

from mailbot.examination import MailKind
from mailbot.judging.talk import ANSWER, own_subject, said, spoken
from mailbot.mail.model import Mail
from mailbot.mail.robots import ReplyPolicy
from mailbot.plans.model import PlanFile
from mailbot.rules import Round

_LINKS = re.compile(
    r"https?://(?:(?:drive|docs|photos\.app)\.g(?:oogle\.com|oo\.gl)/|1drv\.ms/|[\w.-]*sharepoint\.com/|onedrive\.live\.com/"
    r"|(?:www\.)?dropbox\.com/|we(?:transfer\.com|\.tl)/|mega\.nz/|(?:app\.|www\.)?box\.com/|(?:www\.)?mediafire\.com/"
    r"|(?:www\.)?icloud\.com/|(?:www\.)?4shared\.com/|(?:bit\.ly|tinyurl\.com|goo\.gl|shorturl\.(?:at|asia)|cutt\.ly)/"
    r"|[^\s<>\"']{1,300}\.(?:docx?|pdf|zip|rar|7z)(?![\w.]))",
    re.IGNORECASE,
)
_SHARERS = re.compile(
    r"^(?:drive-shares[\w-]*@google\.com|[\w.-]+@(?:email\.)?(?:sharepointonline\.com|onedrive\.com|dropbox\.com|dropboxmail\.com"
    r"|wetransfer\.com|box\.com|mega\.nz|mediafire\.com))$",
    re.IGNORECASE,
)
"""Addresses by which services tell that somebody shared a file."""
_LONG_TALK = 400
"""Characters of own text beyond which thanks are no longer all that a mail says."""
_NO_FILE = frozenset({"text", "message", "image"})
"""Kinds that reports and signatures bring along as well."""


def mail_kind(mail: Mail, policy: ReplyPolicy, has_plans: bool, has_files: bool, this: Round) -> MailKind:
    """The kind, by the first line that fits; a mail that carries a plan is a submission whoever sent it.

    A mail without files that points to files elsewhere is no question, whatever it asks besides: the letter tells what
    to do with such links. A question about secret plans is a question and no notice of one.
    """
    if has_plans:
        return "submission"
    if policy.kind in ("bounce", "auto_reply", "list", "report"):
        return policy.kind
    if policy.kind == "ours":
        return "other"
    words = said(mail)
    asks = _holds(words, this.inquiry_words)
    if not has_files and (_holds(own_subject(mail).lower(), this.status_words) or _holds(words, this.status_phrases)):
        return "status_request"
    if _withholds(words, this) and not (asks and not has_files):
        return "withheld_notice"
    if not has_files and asks and not _LINKS.search(spoken(mail)):
        return "inquiry"
    return "other"


def asks(mail: Mail, this: Round) -> bool:
    """Whether its sender asks something, so that a person of the office answers him."""
    return _holds(said(mail), this.inquiry_words)


def has_cloud_links(mail: Mail) -> bool:
    """Whether the mail points to files that lie elsewhere; such links are never followed."""
    return _LINKS.search(mail.text) is not None


def shares_a_file(mail: Mail) -> bool:
    """Whether a service tells that somebody shared a file with us: a person meant to send it, though a robot writes."""
    return any(_SHARERS.match(sender.address) for sender in mail.senders) and has_cloud_links(mail)


def says_links(mail: Mail) -> bool:
    """Whether the sender's own words point to such files, and not only what they quote."""
    return _LINKS.search(spoken(mail)) is not None


def tells_of_withheld(mail: Mail, this: Round) -> bool:
    """Whether the mail tells, and does not ask, of plans that the agency keeps to itself; beside a plan as well."""
    words = said(mail)
    return _withholds(words, this) and not _holds(words, this.inquiry_words)


def _withholds(words: str, this: Round) -> bool:
    for denial in this.not_withheld_words:
        words = words.replace(denial.lower(), " ")
    return _holds(words, this.withheld_words)


def names_withheld(mail: Mail, this: Round) -> bool:
    """Whether it says outright that it tells a plan's name ("ขอแจ้งเฉพาะชื่อแผน"), so that it may do so beside a plan."""
    return _holds(said(mail), this.naming_words)


def says_no_duty(mail: Mail, this: Round) -> bool:
    """Whether the sender says that no plan is owed ("ไม่อยู่ในข่ายที่ต้องจัดทำแผน"). A mail that asks so is a question."""
    return _holds(said(mail), this.no_duty_words)


def carries_files(files: Sequence[PlanFile]) -> bool:
    """Whether a person sent files along, beyond what reports, signatures and letter-heads bring by themselves."""
    return any(
        file.role != "signature" and file.attachment.kind not in _NO_FILE and file.attachment.size for file in files
    )


def is_answer(mail: Mail) -> bool:
    """Whether somebody wrote own words in answer to a mail, as our letters ask for."""
    answers = bool(mail.in_reply_to or mail.references or ANSWER.match(mail.subject))
    return answers and bool(mail.own_text.strip())


def only_answers(mail: Mail, this: Round) -> bool:
    """An answer of words alone, which a person reads; not one that speaks of files that did not come."""
    return is_answer(mail) and not _holds(mail.own_text.lower(), this.sends_words)


def only_tells(mail: Mail, this: Round) -> bool:
    """Words alone that tell the office something ("ขอยกเลิกแผนที่ส่งเมื่อวาน", "ขอเปลี่ยนผู้ประสานงาน"), and speak of no file
    that did not come: to ask for a plan then would be deaf, to one whose plan is here above all."""
    words = said(mail)
    return _holds(words, this.telling_words) and not _holds(words, this.sends_words)


def only_thanks(mail: Mail, this: Round) -> bool:
    """A short word of thanks in answer to us, with no wish and no file spoken of: it needs no letter back."""
    text = mail.own_text.strip()
    if not is_answer(mail) or len(text) >= _LONG_TALK or mail.attachments:
        return False
    return _holds(text.lower(), this.thanks_words) and not _holds(text.lower(), this.wish_words)


def _holds(text: str, words: list[str]) -> bool:
    return any(word.lower() in text for word in words)
