"""Local governments whose names nearly fit: the same name of another kind, or one letter away."""

import re
from collections import defaultdict
from functools import cached_property

from mailbot.agencies import cores
from mailbot.agencies.registry import Registry
from mailbot.agencies.vocabulary import FOLLOWER, MUNICIPALITIES

ANY_MUNICIPALITY = "municipality"
"""Kind of a name before which only เทศบาล stands, without its level."""
_KINDS = ("sao", *MUNICIPALITIES)
_SHORTEST = 2
_PAIR = 2
# A consonant under a thanthakhat, with its vowel sign: written, not spoken, and often forgotten (พิบูลย์).
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_FIRST_FOLLOWER = re.compile(f"(?<=.{{{_SHORTEST}}})(?:{FOLLOWER.pattern})")


class NearNames:
    """Looks up names that nearly fit. Its index is made at the first name that needs it: most mails have none."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def of_other_kinds(self, kind: str, run: str) -> tuple[str, ...]:
        """Those that bear this very name under another kind (อบต. that became ทต., and the reverse).

        run: the letters after the prefix, with whatever is glued to them. () where a list is not whole.
        """
        others = [one for one in _KINDS if one != kind and not (kind == ANY_MUNICIPALITY and one in MUNICIPALITIES)]
        if not all(map(self._registry.whole, _KINDS)):
            return ()
        names = next((run[:end] for end in _ends(run) if any(run[:end] in self._names[one] for one in others)), "")
        return tuple(dict.fromkeys(agency_id for one in others for agency_id in self._names[one].get(names, ())))

    def one_letter_away(self, kind: str, run: str) -> tuple[str, ...]:
        """Those of the kind whose name differs in one letter: one too many, one too few, one other, or two
        neighbours in the wrong order."""
        if kind not in _KINDS or not self._registry.whole(kind):
            return ()
        for end in _ends(run):
            name = run[:end]
            shorter = {name, *_shortened(name)}
            found = {core for key in shorter for core in self._shortened[kind].get(key, ())}
            near = [core for core in sorted(found) if core != name and one_letter(core, name)]
            near += [core for core in self._sounding[kind].get(sounded(name), ()) if core not in (name, *near)]
            if near:
                return tuple(dict.fromkeys(one for core in near for one in self._names[kind][core]))
        return ()

    @cached_property
    def _names(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {kind: cores.local_names(self._registry, (kind,)) for kind in _KINDS}

    @cached_property
    def _sounding(self) -> dict[str, dict[str, list[str]]]:
        """For each kind: a name without its silent letters -> the names that are spoken so."""
        index: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in self._names}
        for kind, names in self._names.items():
            for name in names:
                index[kind][sounded(name)].append(name)
        return index

    @cached_property
    def _shortened(self) -> dict[str, dict[str, list[str]]]:
        """For each kind: a name, and a name less any one of its letters -> the names that it comes from."""
        index: dict[str, dict[str, list[str]]] = {}
        for kind, names in self._names.items():
            sources: dict[str, list[str]] = defaultdict(list)
            for name in names:
                for key in {name, *_shortened(name)}:
                    sources[key].append(name)
            index[kind] = dict(sources)
        return index


def _ends(run: str) -> list[int]:
    """Where the name may end in a run of letters: before a word that is known to follow names, or at the end."""
    return [*(match.start() for match in _FIRST_FOLLOWER.finditer(run)), len(run)]


def _shortened(name: str) -> set[str]:
    return {name[:at] + name[at + 1 :] for at in range(len(name))} if len(name) > _SHORTEST else set()


def sounded(name: str) -> str:
    """The name less its silent letters (สิงบุรี for สิงห์บุรี)."""
    return _SILENT.sub("", name)


def one_letter(first: str, second: str) -> bool:
    """Is one letter other, too many or too few, or do two neighbours stand in the wrong order? (two names that share a
    shortened form may be two letters apart)"""
    if len(first) == len(second):
        if first == second:
            return False
        other = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
        swapped = len(other) == other[-1] - other[0] + 1 == _PAIR
        return len(other) == 1 or (
            swapped and first[other[0]] == second[other[1]] and first[other[1]] == second[other[0]]
        )
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and shorter in _shortened(longer)
