"""Good files made hostile by a seeded hand: cut, flipped, swollen, repeated, nested; the same seed, the same files."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """One hostile file. how: which hand made it."""

    name: str
    data: bytes
    how: str


def mutants(seeds: dict[str, bytes], count: int, seed: int) -> Iterator[Mutant]:
    """`count` files from good ones (name to bytes), each by one to three hands."""
    chance = random.Random(seed)
    names = sorted(seeds)
    for _ in range(count):
        name = chance.choice(names)
        data, hands = seeds[name], []
        for _ in range(chance.randint(1, 3)):
            hand = chance.choice(_INSIDE if data.startswith(b"PK") and chance.random() < 0.6 else _BARE)
            data = hand(data, chance)
            hands.append(hand.__name__.strip("_"))
        yield Mutant(name, data, "+".join(hands))


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 200) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.randint(1, 4096)]
    return data[:start] + piece * chance.randint(2, 500) + data[start:]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randint(1, 20_000) :]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    """Some numbers in the text become absurd: lengths, offsets, counts, references to oneself."""
    absurd = [b"0", b"-1", b"4294967295", b"99999999999999999999", b"2147483648", b"1"]
    return re.sub(rb"\d+", lambda found: chance.choice(absurd) if chance.random() < 0.02 else found[0], data)


def _rewritten(data: bytes, chance: random.Random, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip file packed anew with one of its parts changed; what is no zip file any more stays as it is."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            chosen = chance.choice(old.namelist())
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, change(name, content) if name == chosen else content)
    except (
        zipfile.BadZipFile,
        zlib.error,
        IndexError,
        EOFError,
        ValueError,
        NotImplementedError,
        OSError,
        RuntimeError,
    ):
        return data
    return made.getvalue()


def _part(data: bytes, chance: random.Random) -> bytes:
    return _rewritten(data, chance, lambda _name, content: chance.choice(_BARE)(content, chance))


def _nest(data: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((300, 5_000, 100_000))
    tag = chance.choice((b"w:p", b"w:tbl", b"x", b"mc:AlternateContent"))
    return _rewritten(
        data,
        chance,
        lambda _name, content: content.replace(b"><", b">" + (b"<" + tag + b">") * depth + b"<", 1),
    )


def _swell(data: bytes, chance: random.Random) -> bytes:
    size = chance.choice((1 << 20, 40 << 20))
    return _rewritten(data, chance, lambda _name, content: content + b" " * size)


def _entities(data: bytes, chance: random.Random) -> bytes:
    head = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return _rewritten(data, chance, lambda _name, content: content.replace(b"?>", b"?>" + head, 1))


_BARE: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _flip, _repeat, _drop, _numbers)
_INSIDE: tuple[Callable[[bytes, random.Random], bytes], ...] = (_part, _nest, _swell, _entities)
