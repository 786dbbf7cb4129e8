"""Calls to outside services: time limits, no private addresses, no leaked secrets.

The name is resolved once, every address it has is judged, and the connection
goes to the address judged: a name that changes its mind between the two
(DNS rebinding) gains nothing. Each redirect is judged afresh.
"""

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from toasoan.core.addresses import Resolver, address_for, resolve
from toasoan.core.deadlines import DeadlineBackend
from toasoan.core.errors import ExternalServiceError
from toasoan.core.redaction import redact_url

__all__ = ["ExternalServiceError", "Response", "fetch", "redact_url"]

log = logging.getLogger("toasoan.http")
# httpx writes each URL, tokens and all, at INFO.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)

MIB = 1024 * 1024
USER_AGENT = "Toasoan/0.1"
RETRYABLE_STATUSES = frozenset({408, 425, 429})
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, kw_only=True)
class Response:
    """What the service answered, whatever its status."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    elapsed_s: float

    @property
    def ok(self) -> bool:
        """Return whether the status is 2xx."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """Return the body as UTF-8, bad bytes replaced."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body read as JSON.

        Raises:
            ExternalServiceError: it is not JSON.
        """
        try:
            return json.loads(self.body)
        except ValueError as err:
            raise ExternalServiceError(
                redact_url(self.url), "not JSON", status=self.status
            ) from err

    def require_ok(self) -> "Response":
        """Return itself.

        Raises:
            ExternalServiceError: the status is not 2xx; retryable when it is
                408, 425, 429 or 5xx.
        """
        if self.ok:
            return self
        raise ExternalServiceError(
            redact_url(self.url),
            f"status {self.status}",
            status=self.status,
            retryable=self.status in RETRYABLE_STATUSES or self.status >= 500,
        )


def fetch(  # noqa: PLR0913
    method: str,
    url: str,
    *,
    timeout_s: float = 10,
    max_bytes: int = 5 * MIB,
    allow_private: bool = False,
    headers: Mapping[str, str] | None = None,
    content: bytes | str | None = None,
    follow_redirects: int = 5,
    resolver: Resolver = resolve,
) -> Response:
    """Return the service's answer, of any status.

    Args:
        method: "GET", "POST", ...
        url: http or https only.
        timeout_s: seconds from connecting to the last byte, redirects included.
        max_bytes: the largest body taken, after decompression.
        allow_private: also go to private and loopback addresses, for services
            an operator configured; link-local and metadata addresses never.
        headers: sent as given; Authorization does not follow to another host.
        content: the body to send.
        follow_redirects: how many redirects are followed, 0 for none.
        resolver: looks names up; tests give their own.

    Raises:
        ExternalServiceError: no whole answer came; `retryable` says whether
            trying later may help, `maybe_received` whether the service may
            have acted on the request.
    """
    started = time.monotonic()
    transport = PinnedTransport(allow_private, resolver, started + timeout_s)
    try:
        with (
            _client(timeout_s, follow_redirects, transport) as client,
            client.stream(method, url, headers=headers, content=content) as answer,
        ):
            body = _read(answer, url, max_bytes)
    except (httpx.HTTPError, httpx.InvalidURL) as err:
        # The cause is cut off: its text and its request may carry secrets.
        raise _failure(url, err) from None
    log.info("%s %s %s", method, redact_url(url), answer.status_code)
    return Response(
        status=answer.status_code,
        url=str(answer.url),
        headers=answer.headers,
        body=body,
        elapsed_s=time.monotonic() - started,
    )


class PinnedTransport(httpx.BaseTransport):
    """Connects to the address that was judged, under the name that was asked for."""

    def __init__(
        self,
        allow_private: bool,  # noqa: FBT001
        resolver: Resolver,
        deadline: float,
    ) -> None:
        self._inner = httpx.HTTPTransport(trust_env=False)
        # httpx hands no network backend down to the pool that takes one.
        self._inner._pool._network_backend = DeadlineBackend(deadline)  # noqa: SLF001
        self._allow_private = allow_private
        self._resolver = resolver

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer of the pinned address.

        Raises:
            AddressRefused: one of the host's addresses is not to be visited.
        """
        url = request.url
        if url.scheme not in {"http", "https"}:
            raise httpx.UnsupportedProtocol(f"scheme {url.scheme!r}")
        host = url.raw_host.decode("ascii")
        port = url.port or (443 if url.scheme == "https" else 80)
        address = address_for(
            host,
            port,
            allow_private=self._allow_private,
            resolver=self._resolver,
            shown_url=redact_url(str(url)),
        )
        pinned = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,  # Host was set from the name already
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        """Close every connection."""
        self._inner.close()


def _client(
    timeout_s: float, redirects: int, transport: PinnedTransport
) -> httpx.Client:
    return httpx.Client(
        transport=transport,
        timeout=timeout_s,
        follow_redirects=redirects > 0,
        max_redirects=redirects,
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
        # A proxy from the environment would undo the pinning.
        trust_env=False,
    )


def _read(answer: httpx.Response, url: str, max_bytes: int) -> bytes:
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise ExternalServiceError(
                redact_url(url),
                f"more than {max_bytes} bytes",
                status=answer.status_code,
                maybe_received=True,
            )
    return bytes(body)


def _failure(url: str, err: Exception) -> ExternalServiceError:
    sent = not isinstance(
        err, (*NEVER_SENT, httpx.UnsupportedProtocol, httpx.InvalidURL)
    )
    retryable = isinstance(err, httpx.TransportError) and not isinstance(
        err, httpx.UnsupportedProtocol
    )
    return ExternalServiceError(
        redact_url(url), type(err).__name__, retryable=retryable, maybe_received=sent
    )
