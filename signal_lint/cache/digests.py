"""The digest by which the content of a file is known again."""

from __future__ import annotations

from hashlib import blake2b


def digest_of(data: bytes) -> bytes:
    """Return the digest of a file's bytes, as hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest().encode()
