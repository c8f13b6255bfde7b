"""Rows of a list of local government as agencies: DLA's columns, or the registry's own layout."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from mailbot.agencies.importing.columns import OWN_LAYOUT, Listing, Row
from mailbot.agencies.importing.faults import BrokenList, Fault
from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry
from mailbot.agencies.rows import AgencyRow, fault_words
from mailbot.agencies.squeezed import clean, squeeze
from mailbot.agencies.vocabulary import LOCAL_PREFIXES
from mailbot.documents import thai

_SHORT = {
    "sao": "อบต.",
    "subdistrict_municipality": "ทต.",
    "town_municipality": "ทม.",
    "city_municipality": "ทน.",
    "pao": "อบจ.",
}
_SPECIAL = ("เมืองพัทยา", "กรุงเทพมหานคร")
_UPPER = frozenset({"pao", "city_municipality", "town_municipality", "special"})
_CODE = re.compile(r"0?(\d{7})")
# What programs and people put around and between the digits: '6210115 as text, 6-21-0115, 6,210,115, 6210115.0.
_IN_CODES = re.compile(r"[\s\u00a0'’`,-]|\.0$")
_TOTALS = ("รวม", "ยอดรวม", "ทั้งสิ้น")
_HOST = re.compile(r"(?:https?:/*)?(?:www\d?[.,])?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.go\.th)\b.*")
_OWN_COLUMNS = {
    "name_th": "name_th",
    "tier_name": "tier",
    "short_names": "short_names",
    "name_en": "name_en",
    "kind": "kind",
    "parent_id": "parent_id",
    "ministry_id": "parent_id",
    "collector_id": "collector_id",
    "province_code": "province_code",
    "amphoe_code": "amphoe_code",
    "amphoe": "amphoe",
    "domains": "domains",
    "vital_role": "vital",
    "expects_plan": "expects_plan",
    "letter_code": "letter_code",
    "former_name_th": "former_names",
    "later_name_th": "former_names",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One agency of a list. fields: those of Agency that the list speaks of. old_ids: under which it was known."""

    line: int
    agency: Agency
    fields: frozenset[str] = field(default_factory=frozenset)
    old_ids: tuple[str, ...] = ()


def agencies(listing: Listing, registry: Registry, tiers: Iterable[str]) -> list[Listed]:
    """Agencies of the list, each once. Raises BrokenList with every fault: a code, kind or province that is none,
    one code under two names, a list without rows."""
    own = listing.columns >= OWN_LAYOUT
    reader = _Own(frozenset(tiers), listing.columns) if own else _Dla(registry, listing.columns)
    found: dict[str, Listed] = {}
    faults = [*listing.faults]
    for row in listing.rows if own else _filled(row for row in listing.rows if not _is_total(row)):
        one = reader.read(row)
        if isinstance(one, Fault):
            faults.append(one)
            continue
        first = found.setdefault(one.agency.id, one)
        if first is not one and (own or first.agency.name_th != one.agency.name_th):
            faults.append(
                Fault(
                    row.line,
                    f"รหัส {one.agency.id.removeprefix('l.')} ซ้ำกับบรรทัดที่ {first.line} ({first.agency.name_th})",
                    f"code {one.agency.id.removeprefix('l.')} stands on line {first.line} too ({first.agency.name_th})",
                )
            )
    if not listing.rows and not faults:
        faults.append(Fault(0, "ไม่มีข้อมูลใต้หัวตาราง", "there are no rows below the heading"))
    if faults:
        raise BrokenList(faults)
    return reader.finished(list(found.values()))


def _filled(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows in which a province or อำเภอ that was written once for several rows below (merged cells) stands in each;
    only where the digits of the codes agree, so that a cell that was forgotten stays a fault."""
    above: Row | None = None
    for row in rows:
        code = _digits(row["code"]).removeprefix("0")
        known = _digits(above["code"]).removeprefix("0") if above else ""
        values = dict(row.values)
        for column, digits in (("province", 3), ("amphoe", 5)):
            if above and not row[column] and len(code) == len(known) and code[1:digits] == known[1:digits]:
                values[column] = above[column]
        above = Row(row.line, values)
        yield above


def _is_total(row: Row) -> bool:
    """A line below the list that counts it (รวม 30 แห่ง), under whatever column it stands."""
    return not row["code"] and any(value.startswith(_TOTALS) for value in row.values.values())


def _digits(code: str) -> str:
    return _IN_CODES.sub("", thai.to_arabic(code))


class _Own:
    """The registry's own layout: a row of rules/…/registry/*.csv or of local_government.csv."""

    def __init__(self, tiers: frozenset[str], columns: frozenset[str]) -> None:
        self._tiers = tiers
        self._fields = frozenset(_OWN_COLUMNS[column] for column in columns if column in _OWN_COLUMNS)

    def read(self, row: Row) -> Listed | Fault:
        try:
            agency = AgencyRow.model_validate(row.values, context={"tiers": self._tiers}).agency()
        except ValidationError as error:
            told = fault_words(row["id"], error)
            return Fault(row.line, f"ข้อมูลไม่ถูกต้อง: {told}", told)
        old = _CODE.fullmatch(thai.to_arabic(row["old_dla_code"]))
        return Listed(row.line, agency, self._fields, (f"l.{old[1]}",) if old else ())

    def finished(self, found: list[Listed]) -> list[Listed]:
        return found


class _Dla:
    """DLA's columns. The name's own beginning tells the kind; a name without one takes it from the column ประเภท."""

    def __init__(self, registry: Registry, columns: frozenset[str]) -> None:
        self._registry = registry
        self._provinces = {province.name_th: code for code, province in registry.provinces.items()}
        self._amphoes: Mapping[tuple[str, str], str] = {
            (amphoe.province_code, clean(amphoe.name_th)): amphoe.code for amphoe in registry.amphoes.values()
        }
        asked = {"amphoe": ("amphoe", "amphoe_code"), "website": ("domains",), "former_name": ("former_names",)}
        told = [name for column, names in asked.items() if column in columns for name in names]
        self._fields = frozenset({"name_th", "tier", "kind", "short_names", "province_code", *told})

    def read(self, row: Row) -> Listed | Fault:
        code = _CODE.fullmatch(_digits(row["code"]))
        if not code:
            return Fault(
                row.line,
                f"รหัส อปท. {row['code']!r} ไม่ใช่ตัวเลข ๗ หลัก",
                f"code {row['code']!r} is not seven digits",
            )
        named = local_name(row["name"], row["kind"])
        if named is None:
            return Fault(
                row.line,
                f"ไม่ทราบประเภทของ {row['name']!r} (ประเภท {row['kind']!r})",
                f"the kind of {row['name']!r} is not known (type {row['kind']!r})",
            )
        name = re.sub(r"^(?:จังหวัด|จ\.)\s*", "", row["province"])
        province = self._provinces.get(thai.norm(name))
        if province is None:
            return Fault(row.line, f"ไม่มีจังหวัดชื่อ {row['province']!r}", f"{row['province']!r} is no province of Thailand")
        if code[1][1:3] != province:
            return self._elsewhere(row, code[1])
        kind, full, short = named
        amphoe = re.sub(r"^(?:อำเภอ|อ\.|เขต)\s*", "", row["amphoe"])
        if amphoe and (province, clean(amphoe)) not in self._amphoes:
            return Fault(
                row.line,
                f"จังหวัด{name} ไม่มีอำเภอชื่อ {row['amphoe']!r}",
                f"{row['amphoe']!r} is no district of {name}",
            )
        agency = Agency(
            id=f"l.{code[1]}",
            name_th=full,
            tier="local_upper" if kind in _UPPER else "local_lower",
            short_names=(short,) if short else (),
            kind=kind,
            province_code=province,
            amphoe_code=self._amphoes.get((province, clean(amphoe)), ""),
            amphoe=amphoe,
            domains=_domains(row["website"]),
            former_names=(thai.norm(row["former_name"]),) if row["former_name"] else (),
        )
        old = _CODE.fullmatch(_digits(row["old_code"]))
        return Listed(row.line, agency, self._fields, (f"l.{old[1]}",) if old else ())

    def _elsewhere(self, row: Row, code: str) -> Fault:
        """The second and third digit of a code are the province's."""
        known = self._registry.provinces.get(code[1:3])
        name = known.name_th if known else code[1:3]
        return Fault(
            row.line,
            f"รหัส {code} เป็นรหัสของจังหวัด{name} แต่ช่องจังหวัดเขียนว่า {row['province']!r}",
            f"code {code} is one of {name}, but the province says {row['province']!r}",
        )

    def finished(self, found: list[Listed]) -> list[Listed]:
        """Without web sites that prove nothing of mail: those of two, or of another agency."""
        owners: dict[str, set[str]] = {}
        for one in found:
            for domain in one.agency.domains:
                owners.setdefault(domain, set()).add(one.agency.id)
        for domain, ids in owners.items():
            ids.update(agency.id for agency in self._registry.by_domain(domain))
        shared = {domain for domain, ids in owners.items() if len(ids) > 1}
        return [_without(one, shared) if shared.intersection(one.agency.domains) else one for one in found]


def local_name(name: str, kind: str = "") -> tuple[str, str, str] | None:
    """(kind, full name, short name) of a local government from its name and, where that does not tell, its type."""
    text = " ".join(thai.norm(name).split())
    if text in _SPECIAL:
        return "special", text, ""
    for source in (text, kind):
        letters = squeeze(source)
        for one, prefixes in LOCAL_PREFIXES.items():
            prefix = next((p for p in sorted(prefixes, key=len, reverse=True) if letters.startswith(p)), None)
            if prefix is None:
                continue
            core = _after(text, prefix) if source is text else text
            if core:
                return one, prefixes[0] + core, f"{_SHORT[one]}{core}"
    return None


def _after(text: str, prefix: str) -> str:
    """The text behind a prefix that may be written with dots and blanks between its letters (อ.บ.ต. ตะพง)."""
    pattern = r"[\s.]*".join(map(re.escape, prefix)) + r"[\s.]*"
    for spelling in (text, clean(text)):  # as written where that will do: cleaning changes letters of the name too
        found = re.match(pattern, spelling)
        if found:
            return spelling[found.end() :].strip()
    return ""


def _domains(website: str) -> tuple[str, ...]:
    """The domain of a government web site; others prove nothing."""
    found = _HOST.fullmatch(website.strip().lower().replace(",", "."))
    return (found[1],) if found else ()


def _without(one: Listed, domains: set[str]) -> Listed:
    kept = tuple(domain for domain in one.agency.domains if domain not in domains)
    return replace(one, agency=replace(one.agency, domains=kept))
