"""The spool keeps bytes durably under their hash, and says so when it cannot."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from mailbot.errors import Poison, Transient
from mailbot.mailbox.spool import Spool


def test_put_and_get(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool")
    raw = b"Subject: \xe1\xbc\xb9\r\n\r\n\0\xff"
    ref = spool.put(raw)
    digest = hashlib.sha256(raw).hexdigest()
    assert (ref.sha256, ref.size, str(ref.path)) == (digest, len(raw), f"{digest[:2]}/{digest}.eml")
    assert spool.get(digest) == raw
    assert (spool.folder / ref.path).stat().st_mode & 0o777 == 0o600
    assert spool.folder.stat().st_mode & 0o777 == 0o700


def test_the_same_bytes_are_one_file_and_a_damaged_one_is_mended(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    ref = spool.put(b"one")
    inode = (tmp_path / ref.path).stat().st_ino
    assert spool.put(b"one") == ref
    assert (tmp_path / ref.path).stat().st_ino == inode
    (tmp_path / ref.path).write_bytes(b"two")
    with pytest.raises(Poison, match="changed or damaged"):
        spool.get(ref.sha256)
    assert spool.put(b"one") == ref
    assert spool.get(ref.sha256) == b"one"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_is_not_there_or_no_hash(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    with pytest.raises(Transient, match="cannot be read"):
        spool.get("0" * 64)
    with pytest.raises(Poison, match="not a SHA-256"):
        spool.get("../../etc/passwd")


def test_a_full_disk_is_transient_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills while the file is flushed: the real error of the real call, only its moment is ours."""
    spool = Spool(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Transient, match="No space left"):
            spool.put(b"one")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert spool.get(spool.put(b"one").sha256) == b"one"


def test_a_place_that_is_no_folder_is_transient(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Transient):
        Spool(tmp_path / "file").put(b"one")


def test_sweep_removes_only_what_a_crash_left(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    ref = spool.put(b"one")
    (tmp_path / ref.path.parent / ".0123456789abcdef.tmp").write_bytes(b"half")
    assert [spool.sweep(), spool.sweep()] == [1, 0]
    assert spool.get(ref.sha256) == b"one"
