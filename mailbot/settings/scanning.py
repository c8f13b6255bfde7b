"""The virus scanner that looks at what came, where there is one."""

from typing import Literal

from pydantic import Field, model_validator

from mailbot.settings.section import Section

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ScanSection(Section):
    """ClamAV's clamd, spoken to over its own protocol."""

    kind: Literal["off", "clamd"] = Field(
        "off", description="off: nothing is scanned; clamd: every mail is scanned before it is judged."
    )
    socket: str = Field(
        "/run/clamav/clamd.ctl", description="Unix socket of clamd; empty = host and port are used instead."
    )
    host: str = Field("127.0.0.1", description="Address of clamd: this machine only, its protocol is not encrypted.")
    port: int = Field(3310, ge=1, le=65535, description="TCP port of clamd.")
    seconds: float = Field(120, gt=0, le=3600, description="Longest time in seconds that scanning one mail may take.")
    limit_mb: float = Field(
        100, gt=0, description="Megabytes of the largest mail that is sent to clamd; at most its StreamMaxLength."
    )
    required: bool = Field(
        True,
        description="true: a mail that cannot be scanned waits until it can, and staff are told once; false: it is "
        "judged unscanned, and staff see that.",
    )

    @model_validator(mode="after")
    def _loopback_only(self) -> "ScanSection":
        if not self.socket and self.host not in _LOOPBACK:
            raise ValueError("host must be this machine (127.0.0.1 or ::1): whole mails go over this connection")
        return self
