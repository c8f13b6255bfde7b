"""What a mail is for: the finer word beside its kind, by which its letter is chosen."""

from collections.abc import Sequence

from mailbot.examination import MailKind, Purpose
from mailbot.judging.drafts import asks_for_a_check
from mailbot.judging.kinds import has_cloud_links, only_answers, only_tells, only_thanks, says_no_duty, shares_a_file
from mailbot.judging.other_forms import in_other_forms
from mailbot.mail.model import Mail
from mailbot.plans.model import Plan, PlanFile, Role
from mailbot.rules import Round

_OF_KIND: dict[MailKind, Purpose] = {
    "inquiry": "question",
    "status_request": "status",
    "withheld_notice": "withheld",
    "bounce": "robot",
    "auto_reply": "robot",
    "list": "robot",
    "report": "robot",
}
_NO_PLAN: dict[Role, Purpose] = {"circular": "circular", "blank_form": "blank_form"}


def purpose_of(
    mail: Mail, kind: MailKind, plans: Sequence[Plan], files: Sequence[PlanFile], ours: bool, this: Round
) -> Purpose:
    """The purpose, by the first line that fits. A mail with a plan is for that plan before all else. ours: our own mail
    that came back."""
    if plans:
        return _of_plans(mail, plans, this)
    if not ours and shares_a_file(mail):
        return "links"
    if ours or kind in _OF_KIND:
        return _OF_KIND.get(kind, "robot")
    came = [file for file in files if file.role != "signature"]
    table: tuple[tuple[bool, Purpose], ...] = (
        (only_thanks(mail, this), "thanks"),
        (says_no_duty(mail, this), "no_duty"),
        (has_cloud_links(mail), "links"),
        (not files and not mail.text.strip(), "empty"),
        (not came and (only_answers(mail, this) or only_tells(mail, this)), "answer"),
        (bool(in_other_forms(files)), "other_form"),
        (bool(came) and all(file.role == "letter" for file in came), "letter_only"),
    )
    return next((purpose for fits, purpose in table if fits), "nothing")


def _of_plans(mail: Mail, plans: Sequence[Plan], this: Round) -> Purpose:
    roles = {half.role for plan in plans for half in (plan.word, plan.pdf) if half is not None}
    for role, purpose in _NO_PLAN.items():
        if roles == {role}:
            return purpose
    return "draft" if asks_for_a_check(mail, this) else "plan"
