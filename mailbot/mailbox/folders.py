"""Folders of an IMAP account: what the server calls them, and making those that are missing."""

import logging
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from mailbot.errors import Transient

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Namespace:
    """The personal namespace of an account (RFC 2342): what stands before folder names, what stands between."""

    prefix: str = ""
    separator: str = "/"

    def name(self, folder: str) -> str:
        """The server's name of a folder of the settings, where '/' always stands between levels."""
        if folder.upper() == "INBOX":
            return "INBOX"
        own = folder.replace("/", self.separator) if self.separator else folder
        return own if not self.prefix or own.startswith(self.prefix) else self.prefix + own


def personal_namespace(client: IMAPClient) -> Namespace:
    """Asks the server; without NAMESPACE the separator comes from LIST (RFC 3501 6.3.8)."""
    if client.has_capability("NAMESPACE"):
        spaces = client.namespace().personal
        if spaces:
            prefix, separator = spaces[0]
            return Namespace(prefix or "", separator or "")
    listed = client.list_folders("", "")
    separator = listed[0][1] if listed else b"/"
    return Namespace("", separator.decode("ascii") if separator else "")


def ensure_folder(client: IMAPClient, name: str) -> None:
    """Makes and subscribes a folder when it is missing. Raises Transient when one of this name cannot hold mail."""
    found = _listed(client, name)
    if found is None:
        create_folder(client, name)
    elif rb"\noselect" in found or rb"\nonexistent" in found:
        raise Transient(f"folder {name!r} cannot hold mail (the server calls it \\Noselect)")


def create_folder(client: IMAPClient, name: str) -> None:
    """CREATE and SUBSCRIBE; somebody else may have made it a moment ago."""
    try:
        client.create_folder(name)
    except IMAPClientError:
        if _listed(client, name) is None:
            raise
    else:
        _log.info("made folder %s", name)
    try:
        client.subscribe_folder(name)  # else clerks do not see it in their mail programs
    except IMAPClientError as error:
        if isinstance(error, IMAPClient.AbortError):
            raise
        _log.warning("folder %s could not be subscribed: %s", name, error)


def _listed(client: IMAPClient, name: str) -> set[bytes] | None:
    """Attributes of one folder in lower case, None when there is no such folder."""
    listed: list[tuple[Any, Any, str]] = client.list_folders("", name)
    for attributes, _separator, found in listed:
        if found == name or found.upper() == name.upper() == "INBOX":
            return {attribute.lower() for attribute in attributes}
    return None
