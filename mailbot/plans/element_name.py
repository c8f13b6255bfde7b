"""What a heading names: an element, and for 2.1 which part of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """What a phrase names: an element, and for 2.1 which part of it ('' elsewhere)."""

    element: str
    part: str = ""
