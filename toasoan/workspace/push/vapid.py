"""Who we are, as push services are told: one key of the house (VAPID, RFC 8292)."""

import json
import os
import secrets
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.conf import settings

from toasoan.workspace.push.encoding import to_text
from toasoan.workspace.push.encryption import CURVE, point_of

# RFC 8292 section 2 allows a day.
VALID_S = 12 * 3600
HALF_BYTES = 32


def house_key() -> ec.EllipticCurvePrivateKey:
    """Return the key of the house, made once and kept beside the data.

    Devices are subscribed to this very key: with another, all would have to be
    added again.
    """
    return _key_at(Path(settings.PUSH_KEY_PATH))


@lru_cache(maxsize=4)
def _key_at(path: Path) -> ec.EllipticCurvePrivateKey:
    if not path.exists():
        _key_make(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} holds no key of an elliptic curve")
    return key


def _key_make(path: Path) -> None:
    """Leave a whole key at `path`; of several processes at once the first one's stays."""
    pem = ec.generate_private_key(CURVE).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    partial.touch(mode=0o600)
    try:
        partial.write_bytes(pem)
        with suppress(FileExistsError):
            os.link(partial, path)
    finally:
        partial.unlink()


def public_key_text() -> str:
    """Return what a browser is given to subscribe with."""
    return to_text(point_of(house_key().public_key()))


def authorization(endpoint: str) -> str:
    """Return the header that proves to the push service who sends."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + VALID_S,
        "sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}",
    }
    return f"vapid t={_token(claims)}, k={public_key_text()}"


def _token(claims: dict[str, object]) -> str:
    """Return the claims signed as a JWT with ES256 (RFC 7515, RFC 7518 section 3.4)."""
    head = _part({"typ": "JWT", "alg": "ES256"})
    signed = f"{head}.{_part(claims)}"
    der = house_key().sign(signed.encode("ascii"), ec.ECDSA(hashes.SHA256()))
    halves = decode_dss_signature(der)
    raw = b"".join(half.to_bytes(HALF_BYTES, "big") for half in halves)
    return f"{signed}.{to_text(raw)}"


def _part(facts: dict[str, object]) -> str:
    return to_text(json.dumps(facts, separators=(",", ":")).encode("utf-8"))
