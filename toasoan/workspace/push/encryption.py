"""A message only the subscribed browser can read.

Source: RFC 8291 (keys), RFC 8188 (the aes128gcm content coding, one record).
"""

import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
SALT_BYTES = 16
AUTH_BYTES = 16
POINT_BYTES = 65
# What every push service must take in one message (RFC 8030 section 7.2).
RECORD_BYTES = 4096
LAST_RECORD = b"\x02"


def message_encrypt(
    text: bytes,
    *,
    receiver: bytes,
    auth_secret: bytes,
    sender: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Return the body of a push message for the browser with these keys.

    Args:
        text: what the browser shall read.
        receiver: its public key, an uncompressed point of P-256.
        auth_secret: its secret of 16 bytes.
        sender: a key made for this message alone; tests give their own.
        salt: 16 random bytes; tests give their own.
    """
    sender = sender or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(SALT_BYTES)
    own = point_of(sender.public_key())
    shared = sender.exchange(ec.ECDH(), point_read(receiver))
    key, nonce = content_keys(shared, receiver, own, auth_secret, salt)
    sealed = AESGCM(key).encrypt(nonce, text + LAST_RECORD, None)
    return salt + struct.pack("!IB", RECORD_BYTES, len(own)) + own + sealed


def content_keys(
    shared: bytes, receiver: bytes, sender: bytes, auth_secret: bytes, salt: bytes
) -> tuple[bytes, bytes]:
    """Return the key and the nonce both ends derive (RFC 8291 section 3.4)."""
    info = b"WebPush: info\x00" + receiver + sender
    keying = _derived(shared, salt=auth_secret, info=info, length=32)
    return (
        _derived(keying, salt, b"Content-Encoding: aes128gcm\x00", 16),
        _derived(keying, salt, b"Content-Encoding: nonce\x00", 12),
    )


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return the public key as an uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def point_read(point: bytes) -> ec.EllipticCurvePublicKey:
    """Return the public key an uncompressed point stands for.

    Raises:
        ValueError: it is no point of P-256.
    """
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
