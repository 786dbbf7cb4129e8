"""Processes forked from one: each does its duty, all stop together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

WAIT_S = 20.0
SCRIPT = """
import os, sys, time
from pathlib import Path
from toasoan.core.crew import Crew

here = Path(sys.argv[1])

def note(name):
    with (here / name).open("a") as file:
        file.write(f"{os.getpid()}\\n")

def stays():
    note("stays")
    while True:
        time.sleep(0.05)

def leaves():
    note("leaves")
    time.sleep(0.3)

def fails():
    note("fails")
    raise ValueError("không chạy được")

duties = {name: globals()[name] for name in sys.argv[3:]}
raise SystemExit(Crew(duties, soonest_s=float(sys.argv[2])).run())
"""


@contextmanager
def crew(here: Path, soonest_s: float, *names: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(here), str(soonest_s), *names],
        stderr=subprocess.PIPE,
        text=True,
    ) as parent:
        try:
            yield parent
        finally:
            parent.kill()


def pids(here: Path, name: str, count: int) -> list[int]:
    """The processes that did the duty, once there are that many."""
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        found = (here / name).read_text().split() if (here / name).exists() else []
        if len(found) >= count:
            return [int(pid) for pid in found]
        time.sleep(0.05)
    raise AssertionError(f"{name} did not run {count} times")


def is_gone(pid: int) -> bool:
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            if _is_zombie(pid):
                return True
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def _is_zombie(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_each_duty_has_a_process_of_its_own_and_sigterm_ends_all(tmp_path):
    with crew(tmp_path, 5.0, "stays", "stays") as parent:
        [child] = pids(tmp_path, "stays", 1)  # a duty named twice is one
        assert child != parent.pid
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(WAIT_S) == 0
    assert is_gone(child)


def test_who_ends_by_itself_is_started_again_and_the_others_stay(tmp_path):
    with crew(tmp_path, 0.1, "stays", "leaves") as parent:
        assert len(set(pids(tmp_path, "leaves", 2))) == 2
        assert parent.poll() is None
        assert len(pids(tmp_path, "stays", 1)) == 1


def test_who_cannot_stay_ends_all_with_an_error_that_is_told(tmp_path):
    with crew(tmp_path, 5.0, "stays", "fails") as parent:
        assert parent.wait(WAIT_S) == 1
        told = parent.stderr.read()
    assert "ValueError: không chạy được" in told
    assert len(pids(tmp_path, "fails", 1)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child")
def test_the_others_do_not_outlive_a_parent_that_is_killed(tmp_path):
    with crew(tmp_path, 5.0, "stays") as parent:
        [child] = pids(tmp_path, "stays", 1)
        parent.kill()
        parent.wait(WAIT_S)
        assert is_gone(child)


def test_a_line_of_background_is_a_command_of_the_house():
    done = subprocess.run(
        [sys.executable, "manage.py", "background", "check --tag security"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    # The check ran and ended at once, and so could not stay.
    assert "System check identified" in done.stdout + done.stderr
    assert done.returncode == 1
