"""All that was found put together: the Examination of a mail, readable or not."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from mailbot.agencies.identify import mail_identity
from mailbot.bench import Bench, Hints
from mailbot.cases.sealed import bare
from mailbot.examination import (
    QUESTION_BESIDE,
    AddressPart,
    AttachmentPart,
    ChangePart,
    ElementPart,
    Examination,
    FindingPart,
    Identity,
    MailPart,
    PlanPart,
    RulePart,
    SameDocumentPart,
    WeighedPart,
)
from mailbot.judging.kinds import carries_files, mail_kind, shares_a_file
from mailbot.judging.language import language_of
from mailbot.judging.mail_findings import mail_findings
from mailbot.judging.plan import Judged
from mailbot.judging.purpose import purpose_of
from mailbot.judging.questions import topics_of
from mailbot.judging.shut import doubted
from mailbot.judging.withheld import withheld_plans
from mailbot.mail.bounces import Bounce
from mailbot.mail.charsets import decode
from mailbot.mail.model import Mail
from mailbot.mail.robots import ReplyPolicy
from mailbot.plans.model import Finding, PlanFile, SameDocument
from mailbot.plans.verdict import SEALING, mail_verdict
from mailbot.replies.findings import message
from mailbot.rules import Rules
from validators import classified

HOSTILE = frozenset({"file.bomb", "file.too_long", "archive.limit", "file.executable"})
"""Problems for which the whole mail goes to Quarantine, whatever else it holds."""
NO_IDENTITY = Identity(status="unknown")
_LONGEST_TEXT = 1_000_000
"""Bytes of a text file in which marks of classification are looked for."""


def conclude(
    mail: Mail,
    policy: ReplyPolicy,
    bounce: Bounce | None,
    files: Sequence[PlanFile],
    sender: Identity,
    plans: Sequence[Judged],
    bench: Bench,
    hints: Hints,
) -> Examination:
    """The Examination of a mail that could be read."""
    this = bench.rules.round
    plans = [doubted(judged, files, bench.rules) for judged in plans]
    has_files = any(file.role not in ("signature", "other") for file in files)
    kind = mail_kind(mail, policy, bool(plans), has_files, this)
    purpose = purpose_of(mail, kind, [judged.plan for judged in plans], files, policy.kind == "ours", this)
    quarantine = next((file.problem for file in files if file.problem in HOSTILE), None)
    seals = [] if hints.released else _seals(mail, files, bench.rules)
    told = mail_findings(mail, purpose, files, [judged.findings for judged in plans], bench.rules)
    findings = [*seals, *told]
    asks_aside = any(finding.code == QUESTION_BESIDE for finding in told)
    verdict = mail_verdict([judged.verdict for judged in plans], findings)
    if verdict in ("no_plan", "accepted") and (quarantine or any(f.severity == "warning" for f in findings)):
        verdict = "review"
    if verdict == "no_plan" and not policy.may_reply and policy.kind != "ours":
        # Nobody is answered, so a person looks at files, sent or shared: silence would be the end of them.
        verdict = "review" if carries_files(files) or shares_a_file(mail) else verdict
    may_reply, reason = policy.may_reply, policy.reason
    if may_reply and purpose == "thanks":
        may_reply, reason = False, "thanks"
    examination = Examination(
        mail=_mail_part(mail, files, hints),
        kind=kind,
        may_reply=may_reply,
        no_reply_reason=reason,
        identity=mail_identity(sender, [judged.identity for judged in plans]),
        plans=[_plan_part(judged, bench, draft=purpose == "draft") for judged in plans],
        findings=[finding_part(finding, bench.rules) for finding in findings],
        verdict=verdict,
        content_key=mail.content_key,
        quarantine=quarantine,
        reply_rules=[RulePart(name=rule.name, hit=rule.hit, detail=rule.detail) for rule in policy.rules],
        bounce=asdict(bounce) if bounce else None,
        in_reply_to=list(mail.in_reply_to),
        references=list(mail.references),
        language=language_of(mail),
        rules_version=bench.rules.version,
        purpose=purpose,
        topics=topics_of(mail, bench.rules) if purpose == "question" or asks_aside else [],
        withheld_plans=withheld_plans(mail, this, beside_a_plan=bool(plans)),
    )
    return bare(examination) if verdict == "sealed" else examination


def finding_part(finding: Finding, rules: Rules) -> FindingPart:
    """A finding with its Thai text, rendered now and renderable again from code and parameters."""
    return FindingPart(
        code=finding.code,
        severity=finding.severity,
        clause=finding.clause,
        element=finding.element,
        place=finding.place,
        message=message(finding.code, finding.parameters, rules),
        parameters=dict(finding.parameters),
    )


def _seals(mail: Mail, files: Sequence[PlanFile], rules: Rules) -> list[Finding]:
    """Marks of classification outside the plans (clause C25): in the subject or words of the mail and of those that
    it carries, in the name of whatever held a file, in a covering letter or any other file."""
    messages = (mail, *mail.forwarded)
    # A notice without files may name its plan's classification: that is what the clause asks for.
    told = [message.text for message in messages] if any(file.role != "signature" for file in files) else []
    marked = (
        any(classified.in_name(message.subject) for message in messages)
        or any(map(classified.in_text, told))
        or any(classified.in_name(file.attachment.container or "") for file in files)
        or any(mark for file in files if file.role != "plan" for mark in classified.marks(file))
        or any(classified.in_text(_plain_text(file)) for file in files)
    )
    return [Finding(SEALING, "error", rules.text(SEALING).clause)] if marked else []


def _plain_text(file: PlanFile) -> str:
    return decode(file.attachment.data[:_LONGEST_TEXT]) if file.attachment.kind == "text" else ""


def unreadable_examination(
    raw: bytes,
    code: str,
    parameters: Mapping[str, str],
    header: Mail | None,
    policy: ReplyPolicy | None,
    bench: Bench,
    hints: Hints,
) -> Examination:
    """The Examination of bytes that were refused: it goes to Quarantine (too large: to Review), and staff look.

    header: what the header block says, when that could be read safely; a mark in its subject seals the mail.
    """
    sealed = not hints.released and header is not None and classified.in_name(header.subject) is not None
    text = bench.rules.text(SEALING if sealed else code)
    told = Finding(code, text.severity, text.clause, parameters=dict(parameters))
    finding = Finding(SEALING, text.severity, text.clause) if sealed else told
    usable = header is not None and policy is not None
    examination = Examination(
        mail=_mail_part(header, (), hints)
        if header
        else MailPart(message_id=None, subject="", sender=None, received_at=hints.received_at, attachments=[]),
        kind="unreadable",
        may_reply=policy.may_reply if policy else False,
        no_reply_reason=policy.reason if policy else "no_address",
        identity=NO_IDENTITY,
        plans=[],
        findings=[finding_part(finding, bench.rules)],
        verdict="sealed" if sealed else "review",
        content_key=hashlib.sha256(b"unreadable\0" + raw).hexdigest(),
        quarantine=None if code == "mail.too_large" else code,
        reply_rules=[RulePart(name=r.name, hit=r.hit, detail=r.detail) for r in policy.rules] if policy else [],
        references=list(header.references) if header and usable else [],
        language=language_of(header) if header else "th",
        rules_version=bench.rules.version,
        purpose="too_large" if code == "mail.too_large" else "unreadable",
    )
    return bare(examination) if sealed else examination


def _mail_part(mail: Mail, files: Sequence[PlanFile], hints: Hints) -> MailPart:
    sender = mail.sender
    return MailPart(
        message_id=mail.message_id,
        subject=mail.subject,
        sender=AddressPart(name=sender.name, address=sender.address) if sender else None,
        received_at=hints.received_at or mail.received,
        attachments=[
            AttachmentPart(
                name=file.attachment.name,
                kind=file.attachment.kind,
                role=file.role,
                size=file.attachment.size,
                sha256=file.attachment.sha256,
                problem=file.problem,
                container=file.attachment.container,
                pages=file.document.pages if file.document else None,
                reader=file.document.reader if file.document else None,
                ocr_pages=list(file.document.ocr_pages) if file.document else [],
                unread_pages=list(file.document.unread_pages) if file.document else [],
            )
            for file in files
        ],
    )


def _plan_part(judged: Judged, bench: Bench, *, draft: bool) -> PlanPart:
    """draft: judged like any other plan, and never credited."""
    plan, routing = judged.plan, judged.routing
    return PlanPart(
        agency_id=plan.agency_id,
        tier=plan.tier,
        route=routing.route if routing else None,
        route_finding=routing.route_finding if routing else None,
        credited=judged.credited and not draft,
        word=plan.word.attachment.name if plan.word else None,
        pdf=plan.pdf.attachment.name if plan.pdf else None,
        annexes=[annex.attachment.name for annex in plan.annexes],
        same_document=_same_part(plan.same_document),
        elements={key: _element_part(judged, key) for key in sorted(plan.elements)},
        findings=[finding_part(finding, bench.rules) for finding in judged.findings],
        verdict=judged.verdict,
        late=any(finding.code == "late" for finding in judged.findings),
        identity=judged.identity,
        files=[file.attachment.sha256 for file in plan.files],
        receipts=list(judged.receipts),
    )


def _same_part(same: SameDocument) -> SameDocumentPart:
    return SameDocumentPart(
        verdict=same.verdict,
        similarity=same.similarity,
        changes=[ChangePart(kind=c.kind, only_in=c.only_in, text=c.text) for c in same.changes],
    )


def _element_part(judged: Judged, key: str) -> ElementPart:
    element = judged.plan.elements[key]
    return ElementPart(
        state=element.state,
        page=element.page,
        heading=element.heading,
        quote=element.quote,
        source=element.source,
        reason=element.reason,
        parts=list(element.parts),
        looked_for=list(element.looked_for),
        weighed=[WeighedPart(**asdict(one)) for one in element.weighed],
    )
