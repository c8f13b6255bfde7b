"""Moving one mail so that it is never lost and never doubled, with what the server can do.

MOVE                where the server has it. The untagged COPYUID is the proof: MOVE of a mail that is gone answers OK.
COPY + UID EXPUNGE  where MOVE is missing and UIDPLUS is there: COPYUID first, then \\Deleted, EXPUNGE of this UID.
COPY and a mark     where both are missing: a bare EXPUNGE would delete other people's mails, so the original
                    stays, marked \\Deleted and, where the server allows keywords, $MailbotMoved. Marked mails no
                    longer count as waiting; any mail program that expunges completes the move.
Both COPY ways look first whether the target holds the very bytes already: a crash between COPY and the rest
must not end in two copies.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from imapclient import DELETED, IMAPClient

from mailbot.errors import Transient
from mailbot.mailbox.fingerprint import Fingerprint, fingerprint, selected_holds
from mailbot.mailbox.folders import create_folder

MOVED_KEYWORD = "$MailbotMoved"

Examined = Callable[[IMAPClient, str], AbstractContextManager[None]]
"""Opens another folder read-only and comes back to the inbox."""

_log = logging.getLogger(__name__)


def keeps_originals(client: IMAPClient) -> bool:
    """Whether this server leaves us no way to take a mail out of the inbox safely."""
    return not client.has_capability("MOVE") and not client.has_capability("UIDPLUS")


def waiting_criteria(client: IMAPClient, keywords: bool) -> str:
    """SEARCH for what still waits; ASCII only. keywords: the inbox keeps keywords of our own."""
    if not keeps_originals(client):
        return "ALL"
    return f"UNKEYWORD {MOVED_KEYWORD}" if keywords else "UNDELETED"


def move(client: IMAPClient, uid: int, target: str, examined: Examined, keywords: bool) -> bool:
    """Moves one mail of the selected inbox. True when proved, False when it was no longer there.

    target: the server's folder name. Raises Transient when nothing can be proved, imapclient's errors otherwise.
    """
    client.noop()  # else a mail that came a moment ago is unknown to this session
    if client.has_capability("MOVE"):
        return _by_move(client, uid, target, examined)
    return _by_copy(client, uid, target, examined, keywords)


def _by_move(client: IMAPClient, uid: int, target: str, examined: Examined) -> bool:
    told = client.has_capability("UIDPLUS")
    wanted = None if told else fingerprint(client, uid)
    if not told and wanted is None:
        return False
    if _with_target(client, "MOVE", uid, target):
        return True
    if _present(client, uid):
        raise Transient(f"the server says that it moved mail {uid} to {target}, but it is still in the inbox")
    if wanted is None:
        return False  # the server tells of every move; it told of none, so another hand was quicker
    with examined(client, target):
        return selected_holds(client, wanted)


def _by_copy(client: IMAPClient, uid: int, target: str, examined: Examined, keywords: bool) -> bool:
    wanted = fingerprint(client, uid)
    if wanted is None or not _unmoved(client, uid, keywords):
        return False
    if not _target_holds(client, target, wanted, examined) and not _with_target(client, "COPY", uid, target):
        if not _target_holds(client, target, wanted, examined):
            raise Transient(f"the server did not prove that it copied mail {uid} to {target}")
        _log.debug("copy of %s proved by its bytes", uid)
    if client.has_capability("UIDPLUS"):
        client.add_flags([uid], [DELETED], silent=True)
        client.uid_expunge([uid])
    else:
        client.add_flags([uid], [DELETED, *([MOVED_KEYWORD] if keywords else [])], silent=True)
    if _unmoved(client, uid, keywords):
        raise Transient(f"mail {uid} is in {target}, but the server kept it in the inbox too")
    return True


def _target_holds(client: IMAPClient, target: str, wanted: Fingerprint, examined: Examined) -> bool:
    with examined(client, target):
        return selected_holds(client, wanted)


def _with_target(client: IMAPClient, command: str, uid: int, target: str) -> bool:
    """UID MOVE or UID COPY; a target that somebody removed is made again. True when COPYUID names this mail."""
    answer, data = _told(client, command, uid, target)
    if answer == "NO" and b"TRYCREATE" in _text(data):
        create_folder(client, target)
        answer, data = _told(client, command, uid, target)
    if answer != "OK":
        if not _present(client, uid):
            return False
        raise Transient(f"{command} of mail {uid} to {target} refused: {_text(data).decode('ascii', 'replace')[:200]}")
    proofs = client._imap.untagged_responses.pop("COPYUID", [])
    return any(_names(proof, uid) for proof in proofs)


def _told(client: IMAPClient, command: str, uid: int, target: str) -> tuple[str, Any]:
    connection: Any = client._imap
    connection.untagged_responses.pop("COPYUID", None)
    answer, data = connection.uid(command, str(uid), client._normalise_folder(target))
    return answer, data


def _text(data: Any) -> bytes:
    return b" ".join(part for part in data or [] if isinstance(part, bytes))


def _names(proof: Any, uid: int) -> bool:
    """Whether a COPYUID ('<uidvalidity> <source uids> <new uids>', RFC 4315 3) has this source UID."""
    words = proof.decode("ascii", "replace").split() if isinstance(proof, bytes) else []
    return len(words) == 3 and any(_covers(part, uid) for part in words[1].split(","))


def _covers(part: str, uid: int) -> bool:
    first, _colon, last = part.partition(":")
    if not first.isdecimal() or (last and not last.isdecimal()):
        return False
    ends = sorted((int(first), int(last or first)))
    return ends[0] <= uid <= ends[1]


def _present(client: IMAPClient, uid: int) -> bool:
    client.noop()
    return bool(client.search(["UID", str(uid)]))


def _unmoved(client: IMAPClient, uid: int, keywords: bool) -> bool:
    client.noop()
    return bool(client.search(["UID", str(uid), *waiting_criteria(client, keywords).split()]))
