"""One sealed box: bytes that everybody can close with the public key and only the private key opens.

X25519 (RFC 7748) with a key of its own for each box, HKDF-SHA256 (RFC 5869), ChaCha20-Poly1305 (RFC 8439): the scheme
of ECIES and of libsodium's sealed boxes, from the primitives of `cryptography`.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mailbot.errors import MailbotError

MAGIC = b"mailbot sealed mail 1\n"
_KEY = 32  # bytes of an X25519 public key
_NONCE = bytes(12)  # each key closes one box, so its nonce never comes twice
_HEAD = len(MAGIC) + 2 * _KEY


class NotOpened(MailbotError):
    """This key does not open this box, or the box is damaged."""


def closed(content: bytes, public: X25519PublicKey, name: str) -> bytes:
    """The box: magic, public key it was closed for, its own public key, ciphertext with tag. name: what the box is
    called (a SHA-256); a box that was renamed cannot be opened."""
    once = X25519PrivateKey.generate()
    head = MAGIC + public.public_bytes_raw() + once.public_key().public_bytes_raw()
    cipher = ChaCha20Poly1305(_secret(once.exchange(public), head))
    return head + cipher.encrypt(_NONCE, content, head + name.encode())


def opened(box: bytes, private: X25519PrivateKey, name: str) -> bytes:
    """What is in it. Raises NotOpened for another's box, a renamed, cut or changed one."""
    head = box[:_HEAD]
    if not box.startswith(MAGIC) or len(head) < _HEAD:
        raise NotOpened("this is no sealed mail")
    if head[len(MAGIC) : -_KEY] != private.public_key().public_bytes_raw():
        raise NotOpened("this mail was sealed for another key")
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(head[-_KEY:]))
        return ChaCha20Poly1305(_secret(shared, head)).decrypt(_NONCE, box[_HEAD:], head + name.encode())
    except (InvalidTag, ValueError) as error:
        raise NotOpened("the sealed mail is damaged") from error


def is_for(box: bytes, public: X25519PublicKey) -> bool:
    """Whether a file begins as a box for this key."""
    return box.startswith(MAGIC + public.public_bytes_raw())


def _secret(shared: bytes, head: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=_KEY, salt=head[len(MAGIC) :], info=MAGIC).derive(shared)
