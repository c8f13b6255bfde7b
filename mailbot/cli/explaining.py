"""How an Examination looks in the terminal: the files, a table of the eight elements, then what to mend."""

from collections.abc import Iterable, Mapping
from email import message_from_bytes, policy
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from mailbot.agencies.registry import Registry
from mailbot.cli.words import language, word
from mailbot.examination import Examination, FindingPart, Identity, PlanPart
from mailbot.replies.findings import found_and_mend
from mailbot.replies.lines import unmarked
from mailbot.rules import Rules

_STATE = {"present": ("green", "✓"), "weak": ("yellow", "◐"), "absent": ("red", "✗")}
_VERDICT = {"accepted": "green", "deficient": "red", "review": "cyan", "sealed": "magenta"}
_SEVERITY = {"error": ("red", "must"), "warning": ("cyan", "a person looks"), "advice": ("yellow", "advice")}


def show(console: Console, examination: Examination, title: str, rules: Rules) -> None:
    """Everything that `check` tells of one mail."""
    verdict = f"[bold {_VERDICT.get(examination.verdict, 'default')}]{word(examination.verdict)}[/]"
    console.rule(f"{_safe(title)} · {word(examination.kind)} · {verdict}")
    _show_files(console, examination)
    for plan in examination.plans:
        _show_plan(console, plan, rules)
    _show_findings(console, examination.findings, rules)
    if examination.reply:
        _show_letter(console, examination.reply.text, f"{examination.reply.subject} → {examination.reply.to}")
    elif examination.mail.sender is not None and not examination.may_reply:
        reason = _safe(examination.no_reply_reason or "no sender")
        console.print(f"[dim]{word('no automatic answer')}: {reason}[/]")


def show_identity(console: Console, examination: Examination, title: str, registry: Registry) -> None:
    """Whose plans they are and why."""
    console.rule(_safe(title))
    _identity(console, word("mail"), examination.identity, registry)
    for number, plan in enumerate(examination.plans, start=1):
        if plan.identity:
            _identity(console, f"{word('plan')} {number}", plan.identity, registry)


def show_replay(console: Console, result: Mapping[str, Any]) -> None:
    """What a replay changes."""
    console.rule(_safe(str(result.get("receipt") or result.get("path"))))
    for side in ("before", "after"):
        if side in result:
            told = result[side]
            console.print(f"[bold]{word(side)}[/]  {word(told['kind'])} · {word(told['verdict'])}", highlight=False)
            for plan in told["plans"]:
                findings = ", ".join(plan["findings"]) or word("nothing")
                verdict = word(plan["verdict"])
                console.print(f"        {plan['agency_id'] or '?'}: {verdict} ({findings})", highlight=False)
    console.print(f"[dim]{word('written' if result['written'] else 'dry run: nothing was written')}[/]")


def show_stored(console: Console, stored: Mapping[str, Any], rules: Rules, registry: Registry) -> None:
    """Everything that the ledger knows of one mail."""
    if stored["examination"]:
        examination = Examination.model_validate(stored["examination"])
        show(console, examination, f"{stored['receipt']} {stored['subject'] or ''}", rules)
        _show_rules(console, examination)
        show_identity(console, examination, str(stored["receipt"]), registry)
    outbox = stored["outbox"]
    if outbox:
        _show_letter(
            console, text_of(outbox["raw"]), f"{word('reply')} → {outbox['recipient']}: {word(outbox['state'])}"
        )
    table = _table("at", "who", "what", "detail", title=word("what happened"))
    for event in stored["events"]:
        detail = ", ".join(f"{key}={value}" for key, value in event["detail"].items() if value)
        table.add_row(event["at"][:19], event["actor"], event["action"], _safe(detail))
    console.print(table)


def text_of(raw: bytes) -> str:
    """The words of one of our own mails."""
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    return str(body.get_content()).replace("\r\n", "\n").strip() if body else ""


def _table(*columns: str, title: str | None = None) -> Table:
    return Table(*(word(column) for column in columns), title=title, title_justify="left", box=None)


def _show_letter(console: Console, text: str, title: str) -> None:
    """A letter as it is sent: its lines are folded already, so none is cut anew where there is room."""
    console.print(Panel.fit(_safe(text), title=_safe(title)))


def _show_files(console: Console, examination: Examination) -> None:
    table = _table("file", "kind", "role", "bytes", "problem")
    for part in examination.mail.attachments:
        table.add_row(_safe(part.name or "–"), part.kind, word(part.role), f"{part.size:,}", part.problem or "")
    if examination.mail.attachments:
        console.print(table)


def _show_plan(console: Console, plan: PlanPart, rules: Rules) -> None:
    colour = _VERDICT[plan.verdict]
    credited = word("credited" if plan.credited else "not credited")
    same = f"{word('Word and PDF')}: {word(plan.same_document.verdict)}"
    console.print(
        f"\n[bold]{plan.agency_id or word('agency unknown')}[/] · {plan.tier or '?'} · {plan.route or '?'} · "
        f"[{colour}]{word(plan.verdict)}[/] · {credited} · {same}",
        highlight=False,
    )
    if plan.elements:
        table = _table("clause", "element", "found", "page", "heading and first words")
        for key, element in plan.elements.items():
            words = element.heading or element.quote or ", ".join(element.looked_for[:3])
            quote = f" — {element.quote}" if element.heading and element.quote else ""
            shade, mark = _STATE.get(element.state, ("cyan", "?"))
            state = f"[{shade}]{mark} {word(element.state if element.state in _STATE else 'not certain')}[/]"
            named = rules.elements.get(key)
            title = "" if named is None else named.title_en if language() == "en" else named.title_th
            table.add_row(key, title, state, str(element.page or ""), _safe(f"{words}{quote}"[:90]))
        console.print(table)
    _show_findings(console, plan.findings, rules)


def _show_findings(console: Console, findings: Iterable[FindingPart], rules: Rules) -> None:
    for finding in findings:
        told, mend = found_and_mend(finding.code, finding.parameters, finding.place, rules, language())
        shade, name = _SEVERITY[finding.severity]
        console.print(f"  [{shade}]{word(name)}[/] {_safe(unmarked(told))} [dim]{finding.code}[/]", highlight=False)
        if mend:
            console.print(f"      → {_safe(unmarked(mend))}", highlight=False)


def _show_rules(console: Console, examination: Examination) -> None:
    """Every rule of answering: those that hit or saw something in a table, the names of the others in one line."""
    told = [rule for rule in examination.reply_rules if rule.hit or rule.detail]
    if told:
        table = _table("rule of answering", "hit", "seen")
        for rule in told:
            table.add_row(rule.name, f"[red]{word('yes')}[/]" if rule.hit else word("no"), _safe(rule.detail))
        console.print(table)
    others = ", ".join(rule.name for rule in examination.reply_rules if rule not in told)
    if others:
        console.print(f"[dim]{word('rules that did not hit')}: {others}[/]", highlight=False)


def _show_evidence(console: Console, identity: Identity) -> None:
    table = _table("evidence", "weight", "agency", "text")
    for piece in identity.evidence:
        table.add_row(piece.source, f"{piece.weight:g}", piece.agency_id or "–", _safe(piece.text[:80]))
    console.print(table)


def _identity(console: Console, what: str, identity: Identity, registry: Registry) -> None:
    names = [agency.name_th for agency in map(registry.get, identity.agency_ids or identity.candidates) if agency]
    told = f"{word(identity.status)} {', '.join(names)}".strip()
    console.print(f"[bold]{what}[/]: {_safe(told)}", highlight=False)
    if identity.evidence:
        _show_evidence(console, identity)


def _safe(text: str) -> str:
    """Foreign text without control characters and without markup of ours."""
    return escape("".join(letter if letter.isprintable() or letter in "\n\u00a0" else "·" for letter in text))
