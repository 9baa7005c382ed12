"""What is kept of a key."""

from hashlib import sha256


def digest_of(token: str) -> str:
    """Return what is kept of a key: 256 random bits need no slow digest."""
    return sha256(token.encode()).hexdigest()
