"""The agencies of the demo with what they do, read from content/*.toml, so that two plans differ where real ones do."""

from dataclasses import dataclass

from mailbot.demo.content_files import content


@dataclass(frozen=True, slots=True)
class Process:
    """One main process: urgency in words, rto in hours, effect of a stop."""

    name: str
    urgency: str
    rto: int
    effect: str


@dataclass(frozen=True, slots=True)
class SampleAgency:
    """A real agency with an invented inside. seat: where it stands; province is '' for central departments."""

    agency_id: str
    name: str
    short_name: str
    domain: str
    province: str
    seat: str
    head: str
    deputy: str
    mission: str
    units: tuple[str, ...]
    processes: tuple[Process, ...]
    systems: tuple[str, ...]
    partners: tuple[str, ...]
    eservices: tuple[str, ...]
    fallback: str
    coordination: str


def sample_agency(agency_id: str) -> SampleAgency:
    """The agency of this registry id ('d.cdd', 'r.pvo.40', 'l.3400102'), or the one that is not clear.

    Raises ValueError when the demo holds no content for it.
    """
    listed = content("agencies.toml")
    provinces = listed["provinces"]
    seated = listed["central"] | listed["unclear"]
    if agency_id in seated:
        name, short, profile, domain, seat = seated[agency_id]
        return _agency(agency_id, name, short, profile, domain, "", seat)
    if agency_id in listed["local"]:
        name, short, profile, domain, code = listed["local"][agency_id]
        province = provinces[code][0]
        return _agency(agency_id, name, short, profile, domain, province, f"อำเภอเมือง จังหวัด{province}")
    kind, _, code = agency_id.rpartition(".")
    if kind in listed["regional"] and code in provinces:
        name, short, profile, domain = listed["regional"][kind]
        province, latin, _letters = provinces[code]
        named = [text.replace("{จ}", province).replace("{e}", latin) for text in (name, short, domain)]
        return _agency(agency_id, named[0], named[1], profile, named[2], province, f"ศาลากลางจังหวัด{province}")
    raise ValueError(f"no sample content for agency {agency_id!r}")


def sample_agency_ids() -> tuple[str, ...]:
    """Every agency of the registry that a sample plan can be made for."""
    listed = content("agencies.toml")
    regional = [f"{kind}.{code}" for kind in listed["regional"] for code in listed["provinces"]]
    return (*listed["central"], *listed["local"], *regional)


def province_letters(code: str) -> str:
    """The two letters that open letter numbers of the province ('ขก' of '40')."""
    return str(content("agencies.toml")["provinces"][code][2])


def _agency(agency_id: str, name: str, short: str, profile: str, domain: str, province: str, seat: str) -> SampleAgency:
    told = content("profiles.toml")[profile]
    return SampleAgency(
        agency_id=agency_id,
        name=name,
        short_name=short,
        domain=domain,
        province=province,
        seat=seat,
        head=told["head"],
        deputy=told["deputy"],
        mission=told["mission"],
        units=tuple(told["units"]),
        processes=tuple(Process(*process) for process in told["processes"]),
        systems=tuple(told["systems"]),
        partners=tuple(told["partners"]),
        eservices=tuple(told["eservices"]),
        fallback=told["fallback"],
        coordination=told.get("coordination", ""),
    )
