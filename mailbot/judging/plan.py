"""One group of files to a judged plan: whose it is, by which way it came, what the validators say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import validators
from mailbot.agencies.identify import identify_plan
from mailbot.agencies.opinions import SLIP_SOURCES
from mailbot.agencies.routing import TO_CONFIRM, Routing, route
from mailbot.agencies.told_apart import told_apart
from mailbot.bench import Bench, Hints
from mailbot.documents.page_quality import is_intact
from mailbot.examination import Evidence, Identity
from mailbot.judging.files import cover_text, first_pages, orders_in, running_heads
from mailbot.judging.recognised import covers_of, has_recognised_cover, is_recognised, letters_of, weighed
from mailbot.mail.model import Mail
from mailbot.plans.judge import ALONE, judge
from mailbot.plans.model import Finding, Plan, PlanFile, Verdict
from mailbot.plans.pairing import PlanGroup
from mailbot.plans.rarity import Neighbours
from mailbot.plans.verdict import SEALING, verdict

STAFF_WEIGHT = 100.0
_ASKS = {
    "unknown": "agency.unknown",
    "ambiguous": "agency.ambiguous",
    "not_agency": "agency.not_agency",
    "spoof_suspect": "agency.spoof_suspect",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan with everything that was concluded of it. credited: it counts for its agency in the ledger. receipts: of
    the other mails whose files are in it."""

    plan: Plan
    identity: Identity
    routing: Routing | None
    findings: tuple[Finding, ...]
    verdict: Verdict
    receipts: tuple[str, ...] = ()

    @property
    def credited(self) -> bool:
        """Only an identified agency is credited, only by a way that credits, and never with a sealed plan."""
        return self.routing is not None and self.routing.credited_allowed and self.verdict != "sealed"


def judge_group(
    group: PlanGroup,
    groups: Sequence[PlanGroup],
    mail: Mail,
    files: Sequence[PlanFile],
    senders: tuple[Identity, Identity],
    bench: Bench,
    hints: Hints,
    neighbours: Neighbours = ALONE,
) -> Judged:
    """Judge one group of a mail. files: all of the mail; senders: by text alone, and with what was recognised.

    neighbours: of all groups together; their words are what the same-document check leaves out.
    """
    plan = judge(group, bench.rules, neighbours)
    sender = senders[1]
    identity = _by_staff(group, hints, bench) or _whose(group, groups, mail, files, senders, bench)
    agency_id = identity.agency_ids[0] if identity.status == "identified" and len(identity.agency_ids) == 1 else None
    agency = bench.registry.get(agency_id) if agency_id else None
    recipients = frozenset(address.address for address in (*mail.to, *mail.cc))
    routing = route(agency, sender, recipients, bench.rules, bench.registry) if agency else None
    plan = replace(
        plan,
        agency_id=agency_id,
        tier=agency.tier if agency else None,
        recipients=recipients,
        received_at=hints.received_at or mail.received,
    )
    findings = [*validators.run(plan, bench.rules), *_of_agency(identity, agency_id, bench)]
    told = {finding.code for finding in findings}
    if routing is not None and routing.route_finding and routing.route_finding not in told:
        findings.append(_finding(routing.route_finding, bench, routing.parameters))
    if routing is not None and routing.waits:
        findings.append(_finding(TO_CONFIRM, bench, routing.parameters))
    if hints.released:
        findings = [finding for finding in findings if finding.code != SEALING]
    concluded = verdict(findings)
    if identity.status == "spoof_suspect" and concluded != "sealed":
        concluded = "review"  # nobody is told what their plan lacks before it is known that it is theirs
    return Judged(plan, identity, routing, tuple(findings), concluded)


def _by_staff(group: PlanGroup, hints: Hints, bench: Bench) -> Identity | None:
    """Whose plan staff said it is: that needs no evidence and stands over all of it."""
    said = next(
        (hints.assigned[half.attachment.sha256] for half in group.halves if half.attachment.sha256 in hints.assigned),
        None,
    )
    if said is None or bench.registry.get(said) is None:
        return None
    piece = Evidence(source="staff", text="", agency_id=said, weight=STAFF_WEIGHT)
    return Identity(status="identified", agency_ids=[said], evidence=[piece])


def _whose(
    group: PlanGroup,
    groups: Sequence[PlanGroup],
    mail: Mail,
    files: Sequence[PlanFile],
    senders: tuple[Identity, Identity],
    bench: Bench,
) -> Identity:
    """The cover page speaks first; subject, letter and sender only for a plan that came alone.

    What was taken for a copy of the plan speaks too: a neighbour's plan from one pattern makes a question.
    """
    speaking = [*_legible(group), *(file for file in group.annexes if file.role == "plan")]
    found = []
    for recognised, sender in zip((False, True), senders, strict=True):
        letters = letters_of(files, recognised=recognised)
        heard = [one for one in speaking if recognised or not is_recognised(one)]
        found.append(
            identify_plan(
                covers_of(speaking, recognised=recognised),
                [file.attachment.name for file in (*group.halves, *group.annexes)],
                sender,
                len(groups) == 1,
                bench.registry,
                subject=mail.subject,
                letter=letters[0] if len(letters) == 1 else "",
                running_head=running_heads(heard),
                orders=orders_in(heard),
                pages=first_pages(heard),
            )
        )
        if not any(map(is_recognised, files)):
            return found[0]
    return weighed(*found, silent=all(map(has_recognised_cover, speaking)))


def _legible(group: PlanGroup) -> Sequence[PlanFile]:
    """The halves whose cover may speak: beside a Word file with a cover, a print whose letters were lost says nothing.

    A name with its vowels gone is a neighbour's name; that both halves are one document is checked elsewhere.
    """
    word, pdf = group.word, group.pdf
    if word is None or pdf is None or pdf.document is None or not cover_text(word):
        return group.halves
    return group.halves if is_intact(pdf.document.text) else (word,)


def _of_agency(identity: Identity, agency_id: str | None, bench: Bench) -> list[Finding]:
    if agency_id is not None:
        return _of_kind(identity, agency_id, bench)
    candidates = [agency for agency in map(bench.registry.get, identity.candidates) if agency is not None]
    names = told_apart(candidates, bench.registry).values()
    code = _ASKS.get(identity.status, "agency.ambiguous")
    return [_finding(code, bench, {"candidates": ", ".join(names)})]


def _of_kind(identity: Identity, agency_id: str, bench: Bench) -> list[Finding]:
    """What is told of an agency that was named as another kind (an อบต. that became a เทศบาล)."""
    agency = bench.registry.get(agency_id)
    code = SLIP_SOURCES["kind"]
    written = next((one.text for one in identity.evidence if one.source == code and one.agency_id == agency_id), "")
    if not written or agency is None:
        return []
    return [_finding("agency.type_mismatch", bench, {"written": written, "agency": agency.name_th})]


def _finding(code: str, bench: Bench, parameters: Mapping[str, str]) -> Finding:
    text = bench.rules.text(code)
    return Finding(code, text.severity, text.clause, parameters=dict(parameters))
