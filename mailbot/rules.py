"""The only reader of rules/: one folder per round, as validated and immutable data."""

import hashlib
import json
import tomllib
from datetime import date, datetime, timedelta
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mailbot.element_rules import Content, Element, Words
from mailbot.errors import ConfigError

ELEMENTS = ("2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8")
"""The elements of the guideline of 2563; another circular names its own in elements.toml."""


class RulePart(BaseModel):
    """Base of all parts of the rules: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Contacts(RulePart):
    """Whom an agency may ask (clause 5 of the guideline)."""

    email: str
    telephone: str
    line: str
    office_th: str
    office_en: str
    website: str = ""


class ReminderStage(RulePart):
    """One stage: days relative to the deadline (negative = before). name: of the unique key. vital: for these only."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    days: int
    tone: Literal["kind", "urgent", "overdue"]
    vital: bool = False


class ReminderRhythm(RulePart):
    """What follows the last stage: a letter every `every_days` until `until_days` after the deadline; 0 = none."""

    every_days: int = Field(0, ge=0)
    until_days: int = Field(0, ge=0)


class HolidayChanges(RulePart):
    """Days on which the cabinet's word differs from the calendar: day -> what it is."""

    extra: dict[date, str] = {}
    removed: dict[date, str] = {}


class Round(RulePart):
    """round.toml: what the circular says once for everybody. deadline: last day, whole, in `timezone`.
    closes: the day on which the round is over, from which `retention` counts.

    terms_en: Thai words that findings carry as parameters -> how an English letter says them.
    """

    id: str
    title_th: str
    title_en: str
    short_title_th: str
    guideline_th: str
    guideline_en: str
    terms_en: dict[str, str] = {}
    receipt_prefix: str = Field(pattern=r"^[A-Z0-9]{2,20}$")
    inbox: str
    deadline: date
    closes: date | None = None
    timezone: str = "Asia/Bangkok"
    copy_to_ministry: str
    off_route: Literal["credit", "confirm"] = "credit"
    district_plans: Literal["itself", "province"] = "itself"
    contacts: Contacts
    reminders: list[ReminderStage]
    reminder_rhythm: ReminderRhythm = ReminderRhythm()
    holidays: HolidayChanges = HolidayChanges()
    status_words: list[str]
    status_phrases: list[str] = []
    inquiry_words: list[str]
    answered_by_letter_words: list[str] = []
    no_question_words: list[str] = []
    withheld_words: list[str]
    thanks_words: list[str] = []
    wish_words: list[str] = []
    draft_words: list[str] = []
    not_draft_words: list[str] = []
    final_words: list[str] = []
    no_duty_words: list[str] = []
    not_withheld_words: list[str] = []
    naming_words: list[str] = []
    sends_words: list[str] = []
    telling_words: list[str] = []

    @property
    def zone(self) -> ZoneInfo:
        """Time zone in which the deadline is meant."""
        return ZoneInfo(self.timezone)

    @property
    def deadline_moment(self) -> datetime:
        """First moment that is late: midnight after the deadline's day."""
        return datetime.combine(self.deadline + timedelta(days=1), datetime.min.time(), self.zone)


class Question(RulePart):
    """A question that is often asked, with the short answer that the circular gives.

    words: any of them tells it, beside any of `with` when there are such; unless: none of these. th, en may name
    {deadline}, {inbox} and the like.
    """

    words: Annotated[list[str], Field(min_length=1)]
    with_: list[str] = Field(default=[], alias="with")
    unless: list[str] = []
    th: str
    en: str


class Tier(RulePart):
    """One routing tier of clause 3.4. owes: whether OPDC credits its plans one by one."""

    name: str
    number: int
    title_th: str
    title_en: str
    clause: str
    route: Literal["direct_opdc", "via_parent", "via_province"]
    owes: bool
    route_finding: str | None = None


class FindingText(RulePart):
    """Text of one finding code. severity is the default; `check` may lower an error to a warning when in doubt.

    mend: what to do, '' when there is nothing to do. reference: where it is asked, when not in clause of the guideline.
    """

    severity: Literal["error", "warning", "advice"]
    clause: str
    title_th: str
    title_en: str
    th: str
    en: str
    mend_th: str
    mend_en: str
    reference_th: str = ""
    reference_en: str = ""


class Form(RulePart):
    """form.toml: sentences of the circular and of the common form, and hints of the form when it is not filled in."""

    circular_sentences: list[str] = []
    circular_signers: list[str] = []
    form_sentences: list[str] = []
    blank_hints: list[str] = []
    other_headings: list[str] = []


class PandemicAdvice(RulePart):
    """Clause 3.2.1. disease, home: words of either. missing_*: how each is called when it is not found."""

    disease: Words = []
    home: Words = []
    missing_disease: str = ""
    missing_home: str = ""


class DigitalAdvice(RulePart):
    """Clause 3.2.4. words say it by themselves, channels only near a word of `served`."""

    words: Words = []
    channels: Words = []
    served: Words = []


class LongDurationAdvice(RulePart):
    """Clause 3.1.3. sources: the plans that may be adapted; adapting stands before, adapted after one of them."""

    sources: Words = []
    adapting: Words = []
    adapted: Words = []
    words: Words = []


class OutOfDateAdvice(RulePart):
    """Clause 3.2.3. own and others: words beside a year that is the plan's or something else's."""

    years_allowed: int = Field(default=1, ge=0)
    others: Words = []
    own: Words = []
    people: Words = []
    people_dated: Words = []
    people_term: str = ""


class CoordinationAdvice(RulePart):
    """Clause 3.3. agencies: beginnings of the agency ids that it speaks to. bodies count near a word of `acts`."""

    agencies: tuple[str, ...] = ()
    words: Words = []
    bodies: Words = []
    acts: Words = []


class Advice(RulePart):
    """advice.toml: what is told but never held against a plan. A part without words is silent.

    quotes: the circular's own sentences, left out of the text. denials: what makes a word before which it stands mean
    its contrary.
    """

    quotes: Words = []
    denials: Words = []
    pandemic: PandemicAdvice = PandemicAdvice()
    digital: DigitalAdvice = DigitalAdvice()
    long_duration: LongDurationAdvice = LongDurationAdvice()
    out_of_date: OutOfDateAdvice = OutOfDateAdvice()
    province_coordination: CoordinationAdvice = CoordinationAdvice()


class ListMapping(RulePart):
    """A list of one office's own form: its kind, and our word for a column -> its heading there."""

    kind: Literal["local", "mailing-list", "contacts"]
    columns: dict[str, str]


class ListColumns(RulePart):
    """import.toml: our word for a column -> how lists that staff import may head it, by kind of list."""

    local: dict[str, list[str]] = {}
    mailing_list: dict[str, list[str]] = {}
    contacts: dict[str, list[str]] = {}
    mappings: dict[str, ListMapping] = {}

    def of(self, kind: str) -> dict[str, list[str]]:
        """Headings for a list of this kind (`local`, `mailing-list`, `contacts`)."""
        return {"local": self.local, "mailing-list": self.mailing_list, "contacts": self.contacts}[kind]


class Rules(RulePart):
    """One round, whole. folder: where registry/*.csv and replies/*.j2 lie."""

    folder: Path
    round: Round
    tiers: dict[str, Tier]
    elements: dict[str, Element]
    findings: dict[str, FindingText]
    version: str
    form: Form = Form()
    advice: Advice = Advice()
    content: Content = Content()
    lists: ListColumns = ListColumns()
    questions: dict[str, Question] = {}

    def read_likeness(self) -> dict[str, Any]:
        """likeness.json: what the round's example passages taught; empty without one. Read anew each time: whoever
        weighs keeps what he makes of it, and not these 20 MB beside it."""
        path = self.folder / "likeness.json"
        return dict(json.loads(path.read_bytes())) if path.is_file() else {}  # as bytes: 23 MB less stay behind

    @cached_property
    def areas(self) -> list[str]:
        """Names of the resource areas of clause 2.4, in their order; those of whichever element has any."""
        return next((list(one.areas) for one in self.elements.values() if one.areas), [])

    def text(self, code: str) -> FindingText:
        """Texts of a finding code; raises ConfigError when the rules lack it."""
        try:
            return self.findings[code]
        except KeyError:
            raise ConfigError(f"rules {self.round.id}: findings.toml has no text for {code!r}") from None


def default_folder() -> Path:
    """Folder `rules` as installed with the program."""
    return Path(str(resources.files("rules")))


def load(round_id: str, folder: Path | None = None) -> Rules:
    """Rules of one round from `folder`/`round_id`. Raises ConfigError with one line per fault."""
    base = (folder or default_folder()) / round_id
    if not base.is_dir():
        raise ConfigError(f"round {round_id!r}: no folder {base}")
    tables = {name: _table(base / f"{name}.toml") for name in ("round", "tiers", "elements", "findings")}
    try:
        content = Content.model_validate(_optional(base / "content.toml"))
        return Rules(
            folder=base,
            round=Round.model_validate(tables["round"]),
            tiers={key: Tier(name=key, **value) for key, value in tables["tiers"].items()},
            elements={
                key: Element(id=key, outsiders=content.outsiders, **value) for key, value in tables["elements"].items()
            },
            findings={key: FindingText(**value) for key, value in tables["findings"].items()},
            version=_version(base),
            form=Form.model_validate(_optional(base / "form.toml")),
            content=content,
            advice=Advice.model_validate(_optional(base / "advice.toml")),
            lists=ListColumns.model_validate(_optional(base / "import.toml")),
            questions={key: Question(**value) for key, value in _optional(base / "questions.toml").items()},
        )
    except ValidationError as error:
        raise ConfigError([_fault(base, fault) for fault in error.errors()]) from error


def _optional(path: Path) -> dict[str, Any]:
    """A table that a round may do without."""
    return _table(path) if path.is_file() else {}


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"rules: {path} is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"rules: {path.name} cannot be read: {error}") from None


def _version(base: Path) -> str:
    """Short hash of every rule file, so that a stored verdict tells which rules it was made under."""
    digest = hashlib.sha256()
    for path in sorted(base.rglob("*")):
        if path.is_file() and path.suffix in {".toml", ".csv", ".j2", ".json"}:
            digest.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _fault(base: Path, fault: Any) -> str:
    place = ".".join(str(step) for step in fault["loc"])
    return f"rules {base.name}: {place}: {fault['msg']}"
