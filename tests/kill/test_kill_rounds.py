"""Killed in the middle of publishing, the house loses and doubles nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def test_three_kills_in_the_middle_of_publishing_leave_nothing_wrong():
    done = subprocess.run(
        [sys.executable, "-m", "tests.kill", "3"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "3 lần, 0 lỗi" in done.stdout
