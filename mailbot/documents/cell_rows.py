"""Where the rows of old Word tables end, when all that is known is that each row ends in one empty cell more."""

from collections.abc import Sequence

_MOST_COLUMNS = 16
_MOST_CELLS = 4_000  # more in one run are cut by their empty cells alone
# Costs: a row as wide as the one before it is the likeliest, and the head of a table has hardly an empty cell.
_ROW, _OTHER_WIDTH, _EMPTY_ROW, _LEFT = 1, 5, 3, 4
_EMPTY_CELL_OF_HEAD, _EMPTY_CELL = 4, 2


def row_widths(cells: Sequence[str]) -> list[int]:
    """Widths of the rows from the first cell on; the sum of them, with one end a row, may leave a row without an end.

    The cheapest reading of all: few rows, few changes of width, no row of empty cells.
    """
    if len(cells) > _MOST_CELLS:
        return _by_empty_cells(cells)
    count = len(cells)
    best: list[dict[int, tuple[int, int]]] = [{} for _ in range(count + 1)]  # width to (cost, width of the row before)
    best[0][0] = (0, 0)
    for at in range(count):
        for before, (cost, _) in best[at].items():
            for width in range(1, min(_MOST_COLUMNS, count - at - 1) + 1):
                if cells[at + width]:
                    continue
                end = at + width + 1
                empty = width - sum(map(bool, cells[at : end - 1]))
                step = _ROW + _EMPTY_ROW * (empty == width)
                step += _EMPTY_CELL * empty if width == before else _OTHER_WIDTH + _EMPTY_CELL_OF_HEAD * empty
                if width not in best[end] or cost + step < best[end][width][0]:
                    best[end][width] = (cost + step, before)
    ends = [
        (cost + _LEFT * (count - at), at, width) for at in range(count + 1) for width, (cost, _) in best[at].items()
    ]
    _, at, width = min(ends)
    widths: list[int] = []
    while at:
        widths.append(width)
        at, width = at - width - 1, best[at][width][1]
    return widths[::-1]


def _by_empty_cells(cells: Sequence[str]) -> list[int]:
    widths, start = [], 0
    for at, cell in enumerate(cells):
        if not cell and at > start:
            widths.append(at - start)
            start = at + 1
    return widths
