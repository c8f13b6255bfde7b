"""A real Dovecot 2.3 on loopback: the IMAP server against which mailbox, daemon and kill tests run."""

import contextlib
import getpass
import grp
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import imapclient
import pytest

from tests.servers.certificate import Certificate, make_certificate
from tests.servers.ports import free_port

USER, PASSWORD = "bot", "secret"
_UNPRIVILEGED_MAIL_UID = 65534
_START_SECONDS = 40.0
_TRIES = 4


class DovecotServer:
    """One Dovecot with its own folder, certificate and mailboxes.

    port: IMAP with STARTTLS and plain. port_tls: IMAP over TLS. port_lmtp: delivery. ca_file: PEM to trust.
    """

    def __init__(self, base: Path, certificate: Certificate, extra: str, namespace: str) -> None:
        self.base = base
        self.host = "127.0.0.1"
        self.user, self.password = USER, PASSWORD
        self.port, self.port_tls, self.port_lmtp = free_port(), free_port(), free_port()
        self.certificate = certificate
        self.ca_file = certificate.certificate
        self._extra, self._namespace = extra, namespace
        self._process: subprocess.Popen[bytes] | None = None
        self._own_logins = 0

    @classmethod
    def start(
        cls,
        *,
        without: tuple[str, ...] = (),
        prefix: str = "",
        separator: str = "/",
        certificate: Certificate | None = None,
        extra: str = "",
    ) -> "DovecotServer":
        """A running server; `without` names capabilities that it must not have (MOVE, UIDPLUS, IDLE).

        prefix and separator are those of the personal namespace. Skips the test when there is no Dovecot 2.3,
        fails it when the environment says CI=true.
        """
        _need_dovecot()
        base = Path(tempfile.mkdtemp(prefix="dc"))  # short: a UNIX socket's path has at most 107 bytes
        namespace = f"namespace inbox {{\n  inbox = yes\n  prefix = {prefix}\n  separator = {separator}\n}}\n"
        certificate = certificate or make_certificate(base / "tls")
        for left in reversed(range(_TRIES)):
            server = cls(base, certificate, extra, namespace)
            server._write_config()
            try:
                server.resume()
                break
            except RuntimeError:  # another test was given the same free port
                if not left:
                    raise
        if without:
            kept = " ".join(word for word in server._capabilities() if word not in without)
            server.kill()
            server._extra += f"\nimap_capability = {kept}\n"
            server._write_config()
            server.resume()
        return server

    def resume(self) -> None:
        """Starts the server (again, after `kill`) and waits for its greeting: the open port alone says nothing. What
        was killed may still let go of its sockets: then it is tried again."""
        for left in reversed(range(_TRIES)):
            try:
                self._start()
                return
            except RuntimeError:
                self.kill()
                if not left:
                    raise
                time.sleep(0.5)

    def _start(self) -> None:
        self._process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self.base / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + _START_SECONDS
        while not _greets(self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Dovecot did not start:\n{self.log()}")
            time.sleep(0.005)

    def kill(self) -> None:
        """Sudden death of the whole server; mails stay."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Kills the server and removes its folder."""
        self.kill()
        shutil.rmtree(self.base, ignore_errors=True)

    def log(self) -> str:
        """What the server logged."""
        path = self.base / "dovecot.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def foreign_logins(self) -> int:
        """How often anybody but this class has logged in: what `until` looks at must not count against the daemon."""
        return self.log().count("Login: ") - self._own_logins

    def deliver(self, raw: bytes, user: str = USER, envelope_from: str = "sender@example.org") -> None:
        """One mail through LMTP, as a border server would deliver it (adds Return-Path and Received)."""
        with smtplib.LMTP(self.host, self.port_lmtp, local_hostname="localhost", timeout=20) as lmtp:
            lmtp.sendmail(envelope_from, [user], raw)

    @contextlib.contextmanager
    def client(self) -> Iterator[imapclient.IMAPClient]:
        """A second pair of eyes: a logged-in client of its own."""
        with imapclient.IMAPClient(self.host, self.port, ssl=False, timeout=20) as client:
            client.login(self.user, self.password)
            self._own_logins += 1
            yield client

    def folders(self) -> list[str]:
        """Names of all folders that can hold mail, as this server writes them."""
        with self.client() as client:
            return sorted(name for flags, _separator, name in client.list_folders() if b"\\Noselect" not in flags)

    def messages(self, folder: str = "INBOX") -> list[bytes]:
        """Bytes of all mails in a folder that are not marked \\Deleted, in order of UID."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            uids = client.search("UNDELETED")
            fetched = client.fetch(uids, ["BODY.PEEK[]"])
            return [fetched[uid][b"BODY[]"] for uid in uids if uid in fetched]

    def flags(self, folder: str = "INBOX") -> list[tuple[bytes, ...]]:
        """Flags of all mails in a folder (less \\Recent), \\Deleted ones too, in order of UID."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            found = client.get_flags(client.search("ALL"))
            return [tuple(sorted(set(found[uid]) - {b"\\Recent"})) for uid in sorted(found)]

    def whereabouts(self) -> dict[str, list[str]]:
        """Folder -> Message-IDs in it, for 'every mail in exactly one folder'; empty folders are left out."""
        found = {folder: [message_id(raw) for raw in self.messages(folder)] for folder in self.folders()}
        return {folder: ids for folder, ids in found.items() if ids}

    def change_uidvalidity(self, folder: str = "INBOX") -> None:
        """Makes the server number the folder anew, as after a restore or a move to another server."""
        self.kill()
        home = self.base / "mail" / self.user
        place = home if folder == "INBOX" else home / f".{folder}"
        uid_list = place / "dovecot-uidlist"
        changed = re.sub(r" V(\d+)", lambda found: f" V{int(found[1]) + 1000}", uid_list.read_text(), count=1)
        uid_list.write_text(changed)
        for path in place.glob("dovecot.index*"):
            path.unlink()
        self.resume()

    def _capabilities(self) -> list[str]:
        with self.client() as client:
            return [word.decode() for word in client.capabilities()]

    def _write_config(self) -> None:
        root = os.geteuid() == 0
        uid, gid = (_UNPRIVILEGED_MAIL_UID,) * 2 if root else (os.getuid(), os.getgid())
        for name in ("run", "mail", "home"):
            (self.base / name).mkdir(exist_ok=True)
        if root:
            for name in ("mail", "home"):
                os.chown(self.base / name, uid, gid)
        self.base.chmod(0o755)
        (self.base / "passwd").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\nother:{{PLAIN}}{PASSWORD}\n")
        (self.base / "dovecot.conf").write_text(
            _CONFIG.format(
                b=self.base,
                login="dovenull" if root else getpass.getuser(),
                internal="dovecot" if root else getpass.getuser(),
                group="dovecot" if root else grp.getgrgid(gid).gr_name,
                unchroot="" if root else "service anvil {\n  chroot =\n}\nservice stats {\n  chroot =\n}\n",
                port=self.port,
                port_tls=self.port_tls,
                port_lmtp=self.port_lmtp,
                uid=uid,
                gid=gid,
                cert=self.certificate.certificate,
                key=self.certificate.key,
                namespace=self._namespace,
                extra=self._extra,
            )
        )


def message_id(raw: bytes) -> str:
    """Message-ID of a mail, '' when it has none."""
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    found = re.search(rb"^message-id:\s*(\S+)", head, re.IGNORECASE | re.MULTILINE)
    return found[1].decode("ascii", "replace") if found else ""


def _need_dovecot() -> None:
    version = ""
    if shutil.which("dovecot"):
        version = subprocess.run(["dovecot", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if not version.startswith("2.3"):
        reason = f"needs Dovecot 2.3 (apt install dovecot-imapd dovecot-lmtpd), found {version or 'none'}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as probe:
            return probe.recv(4).startswith(b"* OK")
    except OSError:
        return False


_CONFIG = """\
base_dir = {b}/run
state_dir = {b}/state
log_path = {b}/dovecot.log
instance_name = {b}
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
{unchroot}service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {port_tls}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {port_lmtp}
  }}
}}
mail_location = maildir:{b}/mail/%u
first_valid_uid = 0
mail_max_userip_connections = 100
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {b}/passwd
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={b}/home/%u
}}
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
ssl_dh =
{namespace}{extra}
"""
