"""A backup proves itself, refuses to overwrite, and is refused when it is not whole."""

import io
import os
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.backup.restoring import restore
from mailbot.backup.taking import take, verify
from mailbot.errors import ConfigError
from mailbot.ledger.store import Ledger
from mailbot.mailbox.spool import Spool
from tests.ledger.samples import NOW

DAY = datetime(2020, 6, 15, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with three mails, a secret, and what is no part of a backup."""
    made = tmp_path / "data"
    ledger = Ledger(made / "ledger.sqlite3", "bcp-2563", "BCP2563")
    box = ledger.mailbox_id("bot", "INBOX", "1")
    for number in range(3):
        reference = Spool(made / "spool").put(b"mail %d" % number)
        ledger.record_fetched(box, str(number), reference.sha256, 6, NOW, NOW)
    (made / "secret").write_text("0123")
    (made / "keys").mkdir()
    (made / "keys" / "public").write_text("key")
    (made / "mailbot.lock").write_text("1")
    (made / "mailbox").mkdir()
    (made / "mailbox" / "x").write_text("the mail server's part")
    ledger.close()
    return made


def test_it_holds_everything_and_comes_back_the_same(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    manifest = take(folder, target, "bcp-2563", DAY)
    assert (manifest.mails, manifest.missing) == (3, ())
    assert {"ledger.sqlite3", "secret", "keys/public"} < set(manifest.files)
    assert not any("lock" in name or "mailbox" in name or "-wal" in name for name in manifest.files)
    assert target.stat().st_mode & 0o777 == 0o600
    elsewhere = tmp_path / "elsewhere"
    assert restore(target, elsewhere) == manifest
    for name in manifest.files:
        if name != "ledger.sqlite3":
            assert (elsewhere / name).read_bytes() == (folder / name).read_bytes()
    ledger = Ledger(elsewhere / "ledger.sqlite3", "bcp-2563", "BCP2563")
    assert ledger.rows("SELECT count(*) FROM mail")[0][0] == 3
    ledger.close()
    assert list(tmp_path.glob(".*")) == [], "nothing unfinished is left"


def test_it_overwrites_nothing(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    take(folder, target, "bcp-2563", DAY)
    with pytest.raises(ConfigError, match="overwrites nothing"):
        take(folder, target, "bcp-2563", DAY)
    with pytest.raises(ConfigError, match="not empty"):
        restore(target, folder)


@pytest.mark.parametrize("hurt", ["cut", "flipped", "extra", "escaping", "none", "empty"])
def test_a_backup_that_is_not_whole_is_refused(folder: Path, tmp_path: Path, hurt: str) -> None:
    target = tmp_path / "backup.tar"
    take(folder, target, "bcp-2563", DAY)
    raw = bytearray(target.read_bytes())
    if hurt == "cut":
        raw = raw[: len(raw) // 2]
    elif hurt == "flipped":
        raw[raw.index(b"mail 1")] ^= 1
    elif hurt == "none":
        raw = bytearray(os.urandom(5000))
    elif hurt == "empty":
        raw = bytearray()
    target.write_bytes(raw)
    if hurt in ("extra", "escaping"):
        _add_member(target, "../outside" if hurt == "escaping" else "extra")
    with pytest.raises(ConfigError):
        verify(target, tmp_path)
    with pytest.raises(ConfigError):
        restore(target, tmp_path / "new")
    assert not (tmp_path / "new" / "ledger.sqlite3").exists()
    assert not (tmp_path / "outside").exists()


def _add_member(target: Path, name: str) -> None:
    """A member that the list of contents does not have, before the list."""
    with tarfile.open(target) as old:
        entries = [(member, (old.extractfile(member) or io.BytesIO()).read()) for member in old]
    with tarfile.open(target, "w") as new:
        for member, data in [*entries[:-1], (tarfile.TarInfo(name), b""), entries[-1]]:
            new.addfile(member, io.BytesIO(data))


def test_a_mail_that_the_spool_has_lost_is_told_and_stops_nothing(folder: Path, tmp_path: Path) -> None:
    lost = next((folder / "spool").rglob("*.eml"))
    lost.unlink()
    assert take(folder, tmp_path / "backup.tar", "bcp-2563", DAY).missing == (lost.stem,)
    assert restore(tmp_path / "backup.tar", tmp_path / "new").mails == 3


def test_mails_that_come_while_it_is_taken_are_left_to_the_next_one(folder: Path, tmp_path: Path) -> None:
    ledger = Ledger(folder / "ledger.sqlite3", "bcp-2563", "BCP2563")
    box = ledger.mailbox_id("bot", "INBOX", "1")

    def arrive() -> None:
        reference = Spool(folder / "spool").put(b"one more")
        ledger.record_fetched(box, "9", reference.sha256, 8, NOW, NOW)

    manifest = take(folder, tmp_path / "backup.tar", "bcp-2563", DAY, arrive)
    ledger.close()
    assert manifest.mails == 3
    assert sum(name.startswith("spool/") for name in manifest.files) == 3


def test_a_mail_encrypted_meanwhile_is_taken_encrypted(folder: Path, tmp_path: Path) -> None:
    plain = next((folder / "spool").rglob("*.eml"))

    def seal() -> None:
        plain.rename(plain.with_suffix(".sealed"))

    manifest = take(folder, tmp_path / "backup.tar", "bcp-2563", DAY, seal)
    assert manifest.missing == ()
    assert any(name.endswith(".sealed") for name in manifest.files)
