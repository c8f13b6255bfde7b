"""Plans as validators get them."""

from dataclasses import replace

from mailbot.documents.model import Document
from mailbot.mail.model import Attachment, Kind
from mailbot.plans.judge import judge
from mailbot.plans.model import Finding, Plan, PlanFile, Role
from mailbot.plans.pairing import PlanGroup
from mailbot.rules import Rules
from tests.plans.samples import plan, printed
from validators import run


def half(name: str, kind: Kind, document: Document | None, role: Role = "plan", problem: str | None = None) -> PlanFile:
    """One file of a plan."""
    return PlanFile(Attachment(name, b"x", kind, name, problem=problem), role, document)


def sample(rules: Rules, word: Document | None = None, pdf: Document | None = None, role: Role = "plan") -> Plan:
    """A judged plan of a Word file and its print."""
    document = word or plan()
    halves = PlanGroup(half("แผน.docx", "word", document, role), half("แผน.pdf", "pdf", pdf or printed(document), role))
    return replace(judge(halves, rules), tier="direct", agency_id="d.cdd")


def codes(found: Plan, rules: Rules) -> dict[str, str]:
    """Code -> severity of every finding."""
    return {finding.code: finding.severity for finding in findings(found, rules)}


def findings(found: Plan, rules: Rules) -> list[Finding]:
    """Every finding; each must have texts in the rules."""
    result = run(found, rules)
    for finding in result:
        assert rules.text(finding.code)
    assert result == run(found, rules)
    return result
