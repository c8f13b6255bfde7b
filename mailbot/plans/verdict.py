"""From findings to the verdict of a plan, and from plans to the verdict of a mail."""

from collections.abc import Iterable

from mailbot.examination import MailVerdict
from mailbot.plans.model import Finding, Verdict

SEALING = "security.classified"
_WORST_FIRST: tuple[Verdict, ...] = ("sealed", "deficient", "review", "accepted")


def verdict(findings: Iterable[Finding]) -> Verdict:
    """sealed with a classification mark; else deficient with any error; else review with any warning; else accepted."""
    found = list(findings)
    if any(finding.code == SEALING for finding in found):
        return "sealed"
    severities = {finding.severity for finding in found}
    if "error" in severities:
        return "deficient"
    return "review" if "warning" in severities else "accepted"


def mail_verdict(plans: Iterable[Verdict], findings: Iterable[Finding] = ()) -> MailVerdict:
    """The worst verdict of a mail's plans and of the findings about the mail itself; no_plan when it holds none."""
    verdicts = list(plans)
    about_mail = verdict(findings)
    if not verdicts:
        return "sealed" if about_mail == "sealed" else "no_plan"
    return next(one for one in _WORST_FIRST if one in (*verdicts, about_mail))
