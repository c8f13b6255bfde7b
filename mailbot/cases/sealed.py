"""What is kept of a sealed mail: that it is sealed, from whom and whose it is. No word, name or quote of it.

Everything is left out but what is named here, so that a field that comes later is left out too.
"""

from collections.abc import Mapping, Sequence

from mailbot.examination import (
    AddressPart,
    AttachmentPart,
    Examination,
    FindingPart,
    Identity,
    MailPart,
    PlanPart,
    RulePart,
    SameDocumentPart,
)
from mailbot.plans.verdict import SEALING


def bare(examination: Examination) -> Examination:
    """The Examination of a sealed mail, without anything that its sender wrote but addresses and Message-IDs."""
    mail = examination.mail
    sender = AddressPart(name="", address=mail.sender.address) if mail.sender else None
    return Examination(
        mail=MailPart(
            message_id=mail.message_id,
            subject="",
            sender=sender,
            received_at=mail.received_at,
            attachments=[_bare_file(file) for file in mail.attachments],
        ),
        kind=examination.kind,
        may_reply=examination.may_reply,
        no_reply_reason=examination.no_reply_reason,
        identity=_bare_identity(examination.identity),
        plans=[_bare_plan(plan) for plan in examination.plans],
        findings=_bare_findings(examination.findings),
        verdict="sealed",
        content_key=examination.content_key,
        quarantine=examination.quarantine,
        reply_rules=[RulePart(name=rule.name, hit=rule.hit) for rule in examination.reply_rules],
        bounce=_bare_bounce(examination.bounce),
        in_reply_to=examination.in_reply_to,
        references=examination.references,
        language=examination.language,
        rules_version=examination.rules_version,
        scans_wait=examination.scans_wait,
        purpose=examination.purpose,
    )


def _bare_file(file: AttachmentPart) -> AttachmentPart:
    return AttachmentPart(
        name="",
        kind=file.kind,
        role=file.role,
        size=file.size,
        sha256=file.sha256,
        problem=file.problem,
        pages=file.pages,
        reader=file.reader,
    )


def _bare_identity(identity: Identity) -> Identity:
    """Evidence quotes subject, cover and file names."""
    return Identity(
        status=identity.status,
        sender_id=identity.sender_id,
        agency_ids=identity.agency_ids,
        candidates=identity.candidates,
    )


def _bare_plan(plan: PlanPart) -> PlanPart:
    return PlanPart(
        agency_id=plan.agency_id,
        tier=plan.tier,
        route=plan.route,
        route_finding=plan.route_finding,
        credited=False,
        word=None,
        pdf=None,
        same_document=SameDocumentPart(verdict=plan.same_document.verdict, similarity=None),
        elements={},
        findings=_bare_findings(plan.findings),
        verdict="sealed",
        late=plan.late,
        identity=_bare_identity(plan.identity) if plan.identity else None,
    )


def _bare_findings(findings: Sequence[FindingPart]) -> list[FindingPart]:
    """Only that it is sealed."""
    sealing = [finding for finding in findings if finding.code == SEALING]
    return [finding.model_copy(update={"place": None, "parameters": {}}) for finding in sealing[:1]]


def _bare_bounce(bounce: Mapping[str, object] | None) -> dict[str, object] | None:
    return {**bounce, "diagnostic": ""} if bounce else None
