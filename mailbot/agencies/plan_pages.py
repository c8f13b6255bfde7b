"""What the pages of a plan say of whose it is: its cover first; where that leaves it open, orders and further pages."""

from collections.abc import Sequence
from functools import partial

from mailbot.agencies.further_pages import settled_by_pages
from mailbot.agencies.half_named import HalfNamed
from mailbot.agencies.letterhead import without_units
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.own_orders import settled_by_orders
from mailbot.agencies.sources import Sources
from mailbot.examination import Identity


class PlanPages:
    """Reads the pages of a plan; built once per registry."""

    def __init__(self, sources: Sources, half_named: HalfNamed) -> None:
        self._sources = sources
        self._registry = sources.registry
        self._half_named = half_named

    def read(
        self, covers: Sequence[str], sender: Identity, beside: Sequence[str], orders: str = "", pages: str = ""
    ) -> Opinion:
        """The opinion of the covers, settled by orders and further pages where those may speak. beside: subject and
        file names."""
        read = partial(self.covers, sender=sender, beside=beside)
        found = read(covers)
        if orders:
            found = settled_by_orders(found, covers, orders, read, sender, self._registry)
        if pages and all(len(cover) < len(pages) for cover in covers):
            found = settled_by_pages(found, max(covers, key=len, default=""), pages, read, self._registry)
        return found

    def covers(self, covers: Sequence[str], sender: Identity, beside: Sequence[str]) -> Opinion:
        """What the covers say, an office told by half in the province that the mail tells. Below a unit's line at the
        head of the page such an office is read as if that line were not there."""
        said = self._sources.covers(covers)
        if said.outside != "unit":
            # Whom the text tells beside the department of the title is asked about, not placed by its province.
            settled = said.outside or (said.ids and (said.sure or (said.doubt and said.beside)))
            return said if settled else self._half_named.settle(covers, sender, said, beside)
        below = [without_units(cover) for cover in covers]
        read = self._sources.covers(below)
        if below == [*covers] or read.outside or (read.ids and read.sure):
            return said
        found = self._half_named.settle(below, sender, read, beside)
        return found if found.ids and all(one.startswith("r.") for one in found.ids) else said
