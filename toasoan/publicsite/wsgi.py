"""The front of the web process: stored pages leave here before Django wakes up.

Per request this does one dictionary look-up and builds nothing: headers and
bodies are made when a page is first read and kept until its file changes.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from toasoan.publicsite import store
from toasoan.publicsite.answering import HTML_CACHE, OTHER_CACHE, PLAIN_404
from toasoan.publicsite.errors import PathRefused
from toasoan.publicsite.stored_pictures import (
    PICTURE_HEADERS,
    Found,
    is_asked_first,
    picture_elsewhere,
)
from toasoan.security.headers import reader_headers

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

# A page is looked at again after so long; readers wait for it on top of the baking.
FRESH_S = 0.2
CACHE_BYTES = 64 * 1024 * 1024
CACHE_ENTRY_MAX = 1024 * 1024
RENDITIONS = "/tep/renditions/"
RENDITION_NAME = re.compile(r"[0-9A-Za-z][\w.|-]*(?:/[0-9A-Za-z][\w.|-]*)*")
CHUNK = 256 * 1024
# One table of types, longest ending first; a page without ending is HTML.
TYPES = {
    "/rss.xml": "application/rss+xml; charset=utf-8",
    "/atom.xml": "application/atom+xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    "/": "text/html; charset=utf-8",
}
PICTURE_TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
}
# An answer 304 repeats what a cache stores, not what describes the body.
KEPT_ON_304 = {
    "ETag",
    "Cache-Control",
    "Vary",
    "Last-Modified",
    "Content-Security-Policy",
}


@dataclass(frozen=True)
class Variant:
    """One encoding of a page, ready to leave."""

    body: list[bytes]
    headers: Headers
    headers_304: Headers
    etag: str


@dataclass
class Entry:
    """A stored page with its encodings, as its file was at `stamp`."""

    status: str
    file: Path
    stamp: tuple[int, int, int]
    modified: float
    variants: dict[str, Variant]
    size: int
    fresh_until: float = 0.0
    chosen: dict[str, Variant] = field(default_factory=dict)


class StoreFront:
    """A WSGI application that answers from the page store and else asks Django."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._entries: dict[tuple[str, str], Entry] = {}
        self._bytes = 0
        self._lock = threading.Lock()
        self._hosts: dict[str, str] | None = None
        self._hosts_until = 0.0
        self._staff_hosts = frozenset(settings.STAFF_HOSTS)
        self._staff = tuple(settings.STAFF_PREFIXES)

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a stored page, a picture, or what Django says."""
        path = environ["PATH_INFO"]
        method = environ["REQUEST_METHOD"]
        if method in {"GET", "HEAD"}:
            entry = self._entries.get((environ.get("HTTP_HOST", ""), path))
            if entry is not None and entry.fresh_until > time.monotonic():
                return _answer(entry, environ, start_response)
        return self._slow(environ, start_response, method, path)

    def _slow(
        self, environ: Environ, start_response: StartResponse, method: str, path: str
    ) -> Iterable[bytes]:
        raw_host = environ.get("HTTP_HOST", "")
        host = bare_host(raw_host)
        hosts = self._known_hosts()
        is_staff = host in self._staff_hosts
        if hosts is not None and host not in hosts and not is_staff:
            return _plain(start_response, "404 Not Found", PLAIN_404)
        if path.startswith(self._staff) and not is_staff:
            return self._missing(environ, start_response, host)
        is_read = method in {"GET", "HEAD"}
        is_file = path.startswith(settings.MEDIA_URL)
        if is_read and is_file and not is_asked_first(path):
            return picture_answer(environ, start_response, path)
        if is_read and hosts and host in hosts and not path.startswith("/_"):
            entry = self._entry((raw_host, path), host, path)
            if entry is not None:
                return _answer(entry, environ, start_response)
        return self._application(environ, start_response)

    def _missing(
        self, environ: Environ, start_response: StartResponse, host: str
    ) -> Iterable[bytes]:
        """Answer 404 with the site's own page where it is stored."""
        body = (
            store.page_read(host, "/_404.html") if store.HOST.fullmatch(host) else None
        )
        text = body.decode() if body else PLAIN_404
        return _plain(start_response, "404 Not Found", text, environ)

    def _known_hosts(self) -> dict[str, str] | None:
        now = time.monotonic()
        if now >= self._hosts_until:
            self._hosts = store.hosts_read()
            self._hosts_until = now + 1.0
        return self._hosts

    def _entry(self, key: tuple[str, str], host: str, path: str) -> Entry | None:
        old = self._entries.get(key)
        found = _stored(host, path, old)
        if found is None:
            self._forget(key)
            return None
        found.fresh_until = time.monotonic() + FRESH_S
        if found is not old:
            self._keep(key, found)
        return found

    def _keep(self, key: tuple[str, str], entry: Entry) -> None:
        with self._lock:
            old = self._entries.pop(key, None)
            self._bytes -= old.size if old else 0
            if entry.size > CACHE_ENTRY_MAX:
                return
            # First in, first out: the pages read most come back at once.
            while self._entries and self._bytes + entry.size > CACHE_BYTES:
                first = next(iter(self._entries))
                self._bytes -= self._entries.pop(first).size
            self._entries[key] = entry
            self._bytes += entry.size

    def _forget(self, key: tuple[str, str]) -> None:
        with self._lock:
            old = self._entries.pop(key, None)
            self._bytes -= old.size if old else 0


def bare_host(raw: str) -> str:
    """Return the host in small letters without its port."""
    name, colon, port = raw.rpartition(":")
    return (name if colon and port.isdigit() else raw).lower().rstrip(".")


def _stored(host: str, path: str, old: Entry | None) -> Entry | None:
    """Return the page at this path, gone or not; `old` itself when unchanged."""
    try:
        places = [
            (store.file_of(host, path), "200 OK"),
            (store.file_of(host, path, gone=True), "410 Gone"),
        ]
    except PathRefused:
        return None
    for file, status in places:
        try:
            facts = file.stat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        stamp = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
        if old is not None and old.file == file and old.stamp == stamp:
            return old
        if file.is_file():
            return _load(file, status, path, stamp)
    return None


def _load(
    file: Path, status: str, path: str, stamp: tuple[int, int, int]
) -> Entry | None:
    kind = next((t for ending, t in TYPES.items() if path.endswith(ending)), "")
    if not kind:
        return None
    mtime_ns = stamp[0]
    variants = {}
    for encoding, ending in (("br", ".br"), ("gzip", ".gz"), ("", "")):
        body = _body_of(file, ending, mtime_ns)
        if body is not None:
            variants[encoding] = _variant(body, encoding, kind, mtime_ns)
    if "" not in variants:
        return None
    size = sum(len(variant.body[0]) for variant in variants.values())
    return Entry(status, file, stamp, mtime_ns // 10**9, variants, size)


def _body_of(file: Path, ending: str, mtime_ns: int) -> bytes | None:
    """Return the file's bytes when it is of this very version."""
    beside = file.with_name(file.name + ending)
    try:
        if beside.stat().st_mtime_ns != mtime_ns:
            return None
        return beside.read_bytes()
    except FileNotFoundError:
        return None


def _variant(body: bytes, encoding: str, kind: str, mtime_ns: int) -> Variant:
    etag = f'"{mtime_ns // 10**9:x}-{len(body):x}"'
    html = kind.startswith("text/html")
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("ETag", etag),
        ("Last-Modified", formatdate(mtime_ns // 10**9, usegmt=True)),
        ("Cache-Control", HTML_CACHE if html else OTHER_CACHE),
        ("Vary", "Accept-Encoding"),
        *reader_headers().items(),
    ]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    short = [pair for pair in headers if pair[0] in KEPT_ON_304]
    return Variant([body], headers, short, etag)


def _answer(
    entry: Entry, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    variant = entry.chosen.get(accepted)
    if variant is None:
        variant = entry.variants[_best(entry, accepted)]
        if len(entry.chosen) < 32:
            entry.chosen[accepted] = variant
    # Only a page that is there can be unchanged; 410 is always said in full.
    if entry.status == "200 OK" and _unchanged(entry, variant, environ):
        start_response("304 Not Modified", variant.headers_304)
        return []
    start_response(entry.status, variant.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else variant.body


def _unchanged(entry: Entry, variant: Variant, environ: Environ) -> bool:
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
        return "*" in tags or variant.etag in tags
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and entry.modified <= _seconds(since)


def _seconds(date: str) -> float:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (TypeError, ValueError):
        return 0.0


def _best(entry: Entry, accepted: str) -> str:
    weights = encoding_weights(accepted)
    offers = [(weights.get(name, 0.0), name) for name in ("br", "gzip")]
    offers = [(q, name) for q, name in offers if q > 0 and name in entry.variants]
    if not offers:
        return ""
    # Of equals the first, br, wins; max keeps the first it meets.
    return max(offers, key=lambda offer: offer[0])[1]


@lru_cache(maxsize=256)
def encoding_weights(accepted: str) -> dict[str, float]:
    """Return coding → q of an Accept-Encoding header (RFC 9110 section 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        weights[name.strip()] = _weight(parameters)
    rest = weights.get("*")
    if rest is not None:
        weights = {"br": rest, "gzip": rest} | weights
    return weights


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _plain(
    start_response: StartResponse,
    status: str,
    text: str,
    environ: Environ | None = None,
) -> Iterable[bytes]:
    body = text.encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        *reader_headers().items(),
    ]
    start_response(status, headers)
    is_head = environ is not None and environ["REQUEST_METHOD"] == "HEAD"
    return [] if is_head else [body]


def picture_answer(
    environ: Environ, start_response: StartResponse, path: str
) -> Iterable[bytes]:
    """Answer a rendition found to be public; every other file below MEDIA_URL does not exist."""
    name = path.removeprefix(RENDITIONS)
    kind = PICTURE_TYPES.get(Path(name).suffix.lower(), "")
    if name == path or not kind or not RENDITION_NAME.fullmatch(name) or ".." in name:
        return _plain(start_response, "404 Not Found", PLAIN_404, environ)
    file = Path(settings.MEDIA_ROOT) / "renditions" / name
    try:
        facts = file.stat()
        opened = file.open("rb")
    except OSError:
        return _elsewhere(environ, start_response, picture_elsewhere(name, kind))
    etag = f'"{int(facts.st_mtime):x}-{facts.st_size:x}"'
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(facts.st_size)),
        ("ETag", etag),
        ("Last-Modified", formatdate(facts.st_mtime, usegmt=True)),
        *PICTURE_HEADERS,
    ]
    if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        opened.close()
        start_response("304 Not Modified", headers[2:5])
        return []
    start_response("200 OK", headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        opened.close()
        return []
    return _chunks(opened)


def _elsewhere(
    environ: Environ, start_response: StartResponse, found: Found | None
) -> Iterable[bytes]:
    if found is None:
        return _plain(start_response, "404 Not Found", PLAIN_404, environ)
    status, headers, body = found
    start_response(status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else body


def _chunks(opened: Any) -> Iterator[bytes]:
    with opened:
        while chunk := opened.read(CHUNK):
            yield chunk
