"""Names by which a reader tells agencies apart: twenty-two อบต. are called หนองบัว, in as many districts."""

from collections import Counter
from collections.abc import Iterable

from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry


def told_apart(agencies: Iterable[Agency], registry: Registry) -> dict[str, str]:
    """Agency id to its Thai name, in the given order; where several of these bear one name, with อำเภอ and จังหวัด."""
    these = {agency.id: agency for agency in agencies}
    borne = Counter(agency.name_th for agency in these.values())
    return {
        key: agency.name_th if borne[agency.name_th] == 1 else _with_place(agency, registry)
        for key, agency in these.items()
    }


def _with_place(agency: Agency, registry: Registry) -> str:
    province = registry.provinces.get(agency.province_code)
    places = (
        f"อำเภอ{agency.amphoe}" if agency.amphoe else "",
        f"จังหวัด{province.name_th}" if province else "",
    )
    return " ".join([agency.name_th, *filter(None, places)])
