"""Numbered lines that follow one another with nothing between: items of a list, no headings."""

from collections.abc import Sequence

from mailbot.documents.outline import Heading

_LIST = 3  # items


def list_items(headings: Sequence[Heading]) -> frozenset[int]:
    """Block indexes of items of lists.

    The last of a list has a text or the next heading below it; it is an item when two others stand before it.
    """
    runs: list[list[Heading]] = []
    for heading in headings:
        if runs and _next_item(runs[-1][-1], heading):
            runs[-1].append(heading)
        else:
            runs.append([heading])
    return frozenset(
        item.block_index for run in runs for item in (run if len(run) >= _LIST else run[:-1]) if not item.confident
    )


def _next_item(one: Heading, other: Heading) -> bool:
    adjacent = other.block_index == one.block_index + 1 and other.pattern == one.pattern
    return adjacent and bool(one.steps) and other.steps[-1:] == (one.steps[-1] + 1,)
