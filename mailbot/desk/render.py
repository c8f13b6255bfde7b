"""From a template to an answer: the reader's language, numbers and days as they read them, the frame of the page."""

import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from mailbot.desk.access import FORM_TOKEN, Visit, cookie, cookie_name, current_session
from mailbot.desk.event_words import told
from mailbot.desk.office import Office
from mailbot.desk.static_files import StaticFiles
from mailbot.desk.words import word
from mailbot.examination import FindingPart
from mailbot.ledger.moments import from_text
from mailbot.replies import findings
from mailbot.replies.thai_form import BUDDHIST_ERA, Language, clause

Theme = Literal["auto", "light", "dark"]
_MONTHS_TH = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
_TELEPHONE = re.compile(r"(?<![\d๐-๙])[0๐+][\d๐-๙][\d๐-๙\s().-]{5,14}[\d๐-๙]")
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[a-zA-Z]{2,}")
_THAI = re.compile("[\u0e01-\u0e4e]")
_WORDS = re.compile("[A-Za-z]{2,} [A-Za-z]{2,}")
HIDDEN = "•••"


class Renderer:
    """The templates. badges: what every page of somebody logged in shows in its frame, asked anew for each page."""

    def __init__(self, office: Office, files: StaticFiles, badges: Callable[[Visit], dict[str, int]]) -> None:
        self.office = office
        self.badges = badges
        self.environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.globals |= {
            "say": _say,
            "word": _word,
            "day": _day,
            "moment": _moment,
            "title_of": _title_of,
            "agency_name": _agency_name,
            "agency_said": _agency_said,
            "static": files.url,
            "query": query,
            "marked": marked,
            "finding_text": _finding_text,
            "FORM_TOKEN": FORM_TOKEN,
        }
        self.environment.filters |= {
            "count": count,
            "percent": percent,
            "clause": _clause,
            "guarded": _guarded,
            "said": _said,
            "details": _details,
        }

    def load(self) -> None:
        """Read every template, so that no visitor waits for it."""
        for name in self.environment.list_templates():
            self.environment.get_template(name)

    def page(self, visit: Visit, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """One page for somebody who is logged in."""
        frame = {"visit": visit, "badges": self.badges(visit)}
        return self._answer(visit.request, template, status, {**frame, **values})

    def public(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """One page for anybody; in the frame of who is logged in, if somebody is."""
        session = current_session(request)
        visit = Visit(request, self.office, session) if session else None
        frame = {"visit": visit, "badges": self.badges(visit) if visit else {}}
        return self._answer(request, template, status, {**frame, **values})

    def _answer(self, request: Request, template: str, status: int, values: dict[str, Any]) -> HTMLResponse:
        bench = self.office.bench
        frame = {
            "language": language(request),
            "theme": theme(request),
            "keys": keys_are_on(request),
            "path": request.url.path,
            "here": f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
            "told": request.query_params.get("told", ""),
            "round": bench.rules.round,
            "rules": bench.rules,
            "registry": bench.registry,
            "zone": bench.rules.round.zone,
            "printed_at": self.office.now(),
        }
        answer = HTMLResponse(self.environment.get_template(template).render({**frame, **values}), status)
        answer.headers["Vary"] = "Cookie"
        token = getattr(request.state, "new_token", None)
        if token:
            answer.set_cookie(cookie_name(self.office), token, **cast(Any, cookie(self.office)))
        return answer


def language(request: Request) -> Language:
    """Thai, unless the reader chose English."""
    return "en" if request.cookies.get("desk-language") == "en" else "th"


def theme(request: Request) -> Theme:
    """Light or dark by the reader's choice, else as their machine has it."""
    chosen = request.cookies.get("desk-theme")
    return cast(Theme, chosen) if chosen in ("light", "dark") else "auto"


def keys_are_on(request: Request) -> bool:
    """Whether single letters act (WCAG 2.1.4 asks that they can be turned off)."""
    return request.cookies.get("desk-keys") != "off"


def safe_path(text: str | None, otherwise: str = "/") -> str:
    """A path of ours to go on to; never another host."""
    return text if text and len(text) < 2000 and _PATH.fullmatch(text) else otherwise


def query(values: dict[str, Any], **changes: Any) -> str:
    """Filters as the part of an address after '?', with changes; empty ones are left out."""
    kept = {key: value for key, value in {**values, **changes}.items() if value not in (None, "", False)}
    return f"?{urlencode(kept, doseq=True)}" if kept else "?"


def count(value: float) -> str:
    """1,234."""
    return f"{value:,.0f}"


def percent(part: float, whole: float) -> str:
    """A share in whole percent; 100 only when nothing is missing, 0 only when nothing is there."""
    share = 100 * part / whole if whole else 0.0
    if 0 < share < 1:
        return "< 1 %"
    return "> 99 %" if 99 < share < 100 else f"{round(share)} %"


def hidden(text: str) -> str:
    """Text without telephone numbers and mail addresses: what those see who are no officers."""
    return _ADDRESS.sub(HIDDEN, _TELEPHONE.sub(HIDDEN, text))


def short_day(value: date, reader: Language) -> str:
    """15 มิ.ย. 2563 or 15 Jun 2020: short enough for a column."""
    if reader == "th":
        return f"{value.day} {_MONTHS_TH[value.month - 1]} {value.year + BUDDHIST_ERA}"
    return f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year}"


def marked(text: str, question: str) -> Markup:
    """Text with the words of a question marked, where they stand there as they were typed."""
    words = sorted({re.escape(word) for word in question.split()}, key=len, reverse=True)
    if not words:
        return escape(text)
    pieces = re.split(f"({'|'.join(words)})", text, flags=re.IGNORECASE)
    hit = Markup("<mark>{}</mark>")
    return Markup("").join(hit.format(piece) if at % 2 else piece for at, piece in enumerate(pieces))


@pass_context
def _finding_text(context: Context, finding: FindingPart) -> str:
    """What was found, in the reader's language."""
    if finding.code not in context["rules"].findings:
        return finding.message
    parameters = {**({"place": finding.place} if finding.place else {}), **finding.parameters}
    return findings.message(finding.code, parameters, context["rules"], context["language"])


@pass_context
def _say(context: Context, thai: str, english: str) -> str:
    return english if context["language"] == "en" else thai


@pass_context
def _word(context: Context, group: str, code: str | None) -> str:
    return word(group, code, context["language"])


def _local(value: str | datetime, zone: tzinfo) -> datetime:
    return (from_text(value) if isinstance(value, str) else value).astimezone(zone)


@pass_context
def _day(context: Context, value: str | date | None) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, str) and len(value) == len("2020-06-15"):
        value = date.fromisoformat(value)
    elif isinstance(value, str | datetime):
        value = _local(value, context["zone"]).date()
    return short_day(value, context["language"])


@pass_context
def _moment(context: Context, value: str | datetime | None) -> str:
    if value is None or value == "":
        return "–"
    local = _local(value, context["zone"])
    return f"{short_day(local.date(), context['language'])} {local:%H:%M}"


@pass_context
def _title_of(context: Context, thing: Any) -> str:
    """The title of a tier, an element, a finding: whatever has one in both languages."""
    return str(thing.title_en if context["language"] == "en" else thing.title_th)


@pass_context
def _agency_name(context: Context, agency_id: str | None) -> str:
    agency = context["registry"].get(agency_id) if agency_id else None
    if agency is None:
        return agency_id or str(_say(context, "ยังไม่ทราบหน่วยงาน", "agency unknown"))
    return str((agency.name_en if context["language"] == "en" else "") or agency.name_th)


@pass_context
def _agency_said(context: Context, agency_id: str | None) -> str | Markup:
    """The same with its language, where it stands in the text of a page."""
    return in_its_language(_agency_name(context, agency_id), context["language"])


@pass_context
def _clause(context: Context, value: str) -> str:
    return clause(value, context["language"])


@pass_context
def _said(context: Context, text: str | None) -> str | Markup:
    """What somebody else wrote, marked with its language where that is not the page's (WCAG 3.1.2)."""
    return in_its_language(text or "", context["language"])


def in_its_language(text: str, page: Language) -> str | Markup:
    """Thai on an English page and English on a Thai one stand in an element that says so; what has no letters of
    either does not."""
    thai = _THAI.search(text) is not None
    if page == "en" and thai:
        return Markup('<span lang="th">{}</span>').format(text)
    if page == "th" and not thai and _WORDS.search(text):
        return Markup('<span lang="en">{}</span>').format(text)
    return text


@pass_context
def _details(context: Context, detail: dict[str, Any], leave_out: tuple[str, ...] = ()) -> str:
    """What an event tells, in one line, guarded."""
    findings = context["rules"].findings

    def title(code: str) -> str:
        return _title_of(context, findings[code]) if code in findings else code

    kept = {key: value for key, value in detail.items() if key not in leave_out}
    return _guarded(context, " · ".join(told(kept, context["language"], context["zone"], title)))


@pass_context
def _guarded(context: Context, text: str | None) -> str:
    visit: Visit | None = context["visit"]
    return (text or "") if visit is not None and visit.may("officer") else hidden(text or "")
