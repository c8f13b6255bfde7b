"""One row of each registry file as a validated model: what a cell may hold, before anything is made of it."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from mailbot.agencies.model import Agency, Expects, Kind, Province

_ID = r"^(?:[mdoxups]\.[a-z0-9_]+|r\.[a-z_]+\.\d{2}|l\.(?:\d{7}|bkk))$"
_VITAL_ROLES = ("operator", "regulator")


def split_list(cell: str | None) -> tuple[str, ...]:
    """Parts of a cell that holds a list (`a;b`), without blanks and empty ones."""
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if cell else ()


Listed = Annotated[tuple[str, ...], BeforeValidator(split_list)]
Code = Annotated[str, Field(pattern=r"^\d{2}$")]


class Row(BaseModel):
    """Base of all rows: immutable; columns that no program reads (note, source) are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class AgencyRow(Row):
    """An agency, in whichever of the registry's layouts. Validated with context {"tiers": names of tiers.toml}."""

    id: str = Field(pattern=_ID)
    name_th: str = Field(pattern=r"\S")
    tier_name: str
    short_names: Listed = ()
    name_en: str = ""
    kind: str = ""
    parent_id: str = ""
    ministry_id: str = ""
    collector_id: str = ""
    province_code: str = ""
    amphoe_code: str = ""
    amphoe: str = ""
    domains: Listed = ()
    vital_role: str = ""
    expects_plan: Expects = "yes"
    letter_code: str = ""
    doc_no_prefix: str = ""
    former_name_th: Listed = ()
    later_name_th: Listed = ()
    name_shared: Literal["", "yes"] = ""

    @field_validator("tier_name")
    @classmethod
    def _legal_tier(cls, tier: str, info: ValidationInfo) -> str:
        if tier not in (info.context or {}).get("tiers", ()):
            raise ValueError("no such tier")
        return tier

    def agency(self, head_th: str = "") -> Agency:
        """What the row says; head_th: whom a letter greets."""
        return Agency(
            id=self.id,
            name_th=self.name_th,
            tier=self.tier_name,
            short_names=self.short_names,
            name_en=self.name_en,
            kind=self.kind or self.id.rpartition(".")[0],
            parent_id=self.parent_id or self.ministry_id or None,
            collector_id=self.collector_id or None,
            province_code=self.province_code,
            amphoe_code=self.amphoe_code,
            amphoe=self.amphoe,
            domains=self.domains,
            vital=self.vital_role in _VITAL_ROLES,
            expects_plan=self.expects_plan,
            letter_code=self.letter_code or self.doc_no_prefix,
            head_th=head_th,
            former_names=self.former_name_th + self.later_name_th,
            name_shared=self.name_shared == "yes",
        )


class KindRow(Row):
    """A kind of provincial office or of central field office; its pattern has a hole for each instance."""

    id: str = Field(pattern=r"^[rc]\.[a-z0-9_]+$")
    name_th_pattern: str = Field(pattern=r"\{.\}")
    tier_name: Literal["regional", "central_in_region"]
    short_names_pattern: Listed = ()
    name_en: str = ""
    name_en_pattern: str = ""
    parent_id: str = ""
    instances: str = ""
    domains: Listed = ()
    email_patterns: Listed = ()
    doc_no_code: str = ""

    def kind(self, head_th: str = "") -> Kind:
        """What the row says."""
        return Kind(
            id=self.id,
            name_pattern=self.name_th_pattern,
            tier=self.tier_name,
            short_patterns=self.short_names_pattern,
            name_en=self.name_en or self.name_en_pattern,
            parent_id=self.parent_id or None,
            instances=self.instances,
            domains=self.domains,
            email_patterns=self.email_patterns,
            doc_no_code=self.doc_no_code,
            head_th=head_th,
        )


class ProvinceRow(Row):
    """A province as a place."""

    province_code: Code
    name_th: str = Field(pattern=r"\S")
    abbr_th: Listed
    name_en: str
    abbr_en: str
    domains: Listed
    collector_id: str

    def province(self) -> Province:
        """What the row says."""
        return Province(
            code=self.province_code,
            name_th=self.name_th,
            letters=self.abbr_th[0],
            name_en=self.name_en,
            iso=self.abbr_en.lower(),
            domains=self.domains,
            collector_id=self.collector_id,
        )


class AmbiguousRow(Row):
    """An abbreviation that means several agencies or kinds."""

    abbr_without_dots: str = Field(pattern=r"\S")
    ids: Annotated[tuple[str, ...], BeforeValidator(split_list), Field(min_length=2)]


class HeadRow(Row):
    """Whom a letter to an agency, or to all agencies of a kind, greets."""

    id: str = Field(pattern=r"\S")
    head_th: str = Field(pattern=r"\S")


class FormerNameRow(Row):
    """Names that an agency bore until a law changed them, or that people write for it still. certainty: an uncertain
    one (another office may be its heir, or a unit bears it today) never decides alone."""

    id: str = Field(pattern=_ID)
    former_name_th: Annotated[tuple[str, ...], BeforeValidator(split_list), Field(min_length=1)]
    until: str = Field(pattern=r"^(?:25\d\d)?$")
    certainty: Literal["certain", "uncertain"]


class SpokenNameRow(Row):
    """How people call an agency, or the offices of a kind (with the hole of its name), besides its abbreviations."""

    id: str = Field(pattern=r"\S")
    spoken_name_th: Annotated[tuple[str, ...], BeforeValidator(split_list), Field(min_length=1)]


class FreeMailRow(Row):
    """A domain whose addresses prove nothing."""

    domain: str = Field(pattern=r"^[a-z0-9.-]+\.[a-z]+$")


def fault_words(row_id: str, error: ValidationError) -> str:
    """The first fault of a row in one line, the row named by its id."""
    fault = error.errors(include_url=False, include_context=False)[0]
    column, value = str(fault["loc"][0]), fault["input"]
    if column == "id":
        return f"id {row_id!r} is not of the registry's scheme"
    if fault["type"] == "missing" or (isinstance(value, str) and not value.strip()):
        return f"{row_id} has no {column}"
    return f"{row_id}: {column} {value!r} {_ALLOWED.get(column, re.sub('^.*?should', 'should', fault['msg']))}"


_ALLOWED = {
    "tier_name": "is not a tier of tiers.toml",
    "expects_plan": "is not yes, maybe or no",
    "name_th_pattern": "has no hole such as {จ}",
}
