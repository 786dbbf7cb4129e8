"""Memory of the whole house as `make start` runs it, idle after some requests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.asking import Asker, answers
from bench.figures import Figure
from bench.house import House
from bench.run import LARGE, SMALL, UNIT, Run
from bench.scratch import ROOT, inside
from tools.memory import family, pss_mb

GOAL_MB = 600
START_WITHIN_S = 180.0
REQUESTS = 60
IDLE_S = 8.0


def measure(run: Run) -> list[Figure]:
    """Return the sum of the processes' proportional set sizes for each size."""
    figures = []
    for size in run.sizes(SMALL, LARGE):
        with run.house(size) as house:
            pages = inside(house.env, "pages", unit_key=UNIT, n_items=12)
            with _as_started(house) as root:
                _read_about(house, pages["host"], pages["items"])
                time.sleep(IDLE_S)
                sizes = _sizes(root)
                bare = _bare_django_mb()
        run.say("memory: " + ", ".join(f"{name} {mb:.0f} MB" for name, mb in sizes))
        figures.append(
            Figure(
                measure="memory_idle",
                value=sum(mb for _name, mb in sizes),
                unit="MB",
                yardstick=bare,
                yardstick_of="one Python process that has imported Django's models",
                goal=GOAL_MB,
                n_articles=size,
                note=f"PSS of {len(sizes)} processes after {REQUESTS} requests",
            )
        )
    return figures


@contextmanager
def _as_started(house: House) -> Iterator[int]:
    """Run what `make start` runs once packages are there; give its process id."""
    with house.log("start").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.start.run"],
            cwd=ROOT,
            env=house.env,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    children: list[int] = []
    try:
        began = time.monotonic()
        while not answers(house.port):
            if process.poll() is not None or time.monotonic() - began > START_WITHIN_S:
                raise RuntimeError(house.log("start").read_text("utf-8")[-2000:])
            time.sleep(0.2)
        yield process.pid
    finally:
        # Its processes have groups of their own: note them before it goes.
        children = family(process.pid)[1:]
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            for pid in (*children, process.pid):
                _kill(pid)


def _read_about(house: House, host: str, paths: list[str]) -> None:
    """Ask for stored pages, pages of the app and the staff's door."""
    reader, staff = house.asker(host), house.asker()
    wanted: list[tuple[Asker, str]] = [(reader, path) for path in ("/", *paths)]
    wanted += [(reader, "/tim-kiem/?q=ngan+sach"), (staff, "/toa-soan/login/")]
    for number in range(REQUESTS):
        asker, path = wanted[number % len(wanted)]
        asker.get(path)
    reader.close()
    staff.close()


def _sizes(root: int) -> list[tuple[str, float]]:
    found = []
    for pid in family(root):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            found.append((_name(words), pss_mb(pid)))
        except OSError:
            continue  # it has ended meanwhile
    return found


def _name(words: list[bytes]) -> str:
    known = (
        "tools.start.run",
        "granian",
        "background",
        "worker",
        "scheduler",
        "manage.py",
    )
    line = b" ".join(words).decode()
    for name in known:
        if name in line:
            return name
    return "granian worker" if "spawn" in line or "fork" in line else line[-30:]


def _bare_django_mb() -> float:
    code = "import sys, django.db.models, django.http; print('ready', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()  # type: ignore[union-attr]
        return pss_mb(process.pid)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
