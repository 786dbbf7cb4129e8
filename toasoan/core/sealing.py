"""Secrets of outside services as they lie in the database: sealed with the house's key.

A copy of the database alone opens none of them. The key comes from SECRET_KEY; after it was
changed, what was sealed before opens as long as the old one stands in SECRET_KEY_FALLBACKS.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

NONCE_BYTES = 12
KEY_BYTES = 32


class SealBroken(Exception):
    """It was sealed with another key, for another purpose, or is no seal at all."""


def seal(text: str, *, purpose: str) -> str:
    """Return the text so that only `unseal` with the same purpose reads it.

    Args:
        text: the secret.
        purpose: whose secret it is, e.g. "archive.mailbox:7": put into another row it does
            not open.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(_key(settings.SECRET_KEY)).encrypt(
        nonce, text.encode("utf-8"), purpose.encode("utf-8")
    )
    return base64.b64encode(nonce + sealed).decode("ascii")


def unseal(sealed: str, *, purpose: str) -> str:
    """Return the text that was sealed for the purpose.

    Raises:
        SealBroken: no key of the house opens it.
    """
    try:
        raw = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError):
        raise SealBroken from None
    nonce, body = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            opened = AESGCM(_key(key)).decrypt(nonce, body, purpose.encode("utf-8"))
        except (InvalidTag, ValueError):
            continue
        return opened.decode("utf-8")
    raise SealBroken


def _key(secret: str | bytes) -> bytes:
    derived = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"toasoan.core.sealing")
    return derived.derive(force_bytes(secret))
