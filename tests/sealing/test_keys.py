"""The pair of keys: made once, whole or not at all, private half under its passphrase."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mailbot.errors import ConfigError
from mailbot.sealing.box import closed, opened
from mailbot.sealing.keys import KeyRefused, Keys


def _keys(folder: Path, passphrase: str = "", own: bool = True) -> Keys:
    return Keys(folder / "public.pem", folder / "private.pem", own, passphrase)


def test_made_when_first_needed_and_never_again(tmp_path: Path) -> None:
    keys = _keys(tmp_path / "sealing")
    box = closed(b"plan", keys.public_key(), "n")
    assert closed(b"", keys.public_key(), "n")[:54] == box[:54], "the same key again"
    passphrase = keys.left_passphrase.read_text().strip()
    assert opened(box, keys.private_key(passphrase), "n") == b"plan"
    assert {path.stat().st_mode & 0o777 for path in keys.public.parent.iterdir()} == {0o600}
    assert b"ENCRYPTED" in keys.private.read_bytes()


def test_a_passphrase_that_was_given_is_written_nowhere(tmp_path: Path) -> None:
    keys = _keys(tmp_path, "correct horse")
    keys.public_key()
    assert not keys.left_passphrase.exists()
    assert all(b"correct horse" not in path.read_bytes() for path in tmp_path.iterdir())
    keys.private_key("correct horse")
    for wrong in ("", "wrong"):
        with pytest.raises(KeyRefused, match="passphrase"):
            keys.private_key(wrong)


def test_half_a_pair_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "private.pem").write_bytes(b"left by a crash")
    keys = _keys(tmp_path)
    box = closed(b"plan", keys.public_key(), "n")
    assert opened(box, keys.private_key(keys.left_passphrase.read_text().strip()), "n") == b"plan"


def test_the_offices_own_key_is_used_and_never_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"sealing\.public_key"):
        _keys(tmp_path, own=False).public_key()
    (tmp_path / "public.pem").write_bytes(b"no key")
    with pytest.raises(ConfigError, match="no public key"):
        _keys(tmp_path, own=False).public_key()
    other = Ed25519PrivateKey.generate().public_key()
    pem = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "public.pem").write_bytes(pem)
    with pytest.raises(ConfigError, match="not an X25519 key"):
        _keys(tmp_path, own=False).public_key()
    with pytest.raises(KeyRefused, match="cannot be read"):
        _keys(tmp_path / "stick").private_key("x")
