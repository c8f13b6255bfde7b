"""The sealed box: only its key opens it, and nothing of its content shows."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from mailbot.sealing.box import MAGIC, NotOpened, closed, opened

KEY = X25519PrivateKey.generate()
CONTENT = "แผนลับ ".encode() * 1000


def test_what_was_closed_is_opened_by_its_key_alone() -> None:
    box = closed(CONTENT, KEY.public_key(), "name")
    assert opened(box, KEY, "name") == CONTENT
    assert CONTENT[:20] not in box
    with pytest.raises(NotOpened, match="another key"):
        opened(box, X25519PrivateKey.generate(), "name")


def test_the_same_content_never_looks_the_same() -> None:
    first, second = (closed(CONTENT, KEY.public_key(), "name") for _ in range(2))
    assert first[len(MAGIC) + 32 :][:64] != second[len(MAGIC) + 32 :][:64]
    assert opened(closed(b"", KEY.public_key(), "n"), KEY, "n") == b""


@pytest.mark.parametrize("at", [0, 5, len(MAGIC) + 3, len(MAGIC) + 40, len(MAGIC) + 64, -1])
def test_any_changed_byte_shuts_it(at: int) -> None:
    box = bytearray(closed(CONTENT, KEY.public_key(), "name"))
    box[at] ^= 1
    with pytest.raises(NotOpened):
        opened(bytes(box), KEY, "name")


@pytest.mark.parametrize("length", [0, 10, len(MAGIC) + 40, len(MAGIC) + 64, 500])
def test_a_cut_box_is_refused(length: int) -> None:
    box = closed(CONTENT, KEY.public_key(), "name")
    with pytest.raises(NotOpened):
        opened(box[:length], KEY, "name")


def test_a_renamed_box_is_refused() -> None:
    with pytest.raises(NotOpened, match="damaged"):
        opened(closed(CONTENT, KEY.public_key(), "name"), KEY, "other")
