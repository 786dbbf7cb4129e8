"""The tables that people really get are the ones the models describe."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def manage(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "TOASOAN_DATA_DIR": str(data_dir),
        "DATABASE_URL": f"sqlite:///{data_dir}/empty.sqlite3",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.migrations
@pytest.mark.slow
def test_an_empty_database_is_migrated_and_nothing_is_missing(tmp_path):
    migrated = manage(tmp_path, "migrate", "--verbosity", "0")
    unapplied = manage(tmp_path, "migrate", "--check")
    missing = manage(tmp_path, "makemigrations", "--check", "--dry-run")

    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert (unapplied.returncode, missing.returncode) == (0, 0), missing.stdout
    with sqlite3.connect(tmp_path / "empty.sqlite3") as database:
        roots = database.execute(
            "SELECT count(*) FROM wagtailcore_page WHERE depth = 1"
        ).fetchone()
    assert roots == (1,)
