"""The pair of keys: the public one seals and lies beside the ledger; the private one lies under a passphrase.

Without a pair of the office's own, one is made when it is first needed: a secret plan must not wait for a ceremony. Its
passphrase is then written into a file of its own, and `doctor` asks until somebody has taken that file away.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from mailbot.errors import ConfigError, MailbotError, Transient
from mailbot.mailbox.durable import make_folder, write_durably


class KeyRefused(MailbotError):
    """The private key is not there, is another kind of file, or its passphrase is wrong."""


@dataclass(frozen=True)
class Keys:
    """Where the pair lies. own: the pair in the data folder, which may be made; else the settings name the public key.

    passphrase: what was set in the environment, '' when nothing was.
    """

    public: Path
    private: Path
    own: bool
    passphrase: str = ""

    @property
    def left_passphrase(self) -> Path:
        """The file with the passphrase of a pair that was made here; somebody is to take it away."""
        return self.private.with_name("passphrase.txt")

    def public_key(self) -> X25519PublicKey:
        """The key that seals; the pair is made when the data folder has none. Raises ConfigError when the file that
        the settings name cannot be used, Transient when the disk fails."""
        try:
            if self.own and not self.public.exists():
                self._make()
            key = load_pem_public_key(self.public.read_bytes())
        except OSError as error:
            kind = Transient if self.own else ConfigError
            raise kind(f"sealing.public_key: {self.public}: {error.strerror}") from error
        except ValueError as error:
            raise ConfigError(f"sealing.public_key: {self.public} is no public key in PEM") from error
        if not isinstance(key, X25519PublicKey):
            raise ConfigError(f"sealing.public_key: {self.public} is not an X25519 key")
        return key

    def private_key(self, passphrase: str) -> X25519PrivateKey:
        """The key that opens. Raises KeyRefused."""
        try:
            key = load_pem_private_key(self.private.read_bytes(), passphrase.encode() or None)
        except OSError as error:
            raise KeyRefused(f"the private key {self.private} cannot be read: {error.strerror}") from error
        except (ValueError, TypeError) as error:
            raise KeyRefused(f"the private key {self.private} does not open with this passphrase") from error
        if not isinstance(key, X25519PrivateKey):
            raise KeyRefused(f"{self.private} is not an X25519 key")
        return key

    def _make(self) -> None:
        """The public key is written last: where it lies, the pair is whole. A crash before leaves keys that sealed
        nothing, and they are made anew."""
        passphrase = self.passphrase or "-".join(secrets.token_hex(3) for _ in range(5))
        key = X25519PrivateKey.generate()
        make_folder(self.public.parent)
        make_folder(self.private.parent)
        locked = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode()))
        if not self.passphrase:
            write_durably(self.left_passphrase, passphrase.encode() + b"\n")
        write_durably(self.private, locked)
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        write_durably(self.public, public)
