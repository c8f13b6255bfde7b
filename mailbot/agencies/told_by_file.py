"""A plan of a bundle on which nobody is named: the provincial office that its file name and the mail tell together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mailbot.agencies.claims import file_words
from mailbot.agencies.model import Kind
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import explains
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.title_page import after_title
from mailbot.examination import Identity

_OFFICE, _PROVINCE = "สำนักงาน", "จังหวัด"
_MARKS = (_PROVINCE, "จว", "จ")
_SHORTEST = 2
_COLLECTOR = "r.pvo"


class ToldByFile:
    """Looks up what a file name says in one word (พลังงาน, ทสจ, พช); built once per registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        found: dict[str, set[str]] = defaultdict(set)
        for kind in registry.kinds.values():
            if kind.tier == "regional" and kind.instances != "878" and kind.id != _COLLECTOR:
                for word in self._words(kind):
                    found[word].add(kind.id)
        self._kinds = dict(found)

    def offices(self, file_names: Sequence[str], sender: Identity) -> tuple[tuple[str, ...], bool]:
        """Offices that may be meant, and whether the mail decides: its files agree on a kind of office, and the mail of
        the collector itself names the one office of this kind. Without its name it is a question; () where a file says
        nothing, or where the sender collects for no province."""
        said = [kinds for name in file_names if (kinds := self._meant(name))]
        common = set.intersection(*said) if said else set()
        collector = self._registry.get(sender.sender_id or "")
        if not common or collector is None or collector.kind != _COLLECTOR:
            return (), False
        ids = sorted(f"{kind}.{collector.province_code}" for kind in common)
        known = [one for one in ids if one in self._registry.agencies]
        named = {piece.agency_id for piece in sender.evidence if piece.source != "cover" and piece.weight > 0}
        told = [one for one in known if one in named and explains(collector.id, one, self._registry)]
        return (tuple(told), True) if len(told) == 1 else (tuple(known), False)

    def _meant(self, file_name: str) -> set[str]:
        letters = squeeze(file_words(file_name)).strip("0123456789")
        for word in (letters, after_title(letters)):
            if word in self._kinds:
                return self._kinds[word]
        return set()

    def _words(self, kind: Kind) -> Iterator[str]:
        """The office less สำนักงาน and จังหวัด, its short forms, and those of its department."""
        parent = self._registry.get(kind.parent_id or "")
        for pattern in (kind.name_pattern, *kind.short_patterns):
            head = squeeze(pattern.partition("{")[0])
            bare = next((head.removesuffix(mark) for mark in _MARKS if head.endswith(mark)), head)
            yield from (one for one in {head, bare, bare.removeprefix(_OFFICE)} if len(one) >= _SHORTEST)
        for name in parent.short_names if parent else ():
            if not name.isascii() and len(squeeze(name)) >= _SHORTEST:
                yield squeeze(name)
