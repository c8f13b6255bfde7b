"""For which element the content of a section speaks, in points: what it is about, not what it is called."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from mailbot.plans.element_name import Name
from mailbot.plans.lines import Line

MOST = 10.0  # points of one element
OBJECTIVES, ASSUMPTIONS, SCOPE = "วัตถุประสงค์", "สมมติฐาน", "ขอบเขต"


class Content:
    """The lines of one section, counted."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if not line.drawn]
        self.drawn = len(lines) - len(self.lines)
        self.body = [line for line in self.lines if not line.head]
        self.count = len(self.body)

    def holding(self, kind: str, least: int = 1) -> int:
        """Lines with so many different words of the kind."""
        return sum(line.kinds[kind] >= least for line in self.body)

    def opening(self, kind: str) -> int:
        """Lines that open with the kind."""
        return sum(kind in line.opening for line in self.body)

    def number(self, test: Callable[[Line], bool]) -> int:
        """Lines for which the test holds."""
        return sum(1 for line in self.body if test(line))

    def share(self, count: int) -> float:
        """Of the lines."""
        return count / self.count if self.count else 0.0


def points_of(lines: Sequence[Line]) -> dict[Name, float]:
    """Points of each element (of each part of 2.1), 0 to 10; an empty section has none."""
    content = Content(lines)
    if not content.lines and not content.drawn:
        return {}
    return {name: round(min(MOST, max(0.0, test(content))), 2) for name, test in _TESTS.items()}


def _events(c: Content) -> float:
    """Hazards one by one, each with what it does or with ticks against the resource areas."""
    opening = c.opening("hazards")
    different = len(frozenset().union(*(line.hazards for line in c.body))) if c.body else 0
    ticked = c.number(lambda line: "hazards" in line.opening and (line.ticks > 0 or line.numbers > 1))
    harmed = c.number(lambda line: bool(line.hazards) and line.kinds["harm"] > 0)
    below = sum("hazards" in one.opening and two.kinds["harm"] > 0 for one, two in pairwise(c.body) if not two.hazards)
    told = max(ticked, harmed, below)
    points = min(4.0, 1.5 * min(opening, told + 1)) + min(2.0, 0.5 * different) + min(4.0, 1.5 * told)
    limited = c.number(lambda line: line.timed and not line.hazards)
    return points - 0.7 * limited - (2.0 if opening < 2 and told < 2 else 0.0)


def _impact(c: Content) -> float:
    """Processes with urgency and the time in which each must be back."""
    timed_head = any(line.head and (line.timed or line.kinds["limits"]) for line in c.lines)
    timed = c.number(lambda line: line.timed or (timed_head and line.ticks > 0))
    urgent = c.number(lambda line: line.kinds["urgency"] > 0)
    limited = c.number(lambda line: line.kinds["limits"] > 0) + 2 * sum(
        line.head and (line.kinds["limits"] > 0 or line.kinds["urgency"] > 0) for line in c.lines
    )
    processes = any(line.head and "processes" in line.opening for line in c.lines)
    points = min(4.0, 1.3 * timed) + min(3.0, 1.0 * urgent) + min(2.5, 0.8 * limited) + processes
    acting = c.number(lambda line: line.kinds["actions"] > 1 or "phases" in line.opening)
    counted = c.number(lambda line: line.amounts > 0 and bool(line.opening_areas) and not line.kinds["urgency"])
    return points - 1.0 * acting - 1.0 * counted - 1.0 * c.opening("hazards") - c.number(lambda x: x.people > 0)


def _resources(c: Content) -> float:
    """Resource areas with numbers of things and people."""
    areas = len(frozenset().union(*(line.opening_areas or line.areas for line in c.body))) if c.body else 0
    counted = c.number(lambda line: (line.amounts > 0 or line.numbers > 0) and bool(line.areas))
    unit = sum(line.amounts for line in c.body)
    points = min(4.5, 0.9 * areas) + min(5.0, 1.2 * max(counted, min(unit, 4))) if counted or unit > 2 else 0.0
    acting = c.number(lambda line: line.kinds["actions"] > 1 or "phases" in line.opening)
    return points - 0.7 * acting - c.opening("hazards") - 0.8 * c.number(lambda x: x.people > 0) - _telling(c)


def _strategy(c: Content) -> float:
    """Resource areas with what is done instead: moved, borrowed, backed up, worked from home."""
    areas = len(frozenset().union(*(line.opening_areas for line in c.body))) if c.body else 0
    instead = c.number(lambda line: line.kinds["substitutes"] > 0)
    points = min(5.0, 1.0 * areas) + min(5.0, 1.0 * instead) if areas and instead else 0.0
    counted = c.number(lambda line: line.numbers > 0 or line.amounts > 0)
    harmed = c.number(lambda line: bool(line.hazards) and line.kinds["harm"] > 0)
    return points - 0.8 * counted - 1.2 * harmed - _telling(c) - 0.7 * c.opening("phases")


def _steps(c: Content) -> float:
    """What is done in order of time, and by whom."""
    phased = c.number(lambda line: "phases" in line.opening or (line.timed and line.kinds["actions"] > 0))
    acting = c.holding("actions")
    points = min(4.0, 1.3 * phased) + min(4.0, 1.0 * acting) + min(2.0, 0.5 * c.holding("actions", 2))
    points += min(1.5, 0.5 * c.holding("roles"))
    return points - _telling(c) - (2.0 if not phased and acting < 3 else 0.0) - 0.5 * c.number(lambda x: x.numbers > 1)


def _team(c: Content) -> float:
    """Persons with the part that each has."""
    named = sum(min(2, line.people) for line in c.body)
    placed = sum(min(2, line.people, line.kinds["roles"]) for line in c.body)
    points = min(4.5, 1.3 * named) + min(4.5, 1.3 * placed) + (1.0 if not named and c.holding("roles") > 2 else 0.0)
    chained = c.number(lambda line: line.telephones > 0 and line.kinds["calls"] > 0)
    points -= 0.5 * min(4, c.number(lambda line: line.telephones > 0)) + 0.8 * min(4, chained)
    return points - c.number(lambda x: x.kinds["actions"] > 2)


def _calls(c: Content) -> float:
    """Persons with their telephones, or a chain of who tells whom."""
    numbered = c.number(lambda line: line.telephones > 0)
    own = c.number(lambda line: line.telephones > 0 and bool(line.people or line.kinds["roles"] or line.kinds["calls"]))
    reached = own + (numbered - own) / 3  # numbers of police and hospital alone are a directory
    chain = c.number(lambda line: line.people > 1)
    told = c.holding("calls")
    points = min(5.0, 1.4 * reached) + min(2.0, 0.7 * chain) + min(3.0, 0.7 * told) if reached or chain else 0.0
    return points + (2.0 if c.drawn else 0.0)


def _telling(c: Content) -> float:
    return 1.0 * c.number(lambda line: line.telephones > 0)


def _objectives(c: Content) -> float:
    opened = c.opening("purposes_open")
    points = 3.0 * min(1, opened) + 1.5 * c.share(opened) + min(2.0, 1.0 * c.holding("purposes"))
    return points - _tabled(c) - c.number(lambda line: line.kinds["assumptions"] > 0)


def _assumptions(c: Content) -> float:
    assumed = c.holding("assumptions")
    points = min(5.0, 3.0 * assumed + 0.5 * c.holding("assumptions", 2)) + 1.0 * c.share(assumed)
    return points - _tabled(c) - 0.5 * c.number(lambda line: line.kinds["limits"] > 1)


def _scope(c: Content) -> float:
    covered = c.holding("scopes")
    points = min(3.0, 2.0 * covered) + min(2.0, 1.0 * c.holding("scopes", 2))
    most = max((len(line.hazards) for line in c.body), default=0)
    points += min(2.0, 0.7 * max(most, c.number(lambda line: bool(line.hazards) and not line.kinds["harm"])))
    return points - _tabled(c)


def _tabled(c: Content) -> float:
    """2.1 is text: rows, names and telephones speak against it, and many lines do."""
    against = c.number(lambda line: line.cells > 2 or line.people > 0 or line.telephones > 0 or line.numbers > 0)
    return 1.5 * against + 0.4 * max(0, c.count - 6)


_TESTS: dict[Name, Callable[[Content], float]] = {
    Name("2.1", OBJECTIVES): _objectives,
    Name("2.1", ASSUMPTIONS): _assumptions,
    Name("2.1", SCOPE): _scope,
    Name("2.2"): _events,
    Name("2.3"): _team,
    Name("2.4"): _strategy,
    Name("2.5"): _impact,
    Name("2.6"): _resources,
    Name("2.7"): _steps,
    Name("2.8"): _calls,
}
