"""What our own mail server found of SPF, DKIM and DMARC (RFC 8601), and nothing that anybody else claims.

Believed are only fields with a name of our own server that stand above the first Received that another server wrote:
whatever is below came with the mail.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

_BY = re.compile(r"(?:^|[\s)])by\s+([A-Za-z0-9.-]{1,255})", re.IGNORECASE)
_IDENTITY = re.compile(r"\s*([^\s;=]{1,255})(?:\s+(\d+))?\s*\Z")
_RESULT = re.compile(r"\s*([a-z][a-z0-9-]*)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)\b(.*)\Z", re.IGNORECASE | re.DOTALL)
_PROPERTY = re.compile(r"\b(header|smtp)\s*\.\s*([a-z.-]+)\s*=\s*\"?([^\s;\"]{1,320})", re.IGNORECASE)
_LONGEST = 20_000
# Of several results of one method the worst counts; of DKIM signatures, of which one may well be broken, the best.
_WORST_FIRST = ("fail", "permerror", "softfail", "temperror", "policy", "neutral", "none", "pass")
_METHODS = ("dmarc", "spf", "dkim")
_SHOWN = {"dmarc": ("header.from",), "spf": ("smtp.mailfrom", "smtp.helo"), "dkim": ("header.d", "header.i")}


@dataclass(frozen=True, slots=True)
class Authentication:
    """Results by method, '' where our server told none. told: the results as one line, for the ledger."""

    dmarc: str = ""
    spf: str = ""
    dkim: str = ""
    told: str = ""

    def __bool__(self) -> bool:
        return bool(self.told)

    @property
    def failed(self) -> bool:
        """Does it speak against the From address: DMARC failed, or, without it, SPF or DKIM and neither held?"""
        if self.dmarc in ("pass", "fail"):
            return self.dmarc == "fail"
        return "fail" in (self.spf, self.dkim) and "pass" not in (self.spf, self.dkim)


def authentication(headers: Sequence[tuple[str, str]], own: Collection[str]) -> Authentication:
    """What our server found of a mail with these headers (top first, decoded and unfolded).

    own: the authserv-ids of our server; none = nothing is believed. Never raises, whatever stands there; linear time.
    """
    ours = frozenset(name.strip().lower().rstrip(".") for name in own if name.strip())
    found: dict[str, list[tuple[str, str]]] = {method: [] for method in _METHODS}
    if not ours:
        return Authentication()
    for name, value in headers[: _trusted(headers, ours)]:
        if name.lower() == "authentication-results":
            for method, result, shown in _results(value[:_LONGEST], ours):
                if method in found:
                    found[method].append((result, shown))
    chosen = {method: _chosen(method, results) for method, results in found.items() if results}
    told = "; ".join(f"{method}={result}{f' ({shown})' if shown else ''}" for method, (result, shown) in chosen.items())
    return Authentication(**{method: result for method, (result, _) in chosen.items()}, told=told)


def _trusted(headers: Sequence[tuple[str, str]], ours: frozenset[str]) -> int:
    """How many headers from the top our own servers wrote: up to the first Received below ours that is another's."""
    seen_ours = False
    first = len(headers)
    for index, (name, value) in enumerate(headers):
        if name.lower() != "received":
            continue
        first = min(first, index)
        by = _BY.search(_plain(value[:_LONGEST])[0])
        if by is not None and _is_ours(by[1].lower().rstrip("."), ours):
            seen_ours = True
        elif seen_ours:
            return index
    return len(headers) if seen_ours else first


def _is_ours(host: str, ours: frozenset[str]) -> bool:
    """Is it a host that bears an authserv-id, lies below it, or beside it (mx1.x for mx.x)?"""
    if any(host == name or host.endswith(f".{name}") for name in ours):
        return True
    beside = host.partition(".")[2]
    return beside.count(".") >= 1 and any(name.partition(".")[2] == beside for name in ours)


def _results(value: str, ours: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Method, result and what was looked at, of each result of a field that bears one of our names."""
    identity, *results = _plain(value)
    named = _IDENTITY.match(identity)
    if named is None or named[1].strip('"').lower().rstrip(".") not in ours or named[2] not in (None, "1"):
        return
    for text in results:
        match = _RESULT.match(text)
        if match is not None:
            method = match[1].lower()
            yield method, match[2].lower(), _shown(method, match[3])


def _shown(method: str, rest: str) -> str:
    properties = {f"{kind}.{name}".lower(): value for kind, name, value in _PROPERTY.findall(rest)}
    return next((f"{key}={properties[key]}" for key in _SHOWN.get(method, ()) if key in properties), "")


def _chosen(method: str, results: Iterable[tuple[str, str]]) -> tuple[str, str]:
    rank = {result: place for place, result in enumerate(_WORST_FIRST)}
    ordered = sorted(results, key=lambda one: rank.get(one[0], rank["neutral"]))
    return ordered[-1] if method == "dkim" else ordered[0]


def _plain(value: str) -> list[str]:
    """The value less its comments (which nest), cut at semicolons that stand outside quotes."""
    pieces: list[list[str]] = [[]]
    depth, quoted, escaped = 0, False, False
    for letter in value:
        if escaped:
            escaped = False
            if not depth:
                pieces[-1].append(letter)
        elif letter == "\\" and (depth or quoted):
            escaped = True
        elif depth:
            depth += {"(": 1, ")": -1}.get(letter, 0)
        elif letter == '"':
            quoted = not quoted
            pieces[-1].append(letter)
        elif letter == "(" and not quoted:
            depth = 1
            pieces[-1].append(" ")
        elif letter == ";" and not quoted:
            pieces.append([])
        else:
            pieces[-1].append(letter)
    return ["".join(piece) for piece in pieces]
