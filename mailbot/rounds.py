"""The next circular: its folder of rules laid out after an older one, so that only what changed is to be written."""

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mailbot import rules
from mailbot.errors import ConfigError

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,40}")
TO_LOOK_AT = (
    ("round.toml", "titles, guideline, deadline, closes, contacts, words of mails, reminders, holidays"),
    ("elements.toml", "what a plan must hold: headings, words, examples; one table an element"),
    ("tiers.toml", "by which way each group of agencies sends, and who owes a plan"),
    ("findings.toml", "clauses that findings name, and how to mend them"),
    ("form.toml", "sentences of the circular and of its form, so that a copy of them is no plan"),
    ("advice.toml", "what is advised but never held against a plan; leave out what the circular does not say"),
    ("registry/", "agencies, their names, domains and heads; lists of local government are imported"),
    ("replies/", "letters; they take titles, dates and contacts from round.toml"),
)
"""Files of a round, and what a person looks at in each before it starts."""


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round that was laid out. changed: lines of round.toml that were written."""

    folder: Path
    changed: tuple[str, ...]


def lay_out(
    round_id: str, source_id: str, deadline: date, into: Path, source: Path | None = None, prefix: str = ""
) -> NewRound:
    """Copy the rules of `source_id` to the new folder `into`/`round_id`, with its own id, receipts and deadline.

    source: folder that holds the older round; None = those installed with mailbot. prefix: of receipts, '' = made from
    the id (bcp-2570 gives BCP2570). Raises ConfigError when the id is none or taken, or the older round does not load.
    """
    if not _ID.fullmatch(round_id):
        raise ConfigError(f"round {round_id!r}: small letters, digits and hyphens, as bcp-2570")
    older = rules.load(source_id, source)
    target = into / round_id
    if target.exists():
        raise ConfigError(f"round {round_id!r}: {target} is there already")
    prefix = prefix or re.sub(r"[^A-Z0-9]", "", round_id.upper())
    if prefix == older.round.receipt_prefix:
        raise ConfigError(f"receipt prefix {prefix!r} is that of {source_id}: receipts of two rounds must differ")
    into.mkdir(parents=True, exist_ok=True)
    shutil.copytree(older.folder, target, ignore=shutil.ignore_patterns("__pycache__"))
    changed = _rewrite(target / "round.toml", round_id, prefix, deadline)
    try:
        rules.load(round_id, into)
    except ConfigError:
        shutil.rmtree(target)
        raise
    return NewRound(target, changed)


def _rewrite(path: Path, round_id: str, prefix: str, deadline: date) -> tuple[str, ...]:
    """The lines that must differ; days off and the closing day of the older round are taken out."""
    values = {"id": f'"{round_id}"', "receipt_prefix": f'"{prefix}"', "deadline": deadline.isoformat()}
    kept, changed, in_holidays = [], [], False
    for line in path.read_text("utf-8").splitlines():
        in_holidays = line.startswith("[holidays.") or (in_holidays and not line.startswith("["))
        key = line.partition("=")[0].strip()
        if key in values:
            changed.append(f"{key} = {values.pop(key)}")
            kept.append(changed[-1])
        elif key != "closes" and not (in_holidays and re.match(r"\d{4}-", line)):
            kept.append(line)
    path.write_text("\n".join(kept) + "\n", "utf-8")
    return tuple(changed)
