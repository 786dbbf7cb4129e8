"""Throw-away data folders, and children that run the project on them."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "var" / "bench"
RESULT = "RESULT "


class ChildFailed(Exception):
    """A child ended badly; the message holds the end of what it said."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(
        prefix="toasoan-bench-", ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def port_free() -> int:
    """Return a port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, port: int) -> dict[str, str]:
    """Return an environment in which the project lives in `folder` alone."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "TOASOAN_BENCH_TEXTS"
        or not name.startswith(("TOASOAN_", "DJANGO_", "DATABASE_URL"))
    }
    return {
        **kept,
        # Named so that nothing of the operator's .env file comes in.
        "DATABASE_URL": f"sqlite:///{database_of(folder)}",
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "MALLOC_ARENA_MAX": "2",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUNBUFFERED": "1",
        "TOASOAN_BIND": "127.0.0.1",
        "TOASOAN_DATA_DIR": str(folder),
        "TOASOAN_DEBUG": "no",
        "TOASOAN_DEMO": "yes",
        "TOASOAN_DOMAIN": "localhost",
        "TOASOAN_HTTPS": "no",
        "TOASOAN_PORT": str(port),
        "TOASOAN_PUBLIC_PORT": str(port),
        "TOASOAN_SECRET_KEY": "only-for-measuring",
        "TOASOAN_STAFF_HOSTS": "localhost,127.0.0.1",
    }


def database_of(folder: Path) -> Path:
    """Return where the database of a data folder lies."""
    return folder / "toasoan.sqlite3"


def module_run(env: dict[str, str], *arguments: str) -> str:
    """Run `python -m ...` and return what it printed.

    Raises:
        ChildFailed: its exit code is not 0.
    """
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=env,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        said = f"{done.stdout[-1500:]}\n{done.stderr[-3000:]}"
        raise ChildFailed(f"{' '.join(arguments[:2])}: exit {done.returncode}\n{said}")
    return done.stdout


def inside(env: dict[str, str], name: str, **arguments: Any) -> Any:
    """Run `bench.inside.<name>` in a child with Django and return its answer."""
    said = module_run(env, "bench.inside", name, json.dumps(arguments))
    last = next(line for line in reversed(said.splitlines()) if line.startswith(RESULT))
    return json.loads(last.removeprefix(RESULT))
