"""What is wrong with a list, by line, in the clerk's words; a list with faults is refused whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.errors import MailbotError


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its line in the file (0 = the file itself), what it is in Thai and in English."""

    line: int
    th: str
    en: str


class BrokenList(MailbotError):
    """The file cannot be taken as it is; nothing of it was. `faults`: all that was found, in the file's order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("\n".join(f"line {fault.line}: {fault.en}" for fault in self.faults))
