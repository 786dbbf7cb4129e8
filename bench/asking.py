"""A plain HTTP client that asks one port under any host name."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

TIMEOUT_S = 20


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: Mapping[str, str]


class Asker:
    """Keeps one connection open and opens it again when it was closed."""

    def __init__(self, port: int, host: str) -> None:
        self.port = port
        self.host = host
        self._connection: http.client.HTTPConnection | None = None

    def get(self, path: str, **headers: str) -> Answer:
        """Return the answer to a GET; header names use _ for -."""
        return self.ask("GET", path, headers=headers)

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer; the body comes as it was sent, compressed or not.

        Raises:
            OSError: nobody answers.
            http.client.HTTPException: the answer broke off.
        """
        names = {k.replace("_", "-"): v for k, v in (headers or {}).items()}
        sent = {
            "Host": f"{self.host}:{self.port}",
            "Accept-Encoding": "identity",
            **names,
        }
        reused = self._connection is not None
        try:
            return self._ask(method, path, body, sent)
        except (OSError, http.client.HTTPException):
            self.close()
            if not reused or method != "GET":
                raise
            return self._ask(method, path, body, sent)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=TIMEOUT_S
            )
        self._connection.request(method, path, body=body, headers=headers)
        response = self._connection.getresponse()
        found: dict[str, Any] = {k.lower(): v for k, v in response.getheaders()}
        cookies = SimpleCookie()
        for line in response.headers.get_all("Set-Cookie") or []:
            cookies.load(line)
        values = {name: morsel.value for name, morsel in cookies.items()}
        return Answer(response.status, found, response.read(), values)


def answers(port: int, host: str = "localhost") -> bool:
    """Return whether a server that works answers on the port."""
    asker = Asker(port, host)
    try:
        return asker.get("/").status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asker.close()
