"""The signs of a section by which it is likened to example passages: letters of its title and text, kinds of words,
counts."""

from collections.abc import Callable, Mapping, Sequence

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton
from mailbot.plans.content_points import points_of
from mailbot.plans.evidence import ARROW
from mailbot.plans.hits import BULLETS
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.lines import Line

KINDS = (
    "hazards", "harm", "urgency", "limits", "substitutes", "actions", "roles", "calls", "purposes", "assumptions",
    "scopes", "processes", "phases", "outsiders",
)  # fmt: skip
_TITLE, _HEAD, _COUNT, _CONTENT, _POINTS = 0.3, 0.15, 0.3, 0.1, 0.5  # how much one sign of each sort weighs
_STEPS = (1, 2, 3, 5, 8)  # lines; more of a kind say little more
_OPENING, _OPENINGS = 24, 3  # letters with which a paragraph opens; paragraphs
_GRAMS = (3, 4)  # letters
_BODY_GRAMS = (3, 5)  # letters of a text
_LONGEST_BODY = 400  # letters of the skeleton of one block; more say little more
IN_A_SECTION, IN_A_PIECE = 0.15, 0.2  # how much one run of letters of a text weighs; a piece has fewer of them
_LONGEST_TITLE, _LONGEST_HEAD = 110, 80  # letters of the skeleton
_LEAST_POINTS, _MOST_POINTS = -3, 5  # of a title's words

Signs = dict[str, float]


def signs_of(
    title: str, blocks: Sequence[Block], lines: Callable[[Block], Sequence[Line]], lexicon: Lexicon, body: float
) -> Signs:
    """Sign to weight. lines: of a block, by the round's LineReader. body: IN_A_SECTION or IN_A_PIECE."""
    found: Signs = dict.fromkeys(_text_grams(blocks), body)
    found |= dict.fromkeys(("t:" + gram for gram in grams(_bones(title)[:_LONGEST_TITLE])), _TITLE)
    read = [line for block in blocks for line in lines(block)]
    head = next((block for block in blocks if len(block.cells) > 1), None)
    if head is not None:
        found |= dict.fromkeys(
            ("h:" + gram for cell in head.cells[:8] for gram in grams(skeleton(cell)[:_LONGEST_HEAD])), _HEAD
        )
    for block in [block for block in blocks if len(block.cells) < 2 and block.text.strip()][:_OPENINGS]:
        found |= dict.fromkeys(("o:" + gram for gram in grams(skeleton(block.text[: 2 * _OPENING])[:_OPENING])), _HEAD)
    found |= dict.fromkeys(_counts(read, _drawn_counts(blocks)), _COUNT)
    found |= {f"c:{_short(name)}": _CONTENT * worth for name, worth in points_of(read).items() if worth}
    for name, worth in lexicon.title_words.points(title).items():
        found[f"w:{_short(name)}"] = _POINTS * max(_LEAST_POINTS, min(_MOST_POINTS, worth))
    return found


def signs_of_title(line: str, lexicon: Lexicon) -> Signs:
    """The signs of a single line that may be a title."""
    bones = _bones(line)
    found: Signs = dict.fromkeys(("t:" + gram for gram in grams(bones[:_LONGEST_TITLE])), _TITLE)
    found |= dict.fromkeys((f"l:{least}" for least in (5, 10, 15, 20, 30, 45, 60) if len(bones) >= least), _COUNT)
    if any(sign.isdigit() for sign in bones):
        found["l:digit"] = _COUNT
    for name, worth in lexicon.title_words.points(line).items():
        found[f"w:{_short(name)}"] = _POINTS * max(_LEAST_POINTS, min(_MOST_POINTS, worth))
    return found


def grams(bones: str) -> set[str]:
    """Runs of three and four letters of a skeleton, its beginning and end marked."""
    marked = f"^{bones}$"
    return {marked[at : at + size] for size in _GRAMS for at in range(len(marked) - size + 1)} if bones else set()


def _text_grams(blocks: Sequence[Block]) -> set[str]:
    """Runs of letters of the text: what its words are, without knowing where one ends."""
    found: set[str] = set()
    for block in blocks:
        bones = skeleton(block.text)[:_LONGEST_BODY]
        for size in _BODY_GRAMS:
            found.update("b:" + bones[at : at + size] for at in range(len(bones) - size + 1))
    return found


def _bones(title: str) -> str:
    return skeleton(split_number(title.lstrip(BULLETS + " ")).rest)


def _short(name: object) -> str:
    return f"{getattr(name, 'element', '')}{getattr(name, 'part', '')[:3]}"


def _drawn_counts(blocks: Sequence[Block]) -> dict[str, int]:
    """What shows who follows whom: five boxes with an arrow in each are a call tree, whatever the ranks are called."""
    return {
        "arrows": sum(ARROW.search(block.text) is not None for block in blocks),
        "boxes": sum(block.kind == "textbox" for block in blocks),
    }


def _counts(lines: Sequence[Line], drawn: Mapping[str, int]) -> set[str]:
    """How many lines there are of each sort, in steps, and which are half of all. drawn: of _drawn_counts()."""
    body = [line for line in lines if not line.drawn and not line.head]
    numbers = {
        "lines": len(body),
        "rows": sum(line.cells > 1 for line in body),
        "wide": sum(line.cells > 3 for line in body),
        "people": sum(line.people > 0 for line in body),
        "telephones": sum(line.telephones > 0 for line in body),
        "numbers": sum(line.numbers > 0 for line in body),
        "numbers2": sum(line.numbers > 1 for line in body),
        "ticks": sum(line.ticks > 0 for line in body),
        "amounts": sum(line.amounts > 0 for line in body),
        "timed": sum(line.timed for line in body),
        "hazard": len(frozenset().union(*(line.hazards for line in body))),
        "areas": len(frozenset().union(*(line.areas for line in body))),
        "opened": len(frozenset().union(*(line.opening_areas for line in body))),
    }
    numbers |= drawn
    numbers |= {f"holds {kind}": sum(line.kinds[kind] > 0 for line in body) for kind in KINDS}
    numbers |= {f"opens {kind}": sum(kind in line.opening for line in body) for kind in KINDS}
    found = {f"s:{what}>{least}" for what, count in numbers.items() for least in _STEPS if count >= least}
    found |= {
        f"s:half {what}" for what, count in numbers.items() if what != "lines" and count and 2 * count >= len(body)
    }
    for line in lines:
        if line.head:
            found |= {f"s:head {kind}" for kind in KINDS if line.kinds[kind]} | (
                {"s:head timed"} if line.timed else set()
            )
        if line.drawn:
            found.add("s:drawn")
    return found
