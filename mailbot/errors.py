"""The four kinds of failure; the kind alone decides what happens to the mail (docs/architecture.md)."""

from collections.abc import Mapping, Sequence


class MailbotError(Exception):
    """Base of all errors that mailbot raises on purpose. thai: the same for officers, '' where only logs tell it."""

    thai: str = ""


class Transient(MailbotError):
    """The world is not well (network, disk, lock): try again later, for ever, with backoff."""


class LoginRefused(Transient):
    """The server answered and said no to our credentials: told apart from a network failure, staff must look."""


class NoWorkers(Transient):
    """Nobody is there to examine mails (a cluster that cannot be reached, a worker that does not start)."""


class Poison(MailbotError):
    """This one mail breaks us: other mails go first; after N tries it is put into Quarantine and staff are told."""


class ConfigError(MailbotError):
    """The settings or the rules are wrong: refuse to start.

    `faults` holds one clear line per fault.
    """

    def __init__(self, faults: str | list[str]) -> None:
        self.faults = [faults] if isinstance(faults, str) else list(faults)
        super().__init__("\n".join(self.faults))


class Refused(MailbotError):
    """We will not take this input, and the sender is told why.

    `code` is a finding code of rules/<round>/findings.toml, `parameters` fill its text.
    """

    def __init__(self, code: str, parameters: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.parameters = dict(parameters or {})
        super().__init__(f"{code} {self.parameters}" if self.parameters else code)


class Outdated(Refused):
    """Somebody decided since this person looked: nothing was changed.

    `since` holds one line for each act since then, oldest first: moment, who, what.
    """

    def __init__(self, since: Sequence[str]) -> None:
        self.since = list(since)
        super().__init__("review.outdated", {"since": "; ".join(self.since)})

        self.thai = "มีผู้วินิจฉัยไปก่อนแล้ว จึงไม่ได้บันทึก: " + "; ".join(self.since)

    def __str__(self) -> str:
        return "decided meanwhile: " + "; ".join(self.since)
