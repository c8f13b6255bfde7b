"""One mail's way through the rooms, readable as a table of contents. Pure: same bytes, rules and hints, same answer."""

from collections.abc import Mapping

from mailbot.bench import Bench, Hints
from mailbot.cases.parts import part_of
from mailbot.errors import Refused
from mailbot.examination import Examination
from mailbot.judging.case import Desk, read_case, with_case, with_receipts
from mailbot.judging.conclusion import conclude, unreadable_examination
from mailbot.judging.files import read_files
from mailbot.judging.mentions import receipts_in, tokens_in
from mailbot.judging.parts import held_open, here, together
from mailbot.judging.plan import judge_group
from mailbot.judging.scans import scans_of, with_scans
from mailbot.judging.senders import senders_of
from mailbot.mail import bounces, robots
from mailbot.mail.parse import read_mail
from mailbot.plans.judge import neighbours_of
from mailbot.plans.pairing import pair
from mailbot.plans.roles import assign_roles


def examine(raw: bytes, bench: Bench, hints: Hints) -> Examination:
    """Judge one mail: bytes in, Examination out. Never raises for bad input; the reply is composed by the caller.

    Touches no network, no ledger and no clock; hostile files end at the limits of bench.parts.
    """
    try:
        mail = read_mail(raw, bench.parts.limits)
    except Refused as refusal:
        return unexaminable(raw, refusal.code, refusal.parameters, bench, hints)
    policy = robots.judge(mail, bench.parts.own)
    bounce = bounces.read(mail)
    read = read_files(mail, bench)
    scans = scans_of(read, bench)
    if scans and hints.scans == "read":
        read = with_scans(read, scans, bench)
    others, more_scans = read_case(hints, bench)
    part = part_of(mail.subject)
    come = here(part, others) if part else []
    whole = part is not None and len(come) == part[1]
    files = assign_roles(together(part, read, others) if part and whole else read, bench.rules)
    groups = pair(files, bench.rules)
    halves = [half for group in groups for half in group.halves]
    sender, holders = senders_of(mail, halves, files, bench, hints)
    around = neighbours_of(groups)
    plans = [judge_group(group, groups, mail, files, holders, bench, hints, around) for group in groups]
    if not whole:
        plans = with_case(plans, Desk(mail, files, holders, bench, hints, len(groups) > 1), others)
    own = frozenset(attachment.sha256 for attachment, _ in read)
    plans = with_receipts(plans, own, others)
    own_files = [file for file in files if file.attachment.sha256 in own]
    examination = conclude(mail, policy, bounce, own_files, sender, plans, bench, hints)
    if part:
        examination = held_open(examination, part, come, bench.rules)
    waits = (bool(scans) or more_scans) and hints.scans == "later"
    named = {"mentions": receipts_in(mail, bench.rules), "tokens": tokens_in(mail)}
    return examination.model_copy(update={"scans_wait": waits, **named})


def unexaminable(raw: bytes, code: str, parameters: Mapping[str, str], bench: Bench, hints: Hints) -> Examination:
    """The Examination of bytes that were refused (guard, size, a worker killed too often).

    Only the header block is looked at, so that the sender can be told; when even that is refused, staff alone are.
    """
    try:
        header = read_mail(_header_block(raw), bench.parts.limits)
    except Refused:
        return unreadable_examination(raw, code, parameters, None, None, bench, hints)
    policy = robots.judge(header, bench.parts.own)
    return unreadable_examination(raw, code, parameters, header, policy, bench, hints)


def _header_block(raw: bytes) -> bytes:
    """The lines before the first empty one, less those that speak of structure: no body shall be looked for."""
    head = raw[:262_144].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    kept, keep = [], True
    for line in head.split(b"\n"):
        if line[:1] not in (b" ", b"\t"):
            keep = not line.lower().startswith(b"content-")
        if keep:
            kept.append(line)
    return b"\n".join(kept)[:65_536] + b"\n\n"
