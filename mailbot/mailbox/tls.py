"""One verifying TLS context for IMAP and SMTP: neither may ever fall back to an unchecked connection."""

import ipaddress
import ssl
from pathlib import Path
from typing import Literal

from mailbot.errors import ConfigError

Security = Literal["tls", "starttls", "none"]


def verifying_context(ca_file: Path | None, key: str) -> ssl.SSLContext:
    """A context that checks chain, dates and host name, TLS 1.2 or newer.

    ca_file: PEM to trust instead of the system's authorities. key: name of the setting, for the message.
    Raises ConfigError when the file cannot be read.
    """
    try:
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"{key}: {ca_file} cannot be read as PEM certificates: {error}") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def check_unencrypted(security: Security, host: str, key: str) -> None:
    """Raises ConfigError when a password would cross a network unencrypted (security none to another machine)."""
    if security == "none" and not _is_loopback(host):
        raise ConfigError(f'{key}: "none" is only for a server on this machine, not for {host!r}')


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
