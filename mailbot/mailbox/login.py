"""Who we are to a mail server: a password, or an OAuth2 access token that a command prints.

Secrets never enter a message or a log.
"""

import subprocess
from collections.abc import Sequence

from mailbot.errors import LoginRefused, Transient

_COMMAND_SECONDS = 60.0


def access_token(command: Sequence[str]) -> str:
    """Runs the command of the settings (no shell) and returns the token on its first line.

    Raises LoginRefused when the command does not exist, Transient when it fails, prints nothing or takes over 60 s.
    """
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_COMMAND_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Transient(f"oauth2_command {command[0]!r} gave no token within {_COMMAND_SECONDS:.0f} seconds") from None
    except OSError as error:
        raise LoginRefused(f"oauth2_command {command[0]!r} cannot be run: {error.strerror}") from None
    lines = done.stdout.decode("ascii", "replace").split()
    if done.returncode or not lines:
        raise Transient(f"oauth2_command {command[0]!r} gave no token (exit code {done.returncode})")
    return lines[0]


def xoauth2(user: str, token: str) -> str:
    """Client response of mechanism XOAUTH2 (Google, Microsoft)."""
    return f"user={user}\1auth=Bearer {token}\1\1"


def oauthbearer(user: str, token: str) -> str:
    """Client response of mechanism OAUTHBEARER (RFC 7628 3.1)."""
    name = user.replace("=", "=3D").replace(",", "=2C")
    return f"n,a={name},\1auth=Bearer {token}\1\1"
