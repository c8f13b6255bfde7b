"""IDLE (RFC 2177) without the traps of imapclient's idle_check.

idle_check() answers "nothing" at once and for ever on a dead socket, loses an EXISTS line that comes in two
packets, and does not see one that came in the packet of the server's "+ idling". So the socket is only watched
here, never read while idling; whatever is there is read after DONE, under the ordinary read time-out, which also
finds a half-open connection.
"""

import select
import time
from collections.abc import Callable
from typing import Any

from imapclient import IMAPClient

_SLICE_SECONDS = 0.5


def idle(client: IMAPClient, seconds: float, stopped: Callable[[], bool]) -> None:
    """Returns when the server said something, after `seconds`, or soon after `stopped` says so.

    Raises what imapclient raises (its errors, OSError) when the connection is dead: then it must be dropped.
    """
    connection: Any = client._imap
    tag = connection._command("IDLE")
    spoken = False
    while connection._get_response() is not None:  # None is the "+"; an EXISTS may legally come before it
        if connection.tagged_commands[tag] is not None:
            raise client.Error(f"IDLE refused: {connection.tagged_commands.pop(tag)[0]}")
        spoken = True
    if not spoken and not _has_unread(client):
        _watch(client, seconds, stopped)
    client._idle_tag = tag
    client.idle_done()


def _has_unread(client: IMAPClient) -> bool:
    """Whether a line came together with the "+" and lies in our own buffers, where poll() cannot see it."""
    sock = client.socket()
    before = sock.gettimeout()
    sock.setblocking(False)
    try:
        return bool(client._imap.file.peek(1))
    except OSError:  # SSLWantReadError: nothing there
        return False
    finally:
        sock.settimeout(before)


def _watch(client: IMAPClient, seconds: float, stopped: Callable[[], bool]) -> None:
    """In slices, because a signal that asks us to end does not interrupt poll() (PEP 475)."""
    watch = select.poll()
    watch.register(client.socket().fileno(), select.POLLIN)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not stopped():
        if watch.poll(min(left, _SLICE_SECONDS) * 1000):
            return
