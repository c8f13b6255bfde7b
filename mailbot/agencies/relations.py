"""Who may rightly send whose plan: collectors, parents, ministries, the offices that forward for local government."""

from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry

_OF_PROVINCE = ("r.pvo", "r.amphoe")
_OF_THE_PROVINCE = ("regional", "central_in_region")
_LOCAL = ("local_upper", "local_lower")
_FORWARD_LOCAL = ("r.dla.{}", "r.pvo.{}", "r.dopa.{}")
_NATIONAL_LOCAL = ("d.dla", "d.opsmoi", "m.moi")


def explains(sender_id: str, agency_id: str, registry: Registry) -> bool:
    """Is it in order that this sender holds that agency's plan? (its own, one that it collects, one of its offices)"""
    if sender_id == agency_id or _is_half_told(sender_id, agency_id, registry):
        return True
    agency = registry.get(agency_id)
    if agency is None:
        return False
    if agency.collector_id == sender_id or sender_id in registry.ancestors(agency_id):
        return True
    if agency.tier in _LOCAL:
        return _forwards_local(sender_id, agency, registry)
    if _stands_for_ministry(sender_id, agency, registry):
        return True
    return (
        bool(agency.province_code)
        and agency.tier != "direct"
        and sender_id
        in (
            f"r.pvo.{agency.province_code}",
            f"r.dopa.{agency.province_code}" if ".amphoe:" in agency_id else "",
        )
    )


def gathers_for_region(sender_id: str, agency_id: str, registry: Registry) -> bool:
    """Is the sender a numbered office of the department above an area (สำนักงานปศุสัตว์เขต ๗, สำนักงานสรรพากรภาค ๗) whose
    offices in the provinces and areas send their plans through it?"""
    sender, agency = registry.get(sender_id), registry.get(agency_id)
    if sender is None or agency is None or sender.tier != "central_in_region" or agency.tier not in _OF_THE_PROVINCE:
        return False
    area = agency.tier == "regional" or (_is_numbered(sender, registry) and not _is_numbered(agency, registry))
    return area and bool(sender.parent_id) and sender.parent_id == agency.parent_id


def _is_numbered(agency: Agency, registry: Registry) -> bool:
    kind = registry.kinds.get(agency.kind)
    return kind is not None and kind.instances.startswith("numbered")


def gathers_for_ministry(sender_id: str, agency_id: str, registry: Registry) -> bool:
    """Is the sender an office in the province, of a department of the same ministry as the agency there?"""
    sender, agency = registry.get(sender_id), registry.get(agency_id)
    if sender is None or agency is None or sender.tier != "regional" or sender.kind in _OF_PROVINCE:
        return False
    if not agency.province_code or sender.province_code != agency.province_code:
        return False
    ministries = {one for one in registry.ancestors(agency_id) if one.startswith("m.")}
    return agency.tier in ("regional", "central_in_region") and bool(ministries & {*registry.ancestors(sender_id)})


def _stands_for_ministry(sender_id: str, agency: Agency, registry: Registry) -> bool:
    """Is the sender the office in the province of the ministry itself (สำนักงานแรงงานจังหวัด, สำนักงานยุติธรรมจังหวัด), to
    which the agency's department belongs?"""
    sender = registry.get(sender_id)
    if sender is None or sender.tier not in _OF_THE_PROVINCE or agency.tier not in _OF_THE_PROVINCE:
        return False
    if (
        not sender.province_code
        or sender.province_code != agency.province_code
        or sender.kind in _OF_PROVINCE
        or not sender.parent_id
    ):
        return False
    ministries = [one for one in registry.ancestors(agency.id) if one.startswith("m.")]
    return any(registry.permanent_secretary(one) == sender.parent_id for one in ministries)


def _is_half_told(one_id: str, other_id: str, registry: Registry) -> bool:
    """Are they instances of one kind, of which one is told with a number more (สพป.เลย, สพป.เลย เขต 1)?"""
    if ":" not in one_id or one_id.partition(":")[0] != other_id.partition(":")[0]:
        return False
    one, other = registry.get(one_id), registry.get(other_id)
    return one is not None and other is not None and other.name_th.startswith(f"{one.name_th} ")


def superiors(agency_id: str, registry: Registry) -> frozenset[str]:
    """Agencies that stand above it on a title page: parents, ministry; for local government the department and ministry
    that watch over it."""
    agency = registry.get(agency_id)
    watched = _NATIONAL_LOCAL if agency is not None and agency.tier in _LOCAL else ()
    return frozenset((*registry.ancestors(agency_id), *watched))


def is_below(agency_id: str, owner_id: str, registry: Registry) -> bool:
    """Is the agency an office of the owner of a domain: a child, or in the province whose host it is?"""
    agency = registry.get(agency_id)
    if agency is None or agency_id == owner_id:
        return False
    if owner_id in registry.ancestors(agency_id) and agency.tier in ("regional", "central_in_region"):
        return True
    return owner_id.startswith("r.pvo.") and agency.collector_id == owner_id


def _forwards_local(sender_id: str, agency: Agency, registry: Registry) -> bool:
    if sender_id in _NATIONAL_LOCAL or sender_id in [
        pattern.format(agency.province_code) for pattern in _FORWARD_LOCAL
    ]:
        return True
    sender = registry.get(sender_id)
    return bool(
        sender and sender.kind == "r.amphoe" and agency.amphoe_code and sender.amphoe_code == agency.amphoe_code
    )
