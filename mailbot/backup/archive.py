"""The form of a backup: a tar file whose last member, manifest.json, has the SHA-256 of every other one."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from mailbot.errors import ConfigError

FORMAT = 1
MANIFEST, LEDGER, JOURNAL = "manifest.json", "ledger.sqlite3", "journal"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. taken_at: ISO 8601, UTC. files: name within the data folder -> SHA-256. missing: mails of
    the ledger whose bytes the spool has lost (hex)."""

    round_id: str
    taken_at: str
    mailbot: str
    mails: int
    files: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    format: int = FORMAT

    def json(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()


def read_manifest(path: Path) -> Manifest:
    """The manifest of a whole backup. Raises ConfigError for a file that is none, or was cut off."""
    with opened(path) as archive:
        members_ = archive.getmembers()
        last = members_[-1] if members_ else None
        if last is None or last.name != MANIFEST:
            raise ConfigError(f"{path} is no whole backup: its list of contents, which comes last, is missing")
        table = json.loads(_bytes_of(archive, last))
    if table.get("format") != FORMAT:
        raise ConfigError(f"{path} is a backup of another form ({table.get('format')!r}); this mailbot reads {FORMAT}")
    table["missing"] = tuple(table["missing"])
    return Manifest(**table)


def members(path: Path, manifest: Manifest) -> Iterator[tuple[str, IO[bytes]]]:
    """(name, open file) of everything in the archive but the manifest, in its order. Raises ConfigError for a name that
    the manifest does not have or that leads out of the folder, and when something is missing."""
    left = set(manifest.files)
    with opened(path) as archive:
        for member in archive:
            if member.name == MANIFEST:
                continue
            if member.name not in left or not member.isfile() or not _stays_inside(member.name):
                raise ConfigError(f"{path} holds something that is not in its list: {member.name!r}")
            left.remove(member.name)
            file = archive.extractfile(member)
            if file is None:
                raise ConfigError(f"{path}: {member.name!r} cannot be read")
            yield member.name, file
    if left:
        raise ConfigError(f"{path} lacks {len(left)} files of its list, as {min(left)!r}")


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """The archive. Raises ConfigError when it is none, or breaks off."""
    try:
        with tarfile.open(path, "r:") as archive:
            yield archive
    except (tarfile.TarError, OSError) as error:
        raise ConfigError(f"{path} cannot be read as a backup: {error}") from error


def digest_of(file: IO[bytes], copy_to: IO[bytes] | None = None) -> str:
    """SHA-256 of an open file, which is copied on the way."""
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
        if copy_to is not None:
            copy_to.write(piece)
    return digest.hexdigest()


def _bytes_of(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file is not None else b"{}"


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts != ()
