"""How an Examination looks in the terminal: files, plans, what to mend, the letter; and all that the ledger knows."""

from collections.abc import Mapping, Sequence
from email import message_from_bytes, policy
from typing import Any

from rich.console import Console

from mailbot.agencies.registry import Registry
from mailbot.cli.grounds_view import show_grounds
from mailbot.cli.moments import local
from mailbot.cli.plan_view import VERDICTS, number, show_files, show_plan, show_points, show_verdict
from mailbot.cli.screen import Cell, Screen
from mailbot.cli.summary_view import show_summary
from mailbot.cli.words import word
from mailbot.examination import Examination, Identity
from mailbot.ledger.queries import Version
from mailbot.rules import Rules

FEW_PLANS = 3
"""Up to so many plans of one mail are shown whole; of more, those that are not complete."""


def show(console: Console, examination: Examination, title: str, rules: Rules, registry: Registry) -> None:
    """Everything that `check` tells of one mail."""
    screen = Screen(console)
    screen.rule(title)
    plans, sealed = examination.plans, examination.verdict == "sealed"
    if examination.mail.sender is not None:
        about = dict.fromkeys((word(examination.kind), *_purpose(examination)))
        screen.say(f"{' · '.join(about)} · {word('sender')} {examination.mail.sender.address}", "dim")
    if examination.withheld_plans:
        screen.say(f"{word('plans kept by the agency')}: {', '.join(examination.withheld_plans)}")
    show_files(screen, [] if sealed else examination.mail.attachments, rules)
    if sealed:
        screen.say(word("what was in it is not shown"), "dim")
    if len(plans) > FEW_PLANS:
        show_summary(screen, plans, registry)
    shown = [(at, plan) for at, plan in enumerate(plans, 1) if len(plans) <= FEW_PLANS or plan.verdict != "accepted"]
    for order, plan in shown:
        screen.blank()
        show_plan(screen, plan, rules, registry, order if len(plans) > 1 else None)
    told = {(f.code, f.place) for plan in plans for f in plan.findings}
    rest = [finding for finding in examination.findings if (finding.code, finding.place) not in told]
    if rest:
        screen.blank()
        screen.say(word("the whole mail"), "bold")
        show_points(screen, rest, rules)
    if len(plans) != 1 or examination.verdict != plans[0].verdict:
        show_verdict(screen, examination.verdict, 0, label="verdict of the whole mail")
    _show_answer(screen, examination)


def _purpose(examination: Examination) -> tuple[str, ...]:
    """The finer word beside the kind, where it says more."""
    name = f"purpose {examination.purpose}"
    return (word(name),) if word(name) != name else ()


def show_total(console: Console, verdicts: Sequence[str]) -> None:
    """After several mails: how many of each verdict."""
    screen = Screen(console)
    counts = [f"{word(one)} {number(verdicts.count(one))}" for one in VERDICTS if one in verdicts]
    screen.rule(f"{word('checked')} {number(len(verdicts))} {word('mails')}: {' · '.join(counts)}")


def show_identity(console: Console, examination: Examination, title: str, registry: Registry) -> None:
    """Whose plans they are and why."""
    screen = Screen(console)
    screen.rule(title)
    _identity(screen, word("mail"), examination.identity, registry)
    for order, plan in enumerate(examination.plans, start=1):
        if plan.identity:
            _identity(screen, f"{word('plan')} {number(order)}", plan.identity, registry)


def show_replay(console: Console, result: Mapping[str, Any]) -> None:
    """What a replay changes."""
    screen = Screen(console)
    screen.rule(str(result.get("receipt") or result.get("path")))
    for side in ("before", "after"):
        if side in result:
            told = result[side]
            screen.say(f"{word(side)}: {word(told['kind'])} · {word(told['verdict'])}", "bold")
            for plan in told["plans"]:
                findings = ", ".join(plan["findings"]) or word("nothing")
                screen.say(f"{plan['agency_id'] or '?'}: {word(plan['verdict'])} ({findings})", indent=4, hang=6)
    screen.say(word("written" if result["written"] else "dry run: nothing was written"), "dim")


def show_stored(console: Console, stored: Mapping[str, Any], rules: Rules, registry: Registry) -> None:
    """Everything that the ledger knows of one mail."""
    screen = Screen(console)
    if stored["examination"]:
        examination = Examination.model_validate(stored["examination"])
        show(console, examination, f"{stored['receipt']} {stored['subject'] or ''}", rules, registry)
        for order, plan in enumerate(examination.plans, 1):
            show_grounds(screen, plan, order if len(examination.plans) > 1 else None, rules)
        screen.blank()
        _show_rules(screen, examination)
        screen.blank()
        show_identity(console, examination, str(stored["receipt"]), registry)
    _show_case(screen, stored.get("case", []))
    outbox = stored["outbox"]
    if outbox:
        title = f"{word('reply')} → {outbox['recipient']}: {word(outbox['state'])}"
        _show_letter(screen, text_of(outbox["raw"]), title)
    screen.blank()
    screen.say(word("what happened"), "bold")
    rows = []
    for event in stored["events"]:
        detail = ", ".join(f"{key}={value}" for key, value in event["detail"].items() if value)
        rows.append(
            [Cell(local(event["at"], rules.round.zone)), Cell(event["actor"]), Cell(event["action"]), Cell(detail)]
        )
    screen.table([word(name) for name in ("at", "who", "what", "detail")], rows, flexible=3)


def _show_case(screen: Screen, case: Sequence[Version]) -> None:
    """Which mails made which version of the plan, and which one counts; nothing to tell of a single one."""
    if len(case) < 2:
        return
    screen.blank()
    screen.say(word("the case"), "bold")
    rows = [
        [
            Cell(" + ".join([*one.with_receipts, one.receipt])),
            Cell(one.agency_id),
            Cell(word(one.verdict)),
            Cell(word("counts") if one.counts else f"→ {one.taken_over_by}" if one.taken_over_by else ""),
            Cell(one.ruled_by or ""),
        ]
        for one in case
    ]
    screen.table([word(name) for name in ("receipt", "agency", "verdict", "state", "who")], rows, flexible=0)


def text_of(raw: bytes) -> str:
    """The words of one of our own mails."""
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    return str(body.get_content()).replace("\r\n", "\n").strip() if body else ""


def _show_answer(screen: Screen, examination: Examination) -> None:
    if examination.reply:
        _show_letter(screen, examination.reply.text, f"{examination.reply.subject} → {examination.reply.to}")
    elif examination.mail.sender is not None and not examination.may_reply:
        screen.say(f"{word('no automatic answer')}: {examination.no_reply_reason or 'no sender'}", "dim")


def _show_letter(screen: Screen, text: str, title: str) -> None:
    """A letter as it is sent: its lines are folded already."""
    screen.blank()
    screen.rule(title, "dim")
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        screen.say(line, indent=indent)
    screen.rule("", "dim")


def _show_rules(screen: Screen, examination: Examination) -> None:
    """Every rule of answering: those that hit or saw something in a table, the names of the others in one line."""
    told = [rule for rule in examination.reply_rules if rule.hit or rule.detail]
    rows = [[Cell(r.name), Cell(word("yes" if r.hit else "no"), "red" if r.hit else ""), Cell(r.detail)] for r in told]
    if rows:
        screen.table([word(name) for name in ("rule of answering", "hit", "seen")], rows, flexible=2)
    others = ", ".join(rule.name for rule in examination.reply_rules if rule not in told)
    if others:
        screen.say(f"{word('rules that did not hit')}: {others}", "dim")


def _identity(screen: Screen, what: str, identity: Identity, registry: Registry) -> None:
    names = [agency.name_th for agency in map(registry.get, identity.agency_ids or identity.candidates) if agency]
    screen.say(f"{what}: {word(identity.status)} {', '.join(names)}", "bold", hang=2)
    rows = [
        [Cell(piece.source), Cell(f"{piece.weight:g}"), Cell(piece.agency_id or "–"), Cell(piece.text)]
        for piece in identity.evidence
    ]
    if rows:
        screen.table([word(name) for name in ("evidence", "weight", "agency", "text")], rows, flexible=3)
