"""Names that go on in running text: `เรือนจำจังหวัดพิจิตรสร้างเมื่อ …` is that prison, `เทศบาล` alone the one named above.

Thai puts no space after a name. On the first page of a real plan the name of the agency stands as a title and then
begins the first sentence of the preface, with a verb that no list of words can foresee.
"""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.agencies.beginnings import Beginnings
from mailbot.agencies.names import Mention
from mailbot.agencies.squeezed import Squeezed, is_mark
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.vocabulary import MUNICIPALITIES

_ANY_MUNICIPALITY = "municipality"


def settle_run_ons(
    text: Squeezed, mentions: Sequence[Mention], whole: frozenset[str], beginnings: Beginnings | None
) -> list[Mention]:
    """The mentions, left to right, of which no unlisted one begins with a name that was read before it in this text.

    Such a one becomes the agency of that name, and so does a field office by a place that no list knows, in mid-line.
    An unlisted one that is but the kind of an earlier name, apart from the next word (สำนักปลัดเทศบาล / คำนำ), speaks of
    that earlier one and is left out. whole: kinds of which every agency is listed: another name of the kind is none.
    beginnings: which name of such a list an unlisted one below the title page begins with, at best a guess; None for
    what is no plan's text.
    """
    block = text.index(title_block_end(text.cleaned)) if beginnings else 0
    settled: list[Mention] = []
    known: list[Mention] = []
    for mention in mentions:
        if mention.outside != "unlisted" and not _is_free(text, mention):
            settled.append(mention)
            if mention.ids and mention.form == "name":
                known.append(mention)
            continue
        begun = next(((one, end) for one in known if (end := _goes_on(text, one, mention))), None)
        if begun is not None:
            earlier, end = begun
            settled.append(replace(earlier, start=mention.start, end=end, text=text.shown(mention.start, end)))
        elif not _is_kind_alone(text, mention, known, whole):
            settled.append(_begun(text, mention, beginnings) if beginnings and mention.start >= block else mention)
    return settled


def _begun(text: Squeezed, mention: Mention, beginnings: Beginnings) -> Mention:
    """The unlisted mention, or the agency with whose name it begins, as a guess."""
    length, ids = beginnings.of(mention.kind, mention.core) if mention.core and not mention.ids else (0, ())
    if not ids:
        return mention
    end = mention.end - len(mention.core) + length
    shown = text.shown(mention.start, end)
    return replace(mention, end=end, text=shown, ids=ids, form="doubtful", outside="", core=mention.core[:length])


def _is_free(text: Squeezed, mention: Mention) -> bool:
    """Is it a field office by a place that no list knows, in the midst of a line (การไฟฟ้าส่วนภูมิภาคจ่ายไฟให้ …)?"""
    places = [one.partition(":")[2] for one in mention.ids]
    ends_line = mention.end >= len(text.letters) or "\n" in text.gaps.get(mention.end, "")
    return bool(places) and all(place and not place.isascii() for place in places) and not ends_line


def _goes_on(text: Squeezed, known: Mention, mention: Mention) -> int:
    """Where the known name ends of which the unlisted one is the beginning of a sentence; 0 when it is another."""
    whole = text.letters[known.start : known.end]
    if text.letters.startswith(whole, mention.start):
        end = mention.start + len(whole)
    elif known.core and _is_same_kind(known, mention) and mention.core.startswith(known.core):
        end = mention.end - len(mention.core) + len(known.core)  # อบจ. here, องค์การบริหารส่วนจังหวัด there
    else:
        return 0
    return end if end < mention.end and not is_mark(text.letters[end]) else 0


def _is_kind_alone(text: Squeezed, mention: Mention, known: Sequence[Mention], whole: frozenset[str]) -> bool:
    """Is the unlisted name no more than the kind of the one agency of this kind that was named before?"""
    core = mention.end - len(mention.core)
    if not mention.core or core not in text.gaps:
        return False
    meant = {one.ids for one in known if _is_same_kind(one, mention)}
    apart = text.gaps[core].strip(" \t.") != ""
    return len(meant) == 1 and (apart or mention.kind in whole or mention.kind == _ANY_MUNICIPALITY)


def _is_same_kind(known: Mention, mention: Mention) -> bool:
    if mention.kind == _ANY_MUNICIPALITY:
        return known.kind in (*MUNICIPALITIES, _ANY_MUNICIPALITY)
    return bool(mention.kind) and mention.kind == known.kind
