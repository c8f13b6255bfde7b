"""Everything in tables: the title of a part is the first row of its own table."""

from mailbot.demo.composer import Composer
from tests.corpus.blocks import Grid, Para, Section
from tests.corpus.clerks import municipality


def write(c: Composer) -> list[Section]:
    """The municipality's parts, each as one table under its title row."""
    return [Section(part.element, "", (_as_table(part),)) for part in municipality.write(c)]


def _as_table(part: Section) -> Grid:
    rows: list[tuple[str, ...]] = [(part.title,)]
    for block in part.blocks:
        if isinstance(block, Grid):
            rows += block.rows
        elif isinstance(block, Para):
            rows.append((block.text,))
    width = max(map(len, rows))
    return Grid(tuple(row + ("",) * (width - len(row)) for row in rows), header=True)
