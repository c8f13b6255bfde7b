"""A plan judged with what other mails of its case brought: the other half, an annex, the other parts of a mailing.

Never across agencies on doubt: what is put together must name one agency; where one half names none, both must be one
document, and where none does, of one sender too. What is accepted already is only touched by what is accepted again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mailbot.bench import Bench, Hints
from mailbot.cases.mails import CaseMail
from mailbot.errors import Refused
from mailbot.examination import Identity
from mailbot.judging.files import read_files
from mailbot.judging.kinds import asks
from mailbot.judging.plan import Judged, judge_group
from mailbot.judging.scans import ReadFile, scans_of, with_scans
from mailbot.mail.model import Mail
from mailbot.mail.parse import read_mail
from mailbot.plans.model import Finding, PlanFile
from mailbot.plans.named import elements_of, named_in
from mailbot.plans.pairing import PlanGroup
from mailbot.plans.roles import HALVES, assign_roles
from mailbot.plans.titles_of_plans import opens_with_title
from mailbot.plans.trace import trace
from mailbot.plans.verdict import verdict
from mailbot.rules import Rules

_ANNEX_KINDS = HALVES | {"spreadsheet", "presentation", "image"}
_OUTDATED: dict[bool, str] = {
    False: "pair.pdf_outdated",
    True: "pair.word_outdated",
}  # by whether the PDF is the half that is new
_BETWEEN_VERSIONS = frozenset({"pair.changed", "pair.differs"})
_FRAGMENT = 2  # elements; a file that names no more beside a whole plan is an annex of it


@dataclass(frozen=True, slots=True)
class Other:
    """Another mail of the case, with those of its files that belong to it."""

    told: CaseMail
    read: tuple[ReadFile, ...]
    files: tuple[PlanFile, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What all plans of the mail that is being judged are judged with."""

    mail: Mail
    files: Sequence[PlanFile]
    senders: tuple[Identity, Identity]
    bench: Bench
    hints: Hints
    several: bool


def read_case(hints: Hints, bench: Bench) -> tuple[list[Other], bool]:
    """The other mails of the case with their files, and whether scanned pages of them are still to be read."""
    found, waits = [], False
    for told in hints.case:
        try:
            mail = read_mail(told.raw, bench.parts.limits)
        except Refused:
            continue
        if told.files:
            kept = tuple(one for one in mail.attachments if one.sha256 in told.files)
            mail = replace(mail, attachments=kept)
        read = read_files(mail, bench)
        scans = scans_of(read, bench)
        waits |= bool(scans) and hints.scans == "later"
        if scans and hints.scans == "read":
            read = with_scans(read, scans, bench)
        found.append(Other(told, tuple(read), tuple(assign_roles(read, bench.rules))))
    return found, waits


def with_case(plans: Sequence[Judged], desk: Desk, others: Sequence[Other]) -> list[Judged]:
    """The plans of a mail, each with what other mails of its case have; a mail with nothing but an annex completes the
    plan that the others brought."""
    if not others:
        return list(plans)
    if not plans:
        forced = any(one.told.joined for one in others)
        return (
            []
            if asks(desk.mail, desk.bench.rules.round) and not forced
            else list(_completed(_loose(desk.files), desk, others))
        )
    found = []
    for judged in plans:
        halves = _halves(judged)
        if judged.verdict in ("accepted", "sealed") or not halves:
            found.append(judged)
            continue
        fitting = _fitting(judged, others)
        if all(_is_fragment(half, desk.bench.rules) for half in halves):
            whole = next(_completed([*halves, *judged.plan.annexes], desk, fitting), None)
            found.append(whole or judged)
        else:
            found.append(_joined(judged, desk, fitting) or judged)
    return found


def with_receipts(plans: Iterable[Judged], own: frozenset[str], others: Sequence[Other]) -> list[Judged]:
    """The plans, each with the receipts of the other mails whose files are in it. own: SHA-256 of the mail's files."""
    found = []
    for judged in plans:
        foreign = {file.attachment.sha256 for file in judged.plan.files} - own
        receipts = [
            one.told.receipt
            for one in sorted(others, key=lambda one: (one.told.received_at, one.told.receipt))
            if foreign & {attachment.sha256 for attachment, _ in one.read}
        ]
        found.append(replace(judged, receipts=tuple(dict.fromkeys(receipts))))
    return found


def _fitting(judged: Judged, others: Sequence[Other]) -> list[Other]:
    """Mails of the same agency, and those of nobody known; newest first."""
    owner = judged.plan.agency_id
    fitting = [one for one in others if owner is None or one.told.agency_id in (owner, None) or one.told.joined]
    return sorted(fitting, key=lambda one: (one.told.received_at, one.told.receipt), reverse=True)


def _joined(judged: Judged, desk: Desk, others: Sequence[Other]) -> Judged | None:
    """The plan with its missing half and with annexes from other mails: the first partner, newest first, with which it
    is accepted; else with the newest one that may be its half, so that only what is still missing is told."""
    halves = _halves(judged)
    if len(halves) == 2:
        return _better(judged, _with_annexes(judged, desk, others))
    (own,) = halves
    newest = not any(
        one.told.received_at > _received(desk) and not one.told.accepted and _half_of(one, _is_pdf(own))
        for one in others
    )
    # A corrected file beside the print of what it replaces is no pair, however little was corrected.
    replaced = any(
        half is not None and half.attachment.sha256 != own.attachment.sha256
        for half in (_half_of(one, _is_pdf(own)) for one in others)
    )
    fallback: Judged | None = None
    for one in others:
        partner = _half_of(one, not _is_pdf(own))
        if partner is None or _is_fragment(partner, desk.bench.rules):
            continue
        word, pdf = (partner, own) if _is_pdf(own) else (own, partner)
        together = _judged(PlanGroup(word, pdf, _annexes(judged, others, desk.bench.rules)), desk, others)
        if not _may_be_one(judged, together, one):
            continue
        if replaced and (
            together.plan.same_document.changes or any(found.code == "pair.differs" for found in together.findings)
        ):
            together = _awaiting(together, _is_pdf(own), desk.bench.rules)
        if together.verdict == "accepted":
            return together
        if fallback is None and newest and not one.told.accepted and together.verdict != "sealed":
            fallback = together
    return fallback or _better(judged, _with_annexes(judged, desk, others))


def _completed(own: Sequence[PlanFile], desk: Desk, others: Sequence[Other]) -> Iterator[Judged]:
    """The plan of the others with these annexes; none when it is not plain whose plan that is."""
    if not own or len({one.told.agency_id for one in others}) != 1:
        return
    newest = sorted(others, key=lambda one: (one.told.received_at, one.told.receipt), reverse=True)
    word = next((half for one in newest if (half := _whole_half(one, False, desk.bench.rules))), None)
    pdf = next((half for one in newest if (half := _whole_half(one, True, desk.bench.rules))), None)
    if word is None and pdf is None:
        return
    earlier = _annexes_of(others, desk.bench.rules, of_accepted=True)
    annexes = _unique([*(replace(file, role="annex") for file in own), *earlier])
    together = _judged(PlanGroup(word, pdf, annexes), desk, others)
    of_accepted = any(one.told.accepted and (half is word or half is pdf) for one in others for half in one.files)
    if together.plan.agency_id != others[0].told.agency_id or together.plan.agency_id is None:
        return
    if together.verdict == "accepted" or (together.verdict != "sealed" and not of_accepted):
        yield together


def _with_annexes(judged: Judged, desk: Desk, others: Sequence[Other]) -> Judged | None:
    """The same halves with the annexes of the other mails; None when these have none."""
    annexes = _annexes(judged, others, desk.bench.rules)
    if len(annexes) == len(judged.plan.annexes):
        return None
    together = _judged(PlanGroup(judged.plan.word, judged.plan.pdf, annexes), desk, others)
    return together if together.plan.agency_id == judged.plan.agency_id else None


def _better(alone: Judged, together: Judged | None) -> Judged | None:
    """What is judged together, when less is missing so."""
    if together is None or together.verdict == "sealed":
        return None
    errors = [sum(finding.severity == "error" for finding in one.findings) for one in (alone, together)]
    return together if together.verdict == "accepted" or errors[1] < errors[0] else None


def _awaiting(judged: Judged, new_is_pdf: bool, rules: Rules) -> Judged:
    """Judged as a corrected half whose other half has not come again. Where the plan itself is to be corrected once
    more, both halves come again and nothing is said of it."""
    word, pdf = (half.attachment.name if half else "" for half in (judged.plan.word, judged.plan.pdf))
    findings = tuple(one for one in judged.findings if one.code not in _BETWEEN_VERSIONS)
    if not any(one.severity == "error" and one.code.startswith("element.") for one in findings):
        code = _OUTDATED[new_is_pdf]
        named = {"word": word, "pdf": pdf, "file": pdf if new_is_pdf else word}
        findings += (Finding(code, "error", rules.text(code).clause, place=named["file"], parameters=named),)
    return replace(judged, findings=findings, verdict=verdict(findings))


def _may_be_one(alone: Judged, together: Judged, partner: Other) -> bool:
    """Whether the two halves are one agency's: both name it, or they are one document and one of them names it. Of what
    nobody knows whose it is only one sender's mails are here: there the one document alone tells it."""
    owner = together.plan.agency_id
    if owner is None:
        nameless = alone.plan.agency_id is None and partner.told.agency_id is None
        return nameless and together.plan.same_document.verdict == "same"
    if partner.told.joined:
        return True
    if alone.plan.agency_id == partner.told.agency_id:
        return owner == alone.plan.agency_id
    named = {alone.plan.agency_id, partner.told.agency_id} - {None}
    return named == {owner} and together.plan.same_document.verdict == "same"


def _judged(group: PlanGroup, desk: Desk, others: Sequence[Other]) -> Judged:
    """Judged as if the newest of its files had come with all the others: then it is whole, and on time or late."""
    used = {file.attachment.sha256 for file in (*group.halves, *group.annexes)}
    moments = [one.told.received_at for one in others if used & {attachment.sha256 for attachment, _ in one.read}]
    hints = replace(desk.hints, received_at=max([_received(desk), *moments])) if moments else desk.hints
    groups = [group, group] if desk.several else [group]
    return judge_group(group, groups, desk.mail, desk.files, desk.senders, desk.bench, hints)


def _received(desk: Desk) -> datetime:
    """When our server took the mail; of a mail of which nobody knows that, the beginning of time."""
    return desk.hints.received_at or desk.mail.received or datetime.min.replace(tzinfo=UTC)


def _halves(judged: Judged) -> tuple[PlanFile, ...]:
    return tuple(half for half in (judged.plan.word, judged.plan.pdf) if half is not None)


def _half_of(one: Other, pdf: bool) -> PlanFile | None:
    """Its Word file or PDF; None when it has none, or several, of which nobody knows which one is meant."""
    halves = [file for file in one.files if file.role == "plan" and _is_pdf(file) == pdf]
    return halves[0] if len(halves) == 1 else None


def _whole_half(one: Other, pdf: bool, rules: Rules) -> PlanFile | None:
    half = _half_of(one, pdf)
    return None if half is None or _is_fragment(half, rules) else half


def _is_pdf(file: PlanFile) -> bool:
    return file.attachment.kind == "pdf"


def _is_fragment(file: PlanFile, rules: Rules) -> bool:
    """A file that was read and is no plan by itself: a call tree, one chapter that was forgotten."""
    own = trace(file.document)
    if own is None:
        return False
    return len(elements_of(named_in(own.document, rules))) <= _FRAGMENT and not opens_with_title(own.document)


def _loose(files: Sequence[PlanFile]) -> list[PlanFile]:
    """Files of a mail without a plan that may be an annex: no letter, no signature, nothing that stayed shut."""
    return [
        file
        for file in files
        if file.role in ("annex", "other")
        and file.attachment.kind in _ANNEX_KINDS
        and (file.role == "annex" or file.attachment.kind != "image")
        and file.problem is None
        and not file.attachment.inline
    ]


def _annexes(judged: Judged, others: Sequence[Other], rules: Rules) -> tuple[PlanFile, ...]:
    return _unique([*judged.plan.annexes, *_annexes_of(others, rules)])


def _annexes_of(others: Sequence[Other], rules: Rules, *, of_accepted: bool = False) -> list[PlanFile]:
    """Annexes of the other mails, and what alone was taken for a plan and is none by itself. Those of what is accepted
    already mostly stay with it."""
    found = []
    for one in others:
        if of_accepted or not one.told.accepted:
            found += [file for file in one.files if file.role == "annex"]
            alone = (file for file in one.files if file.role == "plan" and _is_fragment(file, rules))
            found += [replace(file, role="annex") for file in alone]
    return found


def _unique(files: Iterable[PlanFile]) -> tuple[PlanFile, ...]:
    return tuple({file.attachment.sha256: file for file in files}.values())
