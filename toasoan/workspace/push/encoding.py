"""Bytes as the web push standards write them: base64url without padding (RFC 7515)."""

import base64


def to_text(data: bytes) -> str:
    """Return the bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """Return the bytes that `text` stands for.

    Raises:
        ValueError: it is no base64url.
    """
    padded = text.encode("ascii") + b"=" * (-len(text) % 4)
    return base64.b64decode(padded, altchars=b"-_", validate=True)
