"""A line of a printed page with its look: what size and place say of headings, text does not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or a picture.

    page: 1-based. size: points. x, y: left and bottom edge, points from the page's lower left; of a picture y is its
    upper edge.
    """

    page: int
    text: str
    bold: bool
    size: float
    x: float
    y: float
    picture: bool = False
