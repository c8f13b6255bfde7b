"""How an Examination looks in the terminal: the files, a table of the eight elements, then what to mend."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from mailbot.agencies.registry import Registry
from mailbot.examination import Examination, FindingPart, Identity, PlanPart
from mailbot.replies.findings import found_and_mend
from mailbot.replies.lines import unmarked
from mailbot.rules import Rules

_STATE = {"present": "[green]✓ present[/]", "weak": "[yellow]◐ weak[/]", "absent": "[red]✗ absent[/]"}
_VERDICT = {"accepted": "green", "deficient": "red", "review": "cyan", "sealed": "magenta"}
_SEVERITY = {"error": "[red]must[/]", "warning": "[cyan]a person looks[/]", "advice": "[yellow]advice[/]"}


def show(console: Console, examination: Examination, title: str, rules: Rules) -> None:
    """Everything that `check` tells of one mail."""
    verdict = f"[bold {_VERDICT.get(examination.verdict, 'white')}]{examination.verdict}[/]"
    console.rule(f"{_safe(title)} · {examination.kind} · {verdict}")
    _show_files(console, examination)
    for plan in examination.plans:
        _show_plan(console, plan, rules)
    _show_findings(console, examination.findings, rules)
    if examination.reply:
        console.print(Panel(_safe(examination.reply.text), title=f"{examination.reply.kind} → {examination.reply.to}"))
    elif examination.mail.sender is not None and not examination.may_reply:
        console.print(f"[dim]no automatic answer: {_safe(examination.no_reply_reason or 'no sender')}[/]")


def show_identity(console: Console, examination: Examination, title: str, registry: Registry) -> None:
    """Whose plans they are and why."""
    console.rule(_safe(title))
    _identity(console, "mail", examination.identity, registry)
    for number, plan in enumerate(examination.plans, start=1):
        if plan.identity:
            _identity(console, f"plan {number}", plan.identity, registry)


def show_replay(console: Console, result: Mapping[str, Any]) -> None:
    """What a replay changes."""
    console.rule(_safe(str(result.get("receipt") or result.get("path"))))
    for side in ("before", "after"):
        if side in result:
            told = result[side]
            console.print(f"[bold]{side:7}[/] {told['kind']} · {told['verdict']}", highlight=False)
            for plan in told["plans"]:
                findings = ", ".join(plan["findings"]) or "nothing"
                console.print(f"        {plan['agency_id'] or '?'}: {plan['verdict']} ({findings})", highlight=False)
    console.print("[dim]written[/]" if result["written"] else "[dim]dry run: nothing was written[/]")


def show_stored(console: Console, stored: Mapping[str, Any], rules: Rules) -> None:
    """Everything that the ledger knows of one mail."""
    if stored["examination"]:
        examination = Examination.model_validate(stored["examination"])
        show(console, examination, f"{stored['receipt']} {stored['subject'] or ''}", rules)
        _show_rules(console, examination)
        _show_evidence(console, examination.identity)
    outbox = stored["outbox"]
    if outbox:
        console.print(f"[bold]reply[/] {outbox['kind']} → {outbox['recipient']}: {outbox['state']}", highlight=False)
    table = Table("at", "who", "what", "detail", title="what happened", box=None)
    for event in stored["events"]:
        detail = ", ".join(f"{key}={value}" for key, value in event["detail"].items() if value)
        table.add_row(event["at"][:19], event["actor"], event["action"], _safe(detail))
    console.print(table)


def _show_files(console: Console, examination: Examination) -> None:
    table = Table("file", "kind", "role", "bytes", "problem", box=None)
    for part in examination.mail.attachments:
        table.add_row(_safe(part.name or "–"), part.kind, part.role, f"{part.size:,}", part.problem or "")
    if examination.mail.attachments:
        console.print(table)


def _show_plan(console: Console, plan: PlanPart, rules: Rules) -> None:
    colour = _VERDICT[plan.verdict]
    credited = "credited" if plan.credited else "not credited"
    same = f"Word and PDF: {plan.same_document.verdict}"
    console.print(
        f"\n[bold]{plan.agency_id or 'agency unknown'}[/] · {plan.tier or '?'} · {plan.route or '?'} · "
        f"[{colour}]{plan.verdict}[/] · {credited} · {same}",
        highlight=False,
    )
    if plan.elements:
        table = Table("clause", "element", "found", "page", "heading and first words", box=None)
        for key, element in plan.elements.items():
            words = element.heading or element.quote or ", ".join(element.looked_for[:3])
            quote = f" — {element.quote}" if element.heading and element.quote else ""
            state = _STATE.get(element.state, f"[cyan]? {element.state}[/]")
            title = rules.elements[key].title_th if key in rules.elements else ""
            table.add_row(key, title, state, str(element.page or ""), _safe(f"{words}{quote}"[:90]))
        console.print(table)
    _show_findings(console, plan.findings, rules)


def _show_findings(console: Console, findings: Iterable[FindingPart], rules: Rules) -> None:
    for finding in findings:
        told, mend = found_and_mend(finding.code, finding.parameters, finding.place, rules, "th")
        console.print(
            f"  {_SEVERITY[finding.severity]} {_safe(unmarked(told))} [dim]{finding.code}[/]", highlight=False
        )
        if mend:
            console.print(f"      → {_safe(unmarked(mend))}", highlight=False)


def _show_rules(console: Console, examination: Examination) -> None:
    table = Table("rule of answering", "hit", "seen", box=None)
    for rule in examination.reply_rules:
        table.add_row(rule.name, "[red]yes[/]" if rule.hit else "no", _safe(rule.detail))
    console.print(table)


def _show_evidence(console: Console, identity: Identity) -> None:
    table = Table("evidence", "weight", "agency", "text", box=None)
    for piece in identity.evidence:
        table.add_row(piece.source, f"{piece.weight:g}", piece.agency_id or "–", _safe(piece.text[:80]))
    console.print(table)


def _identity(console: Console, what: str, identity: Identity, registry: Registry) -> None:
    names = [agency.name_th for agency in map(registry.get, identity.agency_ids or identity.candidates) if agency]
    console.print(f"[bold]{what}[/]: {identity.status} {', '.join(names)}", highlight=False)
    _show_evidence(console, identity)


def _safe(text: str) -> str:
    """Foreign text without control characters and without markup of ours."""
    return escape("".join(letter if letter.isprintable() or letter == "\n" else "·" for letter in text))
