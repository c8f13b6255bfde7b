"""Mails of the TOML files beside: words, files and whose plans they bring.

Keys of a mail: trap (what could go wrong), from, subject, body, letter (a covering letter in a PDF file), cover (lines
of the title page), files (stem of the Word and the PDF file). `for` writes the mail once for each agency, `plans` lists
several with cover, files and want. Whose it is: want (an agency's id, or "for"), want_prefix (an instance of a kind of
field office), want_or_nobody, ask (who must be among the candidates), ask_any (somebody must be asked), nobody (a unit,
a company, a person), spoof. route: the finding that the route must give. arguable: careful people would differ.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailbot.agencies.registry import Registry
from tests.agencies.mails.press import Entry, words_of

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Truth:
    """What is right for one plan. meaning: one, ask, nobody or spoof; agency: an id, or a prefix that ends with a
    colon; among: who must be a candidate."""

    meaning: str
    agency: str = ""
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One mail and the truth of each of its plans."""

    entry: Entry
    truths: tuple[Truth, ...]
    trap: str
    local: bool
    arguable: bool
    route: str = ""


def cases(which: str, registry: Registry) -> list[Case]:
    """The mails of one set (first to fifteenth) whose agencies the registry knows."""
    found: list[Case] = []
    for file in sorted(FOLDER.glob(f"{which}_*.toml")):
        for at, row in enumerate(tomllib.loads(file.read_text("utf-8"))["mail"], 1):
            found += _written(row, f"{file.stem} {at}", registry)
    return found


def _written(row: dict[str, Any], name: str, registry: Registry) -> Iterator[Case]:
    for number, agency_id in enumerate(row.get("for", ("",)), 1):
        agency = registry.get(agency_id) if agency_id else None
        if agency_id and agency is None:
            continue
        words = words_of(agency, registry) if agency else {}
        whole, province = words.get("n", ""), words.get("p", "")
        words |= {
            "no_th": words.get("no", ""),
            "no": str(100 + number),
            "sng": _shortened(whole, province),
            "head": whole.removesuffix(f"จังหวัด{province}"),
            "bare": whole.removesuffix("(องค์การมหาชน)").strip(),
        }

        def put(text: str, words: dict[str, str] = words) -> str:
            for key, value in words.items():
                text = text.replace("{" + key + "}", value)
            return text

        plans = row.get("plans", (row,))
        truths = tuple(_truth(plan, agency_id) for plan in plans)
        named = [one for truth in truths for one in (truth.agency, *truth.among) if one and ":" not in one]
        if not all(registry.get(one) for one in named):
            continue
        entry = Entry(
            f"{name} {agency_id}".strip(),
            put(row["from"]),
            put(row["subject"]),
            put(row["body"]),
            tuple((put(plan["cover"]), _files(put(plan.get("files", "แผน BCP")))) for plan in plans),
            tuple(truth.agency or None for truth in truths),
            letter=put(row.get("letter", "")),
        )
        local = any(one.startswith("l.") for one in named)
        yield Case(entry, truths, row["trap"], local, row.get("arguable", False), row.get("route", ""))


def _truth(row: dict[str, Any], agency_id: str) -> Truth:
    if row.get("spoof"):
        return Truth("spoof")
    if "ask" in row or "ask_any" in row:
        return Truth("ask", among=tuple(row.get("ask", ())))
    if "want_or_nobody" in row:
        return Truth("one_or_nobody", row["want_or_nobody"])
    if row.get("nobody"):
        return Truth("nobody")
    return Truth("one", row.get("want_prefix") or (agency_id if row["want"] == "for" else row["want"]))


def _files(stem: str) -> tuple[str, str]:
    return f"{stem}.docx", f"{stem}.pdf"


def _shortened(name: str, province: str) -> str:
    """As a clerk writes it in a hurry: สนง.เกษตร จ.ตาก."""
    return name.replace("สำนักงาน", "สนง.").replace(f"จังหวัด{province}", f" จ.{province}")
