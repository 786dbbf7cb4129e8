"""What a host name looks like. Standard library only: it is read before .venv exists."""

import re

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
LONGEST = 200


def is_host_name(text: str) -> bool:
    """Return whether `text` is a host in small ASCII letters, without port or path."""
    return len(text) <= LONGEST and bool(_HOST.fullmatch(text))


def site_address(host: str, port: int, *, https: bool) -> str:
    """Return the address a browser shows, the usual port left out."""
    scheme, usual = ("https", 443) if https else ("http", 80)
    return f"{scheme}://{host}" + ("" if port == usual else f":{port}")
