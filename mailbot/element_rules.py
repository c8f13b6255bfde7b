"""What the rules of a round say of the elements of a plan: their headings, their words, what their text holds."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Words = list[Annotated[str, Field(min_length=2, pattern=r"\S")]]


class ElementPart(BaseModel):
    """Base of what is said of elements: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PartSentence(ElementPart):
    """How a sentence tells a part of 2.1: a subject, a verb, `then`; letters between ('ทีมงาน … เชื่อ … ว่า')."""

    subjects: Words
    verbs: Words
    then: str = ""


class OthersAims(ElementPart):
    """Whose aims a sentence may tell instead of the plan's, unless one of `nearer` stands between."""

    subjects: list[str] = []
    nearer: list[str] = []


class Lookalikes(ElementPart):
    """Words of everyday business that resembles an element, unless the text has one of `unless` too."""

    words: list[str] = []
    unless: list[str] = []


class Element(ElementPart):
    """One of the eight elements: its title, the headings under which real plans have it, the evidence looked for.

    parts: for 2.1, part name -> headings. areas: for 2.4 and 2.6, area name -> words.
    hints: words that make an unknown heading a likely one. title_words: word -> points for (or against) this element in
    a heading that no phrase of `headings` covers; for 2.1 part_words holds them by part. part_evidence: part of 2.1 ->
    words of its text. part_sentences: part of 2.1 -> how a sentence tells it. outsiders: of content.toml, whose
    telephone numbers are nobody's call tree. lookalikes: by which a text that only resembles it is told.
    """

    id: str
    clause: str
    title_th: str
    title_en: str
    headings: list[str]
    not_headings: list[str] = []
    hints: list[str] = []
    title_words: dict[str, int] = {}
    part_words: dict[str, dict[str, int]] = {}
    part_evidence: dict[str, list[str]] = {}
    part_sentences: dict[str, PartSentence] = {}
    others_aims: OthersAims = OthersAims()
    parts: dict[str, list[str]] = {}
    areas: dict[str, list[str]] = {}
    evidence: list[str] = []
    outsiders: list[str] = []
    lookalikes: Lookalikes = Lookalikes()
    example_th: str
    example_en: str


class Content(ElementPart):
    """content.toml: what lines of a section hold, by kind of word; areas by name of the resource area. purposes_open:
    words with which a line that tells a purpose begins. A round without the file judges by headings."""

    hazards: Words = []
    harm: Words = []
    urgency: Words = []
    limits: Words = []
    substitutes: Words = []
    actions: Words = []
    roles: Words = []
    calls: Words = []
    purposes: Words = []
    purposes_open: Words = []
    assumptions: Words = []
    scopes: Words = []
    processes: Words = []
    phases: Words = []
    outsiders: Words = []
    areas: dict[str, Words] = {}
