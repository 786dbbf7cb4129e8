"""A push service on loopback that takes nothing a strict one would not (RFC 8030, 8292).

It holds the browser's keys as well, so that what it takes is also read.
"""

import json
import os
import struct
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from toasoan.workspace.push.encoding import from_text, to_text
from toasoan.workspace.push.encryption import (
    AUTH_BYTES,
    CURVE,
    POINT_BYTES,
    RECORD_BYTES,
    SALT_BYTES,
    content_keys,
    point_of,
    point_read,
)

DAY_S = 24 * 3600
TOPIC_CHARS = 32
URGENCIES = {"very-low", "low", "normal", "high"}


class Refused(Exception):
    """A strict push service would not take the message."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class FakeBrowser:
    """A subscription with the keys only its browser has."""

    path: str
    private_key: ec.EllipticCurvePrivateKey
    auth_secret: bytes

    @property
    def public_key(self) -> bytes:
        """Its public key, as the subscription gives it."""
        return point_of(self.private_key.public_key())

    def read(self, body: bytes) -> bytes:
        """Return what the message says.

        Raises:
            Refused: it was not made for this browser, or not as RFC 8188 says.
        """
        salt, rest = body[:SALT_BYTES], body[SALT_BYTES:]
        size, length = struct.unpack("!IB", rest[:5])
        sender, sealed = rest[5 : 5 + length], rest[5 + length :]
        if length != POINT_BYTES or len(sealed) > size:
            raise Refused(400, "not one aes128gcm record")
        shared = self.private_key.exchange(ec.ECDH(), point_read(sender))
        key, nonce = content_keys(
            shared, self.public_key, sender, self.auth_secret, salt
        )
        try:
            padded = AESGCM(key).decrypt(nonce, sealed, None)
        except InvalidTag as err:
            raise Refused(400, "not made for this browser") from err
        text = padded.rstrip(b"\x00")
        if not text.endswith(b"\x02"):
            raise Refused(400, "the record is not the last one")
        return text[:-1]


@dataclass
class FakePushService:
    """The service while it runs: what it took, and what it answers instead."""

    browsers: dict[str, FakeBrowser] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    # The answers of the next messages, in order: (status, headers).
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def __enter__(self) -> "FakePushService":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def origin(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def subscribe(self) -> tuple[str, str, str]:
        """Return a new subscription: its address, public key and secret."""
        browser = FakeBrowser(
            path=f"/{to_text(os.urandom(24))}",
            private_key=ec.generate_private_key(CURVE),
            auth_secret=os.urandom(AUTH_BYTES),
        )
        self.browsers[browser.path] = browser
        return (
            self.origin + browser.path,
            to_text(browser.public_key),
            to_text(browser.auth_secret),
        )

    def take(self, path: str, headers: dict[str, str], body: bytes) -> None:
        """Keep the message.

        Raises:
            Refused: it breaks a rule of RFC 8030, 8188, 8291 or 8292.
        """
        browser = self.browsers.get(path)
        if browser is None:
            raise Refused(410, "no such subscription")
        _headers_require(headers)
        authorization_require(headers.get("authorization", ""), self.origin)
        if len(body) > RECORD_BYTES:
            raise Refused(413, "too long")
        self.taken.append(json.loads(browser.read(body)))
        self.headers.append(headers)


def _headers_require(headers: dict[str, str]) -> None:
    if not headers.get("ttl", "").isdigit():
        raise Refused(400, "no TTL")
    if headers.get("content-encoding") != "aes128gcm":
        raise Refused(415, "not aes128gcm")
    if headers.get("urgency", "normal") not in URGENCIES:
        raise Refused(400, "no such urgency")
    topic = headers.get("topic", "")
    if (
        len(topic) > TOPIC_CHARS
        or not topic.replace("-", "").replace("_", "").isalnum()
    ):
        raise Refused(400, "no topic")


def authorization_require(header: str, origin: str) -> None:
    """Do nothing when the header is a VAPID one for `origin` (RFC 8292).

    Raises:
        Refused: it is not, or its signature is another key's.
    """
    scheme, _space, rest = header.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    if scheme != "vapid" or set(parts) != {"t", "k"}:
        raise Refused(401, "no VAPID header")
    signed, _dot, signature = parts["t"].rpartition(".")
    head, claims = (json.loads(from_text(part)) for part in signed.split("."))
    raw = from_text(signature)
    der = encode_dss_signature(
        int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    )
    try:
        point_read(from_text(parts["k"])).verify(
            der, signed.encode(), ec.ECDSA(hashes.SHA256())
        )
    except InvalidSignature as err:
        raise Refused(403, "signed by another key") from err
    if head != {"typ": "JWT", "alg": "ES256"} or claims["aud"] != origin:
        raise Refused(403, "not for this service")
    if not time.time() < claims["exp"] <= time.time() + DAY_S:
        raise Refused(403, "not valid now")
    if not claims["sub"].startswith(("mailto:", "https:")):
        raise Refused(403, "nobody to write to")


def _handler(service: FakePushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if service.answers:
                status, headers = service.answers.pop(0)
                return self._answer(status, headers)
            told = {name.lower(): value for name, value in self.headers.items()}
            try:
                service.take(self.path, told, body)
            except Refused as refusal:
                service.refusals.append(str(refusal))
                return self._answer(refusal.status, {})
            return self._answer(201, {"Location": f"{service.origin}/message"})

        def _answer(self, status: int, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Keep the terminal quiet."""

    return Handler
