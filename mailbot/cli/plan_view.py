"""One plan on the terminal: whose, which files as what, the eight elements, what to mend, advice, the verdict."""

from collections.abc import Sequence

from mailbot.agencies.registry import Registry
from mailbot.cli.screen import Cell, Screen
from mailbot.cli.words import language, word
from mailbot.examination import AttachmentPart, ElementPart, FindingPart, PlanPart, SameDocumentPart
from mailbot.replies import points, thai_form
from mailbot.replies.findings import title
from mailbot.replies.points import Point
from mailbot.rules import Rules

STATES = {
    "present": ("green", "✓", "present"),
    "weak": ("yellow", "!", "weak"),
    "absent": ("red", "✗", "absent"),
    "review": ("cyan", "?", "not certain"),
}
VERDICTS = {
    "accepted": ("bold green", "✓"),
    "deficient": ("bold red", "✗"),
    "review": ("bold cyan", "?"),
    "sealed": ("bold magenta", "■"),
    "no_plan": ("bold", "–"),
}
MOST_WORDS = 4
"""Wordings named of those that were looked for."""
MOST_CHANGES = 8
MOST_FILES = 30


def number(value: int) -> str:
    """A number as the reader writes it."""
    return thai_form.number(value, language())


def show_files(screen: Screen, files: Sequence[AttachmentPart], rules: Rules) -> None:
    """Every file: as what it was taken, its size and pages, and what stood in the way."""
    if not files:
        return
    rows = [
        [
            Cell(part.name or "–"),
            Cell(word(f"kind {part.kind}")),
            Cell(word(part.role), "dim" if part.role in ("signature", "other") else ""),
            Cell("" if part.pages is None else number(part.pages)),
            Cell(thai_form.size(part.size, language())),
        ]
        for part in files[:MOST_FILES]
    ]
    screen.table([word(name) for name in ("file", "kind", "role", "pages", "size")], rows, flexible=0)
    if len(files) > MOST_FILES:
        screen.say(f"{word('more files')}: {number(len(files) - MOST_FILES)}", "dim", indent=1)
    for part in files:
        if part.problem:
            known = rules.findings.get(part.problem)
            told = title(known, language()) if known else part.problem
            screen.say(f"! {part.name or '–'}: {told} ({part.problem})", "yellow", indent=1, hang=3)
        if part.ocr_pages:
            screen.say(f"? {part.name}: {word('read from pictures')} {_pages(part.ocr_pages)}", "cyan", 1, 3)


def show_plan(screen: Screen, plan: PlanPart, rules: Rules, registry: Registry, order: int | None = None) -> None:
    """Everything of one plan. Of a sealed one only that it is sealed."""
    label = f"{word('plan')} {number(order)}: " if order else f"{word('plan of')} "
    screen.say(f"{label}{_whose(plan, registry)}", "bold", hang=2)
    tier = rules.tiers.get(plan.tier or "")
    way = [] if tier is None else [tier.title_en if language() == "en" else tier.title_th]
    if plan.agency_id:
        way.append(plan.agency_id)
    way.append(word("credited" if plan.credited else "not credited"))
    screen.say(" · ".join(way), "dim", indent=2)
    names = [name for name in (plan.word, plan.pdf) if name]
    if order and names:
        screen.say(" · ".join([*names, *plan.annexes]), "dim", indent=2)
    if plan.word and plan.pdf:
        _show_same(screen, plan.same_document)
    if plan.elements:
        screen.blank()
        show_elements(screen, plan, rules)
    show_points(screen, plan.findings, rules)
    to_mend = points.without_consequences(points.sort(plan.findings).must)
    show_verdict(screen, plan.verdict, len(to_mend), late=plan.late)


def show_elements(screen: Screen, plan: PlanPart, rules: Rules) -> None:
    """The table of the eight elements: state, page, heading, and what was looked for where nothing was found."""
    rows = []
    for key, element in plan.elements.items():
        named = rules.elements.get(key)
        name = "" if named is None else named.title_en if language() == "en" else named.title_th
        style, mark, state = STATES[element.state]
        rows.append(
            [
                Cell(thai_form.clause(key, language())),
                Cell(name),
                Cell(f"{mark} {word(state)}", style),
                Cell(number(element.page) if element.page else "–"),
                Cell(_what(element, key, rules), "" if element.state == "present" else style),
            ]
        )
    names = ("clause", "element", "found", "page", "heading or what was looked for")
    screen.table([word(name) for name in names], rows, flexible=4)


def show_points(screen: Screen, findings: Sequence[FindingPart], rules: Rules) -> None:
    """What to mend, what a person looks at, and advice: numbered, each with its clause and what to do."""
    told = points.sort(findings)
    for heading, style, group in (
        ("to mend", "bold red", points.without_consequences(told.must)),
        ("a person looks", "bold cyan", told.doubt),
        ("advice, not held against the plan", "bold yellow", told.advice),
    ):
        if group:
            screen.blank()
            screen.say(word(heading), style)
        for order, finding in enumerate(group, 1):
            _show_point(screen, points.full(order, finding, rules, language(), examples=True), finding.code)


def show_verdict(screen: Screen, verdict: str, to_mend: int, *, late: bool = False, label: str = "verdict") -> None:
    """One line: the verdict of a plan or a mail."""
    style, mark = VERDICTS[verdict]
    told = word(verdict)
    if verdict == "deficient" and to_mend:
        told = f"{told} {number(to_mend)} {word('points')}"
    if late:
        told = f"{told} ({word('late')})"
    screen.blank()
    screen.say(f"{mark} {word(label)}: {told}", style)


def _show_point(screen: Screen, point: Point, code: str) -> None:
    hang = 2 + len(point.number) + 1
    screen.say(f"{point.number} {point.found} [{code}]", indent=2)
    if point.mend:
        screen.say(f"→ {point.mend}", indent=hang, hang=hang + 2)
    if point.example:
        screen.say(point.example, "dim", indent=hang, hang=hang + 2)


def _show_same(screen: Screen, same: SameDocumentPart) -> None:
    style = {"same": "green", "differs": "red", "unsure": "cyan"}[same.verdict]
    share = "" if same.similarity is None else f" ({number(round(100 * same.similarity))} %)"
    screen.say(f"{word('Word and PDF')}: {word(same.verdict)}{share}", style, indent=2)
    for change in same.changes[:MOST_CHANGES]:
        screen.say(f"- {word(f'only in {change.only_in}')}: {change.text}", "yellow", indent=4, hang=6)
    if len(same.changes) > MOST_CHANGES:
        screen.say(f"- {word('more places')}: {number(len(same.changes) - MOST_CHANGES)}", "yellow", indent=4)


def sought(element: ElementPart, key: str, rules: Rules) -> list[str]:
    """What was looked for and not found; for an element that is nowhere, every wording that its heading may have."""
    headings = rules.elements[key].headings if element.state == "absent" and key in rules.elements else []
    return list(dict.fromkeys([*element.looked_for, *headings]))


def _what(element: ElementPart, key: str, rules: Rules) -> str:
    if element.state == "present":
        return element.heading or element.quote or ""
    words = sought(element, key, rules)
    told = f"{word('looked for')}: {', '.join(words[:MOST_WORDS])}{' …' if len(words) > MOST_WORDS else ''}"
    return " — ".join(filter(None, (element.heading, told if words else "")))


def _whose(plan: PlanPart, registry: Registry) -> str:
    ids = [plan.agency_id] if plan.agency_id else list(plan.identity.candidates) if plan.identity else []
    named = [agency for agency in map(registry.get, ids) if agency is not None]
    names = [(agency.name_en if language() == "en" else "") or agency.name_th for agency in named]
    if plan.agency_id:
        return names[0] if names else plan.agency_id
    told = word("agency unknown")
    return f"{told} ({word('may be')} {', '.join(names[:5])}{' …' if len(names) > 5 else ''})" if names else told


def _pages(pages: Sequence[int]) -> str:
    """Pages as ranges: 'หน้า ๒-๕, ๙'."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    told = ", ".join(number(a) if a == b else f"{number(a)}-{number(b)}" for a, b in ranges)
    return f"{word('page')} {told}"
