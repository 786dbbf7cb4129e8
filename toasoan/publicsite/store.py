"""The page store: reader pages as files, whole and pre-compressed.

`<PAGE_STORE_DIR>/<host>/<path>`, "…/" as index.html, with .gz and .br beside.
The three files of a page share one modification time: a variant left from
another version is never sent. Times are whole seconds and rise with each
version, so that time and size together name the version.
"""

import gzip
import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import brotli
from django.conf import settings

from toasoan.core.files import write_atomically
from toasoan.publicsite.errors import PathRefused

GONE = "_gone"
HOSTS_FILE = "hosts.json"
VARIANTS = (".br", ".gz")
COMPRESSED = {".html", ".xml", ".json", ".js", ".txt", ".svg", ".webmanifest"}
SMALLEST_COMPRESSED = 256
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
SAFE = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*(?:[A-Za-z0-9._~-]+)?")
_NS = 1_000_000_000


def store_dir() -> Path:
    """Return the folder of the store."""
    return Path(settings.PAGE_STORE_DIR)


def file_of(host: str, path: str, *, gone: bool = False) -> Path:
    """Return the file that holds the page.

    Raises:
        PathRefused: the host or path could lead out of the store.
    """
    bad = ".." in path or "/." in path.replace("/.well-known/", "/well-known/")
    if not HOST.fullmatch(host) or ".." in host or not SAFE.fullmatch(path) or bad:
        raise PathRefused(f"{host}{path}")
    if len(path) > 600 or any(len(part) > 240 for part in path.split("/")):
        raise PathRefused(f"{host}{path[:80]}")
    name = f"{path}index.html" if path.endswith("/") else path
    folder = store_dir() / host
    return (folder / GONE if gone else folder) / name[1:]


def page_write(host: str, path: str, body: bytes, *, gone: bool = False) -> bool:
    """Store the page unless it is stored already; return whether it changed."""
    file = file_of(host, path, gone=gone)
    old = _read(file)
    if old == body and _variants_match(file):
        return False
    mtime_ns = _next_mtime(file)
    # Variants first: until the page itself is there, they match nothing.
    for ending, data in _compressed(file, body).items():
        write_atomically(_beside(file, ending), data, mtime_ns)
    write_atomically(file, body, mtime_ns)
    return True


def page_read(host: str, path: str, *, gone: bool = False) -> bytes | None:
    """Return the stored page, or None."""
    return _read(file_of(host, path, gone=gone))


def page_delete(host: str, path: str, *, gone: bool = False) -> bool:
    """Take the page out of the store; return whether it was there."""
    file = file_of(host, path, gone=gone)
    was_there = file.is_file()
    for ending in (*VARIANTS, ""):
        with suppress(FileNotFoundError, NotADirectoryError):
            _beside(file, ending).unlink()
    return was_there


def pages_stored(host: str) -> Iterator[str]:
    """Yield the address of every stored page of the host, gone ones excepted."""
    folder = store_dir() / host
    for file in folder.rglob("*"):
        relative = file.relative_to(folder).as_posix()
        if _is_page(file, relative):
            yield "/" + relative.removesuffix("index.html")


def pages_below(host: str, folder: str) -> list[str]:
    """Return the addresses of the pages right below the folder, gone ones included."""
    places = [file_of(host, folder, gone=gone).parent for gone in (False, True)]
    names = {file.name for place in places for file in place.glob("*.html")}
    return [folder + name for name in sorted(names)]


def hosts_write(hosts: dict[str, str]) -> None:
    """Make host → unit key known to the front, which asks no database."""
    body = json.dumps({"hosts": hosts}, indent=1, sort_keys=True).encode()
    file = store_dir() / HOSTS_FILE
    if _read(file) != body:
        write_atomically(file, body)


def hosts_read() -> dict[str, str] | None:
    """Return host → unit key as last written, or None before the first time."""
    body = _read(store_dir() / HOSTS_FILE)
    if body is None:
        return None
    hosts: dict[str, str] = json.loads(body)["hosts"]
    return hosts


def host_move(old: str, new: str) -> bool:
    """Let what was stored for `old` be found under `new`; return whether it was.

    Whatever lay under `new` goes: nobody answered there.
    """
    source, target = store_dir() / old, store_dir() / new
    if not (HOST.fullmatch(old) and HOST.fullmatch(new) and source.is_dir()):
        return False
    shutil.rmtree(target, ignore_errors=True)
    source.rename(target)
    return True


def _is_page(file: Path, relative: str) -> bool:
    hidden = file.name.startswith((".", "_")) or relative.startswith(GONE + "/")
    return not hidden and file.suffix not in VARIANTS and file.is_file()


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _compressed(file: Path, body: bytes) -> dict[str, bytes]:
    if file.suffix not in COMPRESSED or len(body) < SMALLEST_COMPRESSED:
        return {}
    return {
        ".br": brotli.compress(body, quality=5),
        ".gz": gzip.compress(body, compresslevel=6, mtime=0),
    }


def _next_mtime(file: Path) -> int:
    now = int(time.time())
    with suppress(FileNotFoundError, NotADirectoryError):
        now = max(now, int(file.stat().st_mtime) + 1)
    return now * _NS


def _variants_match(file: Path) -> bool:
    if file.suffix not in COMPRESSED or file.stat().st_size < SMALLEST_COMPRESSED:
        return True
    mtime = file.stat().st_mtime_ns
    try:
        return all(_beside(file, v).stat().st_mtime_ns == mtime for v in VARIANTS)
    except FileNotFoundError:
        return False
