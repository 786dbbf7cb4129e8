"""Who is asking and from where, for code that is not handed the request."""

import ipaddress
import secrets
from contextvars import ContextVar, Token
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from toasoan.security.models import User

STYLE_NONCE = "toasoan.style_nonce"
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def request_enter(request: HttpRequest) -> Token[HttpRequest | None]:
    """Make `request` the current one until `request_leave`."""
    return _request.set(request)


def request_leave(token: Token[HttpRequest | None]) -> None:
    """Put back what was current before."""
    _request.reset(token)


def current_address() -> str | None:
    """Return the network address of the current request, if there is one."""
    request = _request.get()
    return None if request is None else client_address(request)


def current_user() -> User | None:
    """Return the signed-in person of the current request, if there is one."""
    user = getattr(_request.get(), "user", None)
    return user if isinstance(user, User) and user.pk else None


def style_nonce() -> str:
    """Return the word that lets this page's own scripts add style sheets.

    The word is new with every request, and the header names it only when asked for.
    """
    request = _request.get()
    if request is None:
        return ""
    return request.META.setdefault(STYLE_NONCE, secrets.token_urlsafe(18))


def client_address(request: HttpRequest) -> str | None:
    """Return the nearest address that is not one of our own proxies.

    X-Forwarded-For is read from the right, and only as far as trusted proxies
    wrote it: anything further left is what the client claims.
    """
    trusted = _networks(tuple(settings.TRUSTED_PROXIES))
    hops = [
        *request.META.get("HTTP_X_FORWARDED_FOR", "").split(","),
        request.META.get("REMOTE_ADDR", ""),
    ]
    nearest: str | None = None
    for hop in reversed(hops):
        try:
            address = ipaddress.ip_address(hop.strip())
        except ValueError:
            break
        nearest = str(address)
        if not any(address in network for network in trusted):
            break
    return nearest


@lru_cache(maxsize=8)
def _networks(written: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(text) for text in written)
