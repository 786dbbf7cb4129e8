"""Killed in the middle of publishing, the house loses and doubles nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def test_three_kills_in_the_middle_of_publishing_leave_nothing_wrong():
    assert "3 lần, 0 lỗi" in killed("3")


def test_killed_while_files_come_in_each_ends_once_whole_with_all_that_is_made_of_it():
    """With TOASOAN_KILL_INTAKE="200 500" it is as many kills and files as that."""
    kills, files = os.environ.get("TOASOAN_KILL_INTAKE", "4 12").split()

    assert f"{kills} lần, 0 lỗi" in killed(kills, "--intake", files)


def killed(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kill", *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout
