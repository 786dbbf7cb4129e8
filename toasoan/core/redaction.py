"""Secrets never reach a log or an error."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

HIDDEN = "***"
SECRET_NAME = re.compile(
    r"token|secret|passw|pwd|signature|credential|auth|session|api.?key|^(key|sig|code|hash|sid|jwt)$",
    re.IGNORECASE,
)
# Telegram puts its token in the path: /bot123456:AAF.../sendMessage.
BOT_TOKEN = re.compile(r"/bot\d+(?::|%3A)[\w-]+", re.IGNORECASE)

# Slack and its like put theirs there too: a long piece no slug would look like.
OPAQUE = re.compile(
    r"(?<=/)(?:[0-9a-f]{32,}|(?=[\w-]*[A-Z])(?=[\w-]*[a-z0-9])[\w-]{20,})(?=/|$)"
)
URL_IN_TEXT = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s\"'<>\\]+", re.IGNORECASE)
# password=..., "token": "...", Authorization: Bearer ...
NAMED_SECRET = re.compile(
    r"((?:token|secret|passw(?:or)?d|pwd|api.?key|authorization|sessionid|csrf\w*)"
    r"[\"']?\s*[=:]\s*(?:Bearer\s+|Basic\s+)?[\"']?)[^\s\"',;&)}\]]+",
    re.IGNORECASE,
)


def redact_url(url: str) -> str:
    """Return the URL without password, secret parameters, tokens and fragment."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return HIDDEN
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    pairs = [
        (name, HIDDEN if SECRET_NAME.search(name) else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return urlunsplit(
        (
            parts.scheme,
            f"{host}{port}",
            OPAQUE.sub(HIDDEN, BOT_TOKEN.sub(f"/bot{HIDDEN}", parts.path)),
            urlencode(pairs, safe="*"),
            "",
        )
    )


def redact_text(text: str) -> str:
    """Return the text with secrets hidden: in its URLs, and after a telling name."""
    text = URL_IN_TEXT.sub(lambda found: redact_url(found[0]), text)
    text = BOT_TOKEN.sub(f"/bot{HIDDEN}", text)
    return NAMED_SECRET.sub(rf"\1{HIDDEN}", text)


def redact_headers(headers: dict[str, str]) -> dict[str, str]:
    """Return the headers with secret values hidden."""
    secret = re.compile(f"{SECRET_NAME.pattern}|cookie", re.IGNORECASE)
    return {
        name: HIDDEN if secret.search(name) else value
        for name, value in headers.items()
    }
