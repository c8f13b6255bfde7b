"""What is known of an agency, a kind of agency and a province: immutable data, no reading and no judging."""

from dataclasses import dataclass
from typing import Literal

Expects = Literal["yes", "maybe", "no"]


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency that may owe a plan, or one instance of a kind (`c.rd_area:21`, `r.amphoe:2105`).

    tier: a name of tiers.toml. kind: department, ministry, university, public_organization, state_enterprise,
    sao, subdistrict_municipality, town_municipality, city_municipality, pao, special, or the id of its kind
    (`r.doae`, `c.rd_area`). parent_id: ministry of a department, department of a field office.
    collector_id: the provincial office that collects its plan (tier 3). province_code, amphoe_code: DOPA codes.
    vital: energy, water, telecom or transport (clause 3.4, last paragraph). head_th: whom a letter greets.
    former_names: names or kinds that people still write. name_shared: another municipality bears this name.
    """

    id: str
    name_th: str
    tier: str
    short_names: tuple[str, ...] = ()
    name_en: str = ""
    kind: str = ""
    parent_id: str | None = None
    collector_id: str | None = None
    province_code: str = ""
    amphoe_code: str = ""
    amphoe: str = ""
    domains: tuple[str, ...] = ()
    vital: bool = False
    expects_plan: Expects = "yes"
    letter_code: str = ""
    head_th: str = ""
    former_names: tuple[str, ...] = ()
    name_shared: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of office with many instances, its names with a hole: {จ} province, {อ} อำเภอ, {น} number, {พ} place.

    instances: `76`, `878`, `per_province`, `named`, `numbered:1-12`. doc_no_code: digits of its letter numbers
    after the province's letters. email_patterns: with {e} (English province) and {iso}.
    """

    id: str
    name_pattern: str
    tier: str
    short_patterns: tuple[str, ...] = ()
    name_en: str = ""
    parent_id: str | None = None
    instances: str = ""
    domains: tuple[str, ...] = ()
    email_patterns: tuple[str, ...] = ()
    doc_no_code: str = ""
    head_th: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """A province as a place, never an agency. letters: its two letters in letter numbers."""

    code: str
    name_th: str
    letters: str
    name_en: str
    iso: str
    domains: tuple[str, ...]
    collector_id: str


@dataclass(frozen=True, slots=True)
class Amphoe:
    """An อำเภอ as a place: DOPA code of four digits, name without the word อำเภอ."""

    code: str
    name_th: str
    name_en: str = ""

    @property
    def province_code(self) -> str:
        """The first two digits."""
        return self.code[:2]
