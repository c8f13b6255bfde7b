"""An order further on in a plan, by which its own team is appointed, where the first page leaves it open whose it is.

`กรมบัญชีกลาง` alone is the title, and on page three stands `คำสั่งสำนักงานคลังเขต ๘ / ที่ ๑๙/๒๕๖๓ / เรื่อง แต่งตั้งคณะทำงานบริหาร
ความต่อเนื่อง`: the office that gave the order wrote the plan, on its department's paper.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from mailbot.agencies.model import Agency
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.statements import is_about_its_plan
from mailbot.agencies.title_page import is_organisation
from mailbot.examination import Identity

_SAMPLE = re.compile("ตัวอย่าง|แบบฟอร์ม|ร่างคำสั่ง")
_ORDER = re.compile("(?:คำสั่ง|ประกาศ)")
_OF_ADDRESS = frozenset({"learned", "domain", "authentication", "place", "cover"})


def settled_by_orders(
    of_cover: Opinion,
    covers: Sequence[str],
    orders: str,
    read: Callable[[Sequence[str]], Opinion],
    sender: Identity,
    registry: Registry,
) -> Opinion:
    """What the covers say; or, where they name nobody or a department alone, what they say together with the orders.

    orders: heads of the orders and announcements in the plan. read: reads covers. A department's order settles nothing
    on a silent cover, for its offices print it too; nor does an office's where the department itself says that it
    writes: then both are asked.
    """
    agency = registry.get(of_cover.ids[0]) if len(of_cover.ids) == 1 else None
    settled = agency is not None and (agency.tier != "direct" or not of_cover.title) and of_cover.sure
    if not orders or settled or of_cover.outside or _SAMPLE.search(orders):
        return of_cover
    # Below the heading of a chapter nothing is title.
    found = read([f"{cover}\n\nบทที่ 1\n{orders}" for cover in covers])
    if found.ids == of_cover.ids and not found.doubt and (stranger := _stranger(orders, agency)):
        return replace(of_cover, sure=False, doubt=stranger)
    if found.outside or not found.ids or (set(found.ids) == set(of_cover.ids) and not found.doubt):
        return of_cover
    owner = registry.get(found.ids[0]) if len(found.ids) == 1 else None
    if agency is None:
        office = owner is not None and owner.tier != "direct"
        return found if office else replace(found, sure=False, title=of_cover.title)
    names_itself = any(piece.agency_id == agency.id and piece.source not in _OF_ADDRESS for piece in sender.evidence)
    if owner is None or owner is agency or not names_itself:
        return found
    return replace(of_cover, sure=False, doubt=found.texts[0], beside=(*of_cover.beside, owner.id))


def _stranger(orders: str, agency: Agency | None) -> str:
    """The first line of an order about its writer's own plan that is given by an organisation of which no list knows;
    '' where there is none. agency: the department of the title."""
    names = [squeeze(name) for name in (agency.name_th, *agency.short_names)] if agency is not None else []
    for order in orders.split("\n\n"):
        first, _, rest = order.partition("\n")
        writer = _ORDER.sub("", squeeze(first), count=1)
        if writer.startswith(tuple(names)) or not is_organisation(writer):
            continue
        matter = squeeze(rest)
        if is_about_its_plan(matter[matter.find("เรื่อง") :]):
            return first
    return ""
