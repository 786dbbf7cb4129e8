"""Data folders to measure on, built once and kept in var/bench.

They hold rows and files. Static files have a folder of their own, and reader pages
are baked anew for each run, so that a change of style or template rebuilds no rows.
"""

import fcntl
import hashlib
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.databases import postgresql_database
from bench.house import House, house_in
from bench.scratch import (
    CACHE,
    ROOT,
    environment,
    inside,
    module_run,
    port_free,
    scratch_folder,
)
from bench.texts import texts_mark

# Sites are stored with a port; the running house may listen on another.
BUILT_FOR_PORT = 18080
ROW_SOURCES = (
    "toasoan/*/migrations/*.py",
    "toasoan/*/data/*",
    "toasoan/newsroom/demo/*.py",
    "toasoan/newsroom/demo/*.yaml",
    "toasoan/newsroom/demo/stories/*.yaml",
    "toasoan/newsroom/setup.py",
    "toasoan/archive/rendering.py",
    "toasoan/archive/pictures/*.py",
    "toasoan/archive/sizes.py",
)
FILLING_SOURCES = ("bench/corpus.py", "bench/texts.py", "bench/inside/fill.py")
STATIC_SOURCES = ("static/**/*", "toasoan/*/static/**/*", "requirements.lock")
KEEP = ".keep"
# The unit whose pages are measured: the newspaper among the six.
UNIT = "tbtc"


def say(text: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(text, file=sys.stderr, flush=True)


def base_folder() -> Path:
    """Return a data folder as `make start` leaves it, its reader pages left out."""
    return _cached("base", ROW_SOURCES, _base_build)


def filled_folder(n_articles: int) -> Path:
    """Return a data folder with that many generated articles besides the trial ones."""

    def build(folder: Path) -> None:
        shutil.copytree(base_folder(), folder, dirs_exist_ok=True, symlinks=True)
        inside(environment(folder, BUILT_FOR_PORT), "fill", count=n_articles)

    return _cached(f"n{n_articles}", (*ROW_SOURCES, *FILLING_SOURCES), build)


@contextmanager
def house_open(n_articles: int | None = None) -> Iterator[House]:
    """Give a house on a copy of a data folder, nothing of it running yet.

    Afterwards its processes are ended and the copy is gone.
    """
    data = base_folder() if n_articles is None else filled_folder(n_articles)
    with _opened(data) as house:
        yield house


@contextmanager
def bare_open() -> Iterator[House]:
    """Give a house with its six units and nothing else: no people, no stories."""
    with _opened(bare_folder()) as house:
        yield house


@contextmanager
def bare_open_on_postgresql(server: str) -> Iterator[House]:
    """Give the same house with its tables on a PostgreSQL server."""
    with postgresql_database(server) as url, scratch_folder() as scratch:
        folder, port = scratch / "data", port_free()
        folder.mkdir()
        env = environment(folder, port) | {"DATABASE_URL": url}
        _prepare(folder, env, demo=False)
        (folder / "pages" / KEEP).unlink()
        with house_in(folder, port, env) as house:
            yield house


def bare_folder() -> Path:
    """Return a data folder with the six units and nothing else."""
    return _cached("bare", ROW_SOURCES, _bare_build)


def data_copy(data: Path, folder: Path) -> None:
    """Make `folder` a copy of a data folder, ready for a house to run in."""
    shutil.copytree(data, folder, symlinks=True)
    _static_link(folder)
    (folder / "pages" / KEEP).unlink(missing_ok=True)


@contextmanager
def _opened(data: Path) -> Iterator[House]:
    with scratch_folder() as scratch:
        folder = scratch / "data"
        data_copy(data, folder)
        port = port_free()
        with house_in(folder, port, environment(folder, port)) as house:
            yield house


def _bare_build(folder: Path) -> None:
    _prepare(folder, environment(folder, BUILT_FOR_PORT), demo=False)


def _base_build(folder: Path) -> None:
    _prepare(folder, environment(folder, BUILT_FOR_PORT), demo=True)
    # What a running house has done after some minutes: pictures cut, pages baked.
    inside(environment(folder, BUILT_FOR_PORT), "settle", unit_key=UNIT)


def _prepare(folder: Path, env: dict[str, str], *, demo: bool) -> None:
    _static_link(folder)
    # A store that is not empty is not rebuilt by the preparation.
    (folder / "pages").mkdir()
    (folder / "pages" / KEEP).touch()
    env = env | {"TOASOAN_DEMO": "yes" if demo else "no"}
    module_run(env, "tools.start.prepare", str(folder / "facts.json"))


def _static_build(folder: Path) -> None:
    inside(environment(folder, BUILT_FOR_PORT), "static")


def _static_link(folder: Path) -> None:
    link = folder / "static"
    link.unlink(missing_ok=True)
    link.symlink_to(_cached("static", STATIC_SOURCES, _static_build) / "static")


def _cached(name: str, sources: tuple[str, ...], build: Callable[[Path], None]) -> Path:
    folder = CACHE / f"{name}-{_key(sources)}"
    with _alone(name):
        if not folder.is_dir():
            _build(name, folder, build)
    return folder


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Let one process at a time build the folder; it is freed if that one dies."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(name: str, folder: Path, build: Callable[[Path], None]) -> None:
    for older in (*CACHE.glob(f"{name}-*"), *CACHE.glob(f".{name}-*")):
        shutil.rmtree(older)
    say(f"building the data folder {name} (kept in var/bench) …")
    began = time.monotonic()
    unfinished = CACHE / f".{folder.name}"
    unfinished.mkdir(parents=True)
    build(unfinished)
    unfinished.rename(folder)
    say(f"built {name} in {time.monotonic() - began:.0f} s")


def _key(patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256(
        texts_mark().encode() if FILLING_SOURCES[0] in patterns else b""
    )
    for pattern in patterns:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file():
                digest.update(file.relative_to(ROOT).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
