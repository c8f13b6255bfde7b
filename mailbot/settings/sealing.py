"""Where the keys of sealed mails lie."""

from pathlib import Path

from pydantic import Field, SecretStr

from mailbot.settings.section import Section


class SealingSection(Section):
    """Mails that bear a classification mark are encrypted on our disk."""

    public_key: Path | None = Field(
        None,
        description="PEM file of the X25519 public key that seals; empty = sealing/public.pem in the data folder, made "
        "with its private half when it is first needed.",
    )
    private_key: Path | None = Field(
        None,
        description="PEM file of the private key, under a passphrase; empty = sealing/private.pem in the data folder. "
        "Only reading and releasing a sealed mail open it; it may lie on a stick.",
    )
    passphrase: SecretStr = Field(
        SecretStr(""),
        description="Passphrase of the private key, better in the environment of whoever releases; the daemon needs "
        "none.",
    )
