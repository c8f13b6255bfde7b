"""What a sender promises: one mail to one address, and exactly one of five answers about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Outcome = Literal["sent", "retry", "refused", "uncertain", "login_refused"]

StepHook = Callable[[str], None]
"""Called with "data-sent" when the last byte is out and no answer has come, with "data-accepted" after the yes."""


def no_hook(_step: str) -> None:
    """The hook of everyday: nothing happens between the steps."""


@dataclass(frozen=True, slots=True)
class SendResult:
    """How one attempt ended. reason: the server's words or ours, without secrets. code: SMTP reply code or None.

    sent: accepted. retry: certainly not accepted, may work later. refused: certainly not accepted, for good.
    uncertain: the line went dead after the last byte; the same bytes may be sent once more, not oftener.
    server_ails: no session came about (DNS, connection, greeting, TLS, login put off): it is not about this mail.
    login_refused: our credentials or rights are not accepted; staff must look, the mail stays as it is.
    """

    outcome: Outcome
    reason: str = ""
    code: int | None = None
    server_ails: bool = False


class Sender(Protocol):
    """Takes finished bytes; never raises for what server, network or disk do."""

    def send(self, raw: bytes, envelope_from: str, recipient: str) -> SendResult:
        """One mail to one recipient. raw: whole message; envelope_from: addr-spec, '' for the null sender."""
        ...
