"""The tables that people really get are the ones the models describe."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PROBE = (
    "from wagtail.models import Page, Site; "
    "print(Page.objects.filter(depth=1).count(), Page.objects.get(depth=1).title)"
)


@pytest.fixture
def empty_database_url(tmp_path):
    """The address of a new database on the server the suite runs on."""
    default = settings.DATABASES["default"]
    if "sqlite" in default["ENGINE"]:
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
        return
    name = f"toasoan_migrations_{os.getpid()}"
    server = f"{default['HOST']}:{default['PORT'] or 5432}"
    login = ":".join(filter(None, [default["USER"], default["PASSWORD"]]))
    base = f"postgresql://{login}@{server}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{base}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def manage(tmp_path, empty_database_url):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "TOASOAN_DATA_DIR": str(tmp_path),
        "DATABASE_URL": empty_database_url,
    }

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.migrations
@pytest.mark.slow
def test_an_empty_database_is_migrated_and_nothing_is_missing(manage):
    migrated = manage("migrate", "--verbosity", "0")
    unapplied = manage("migrate", "--check")
    missing = manage("makemigrations", "--check", "--dry-run")
    probe = manage("shell", "--no-imports", "--command", PROBE)

    assert migrated.returncode == 0, migrated.stderr
    assert (unapplied.returncode, missing.returncode) == (0, 0), missing.stdout
    assert probe.stdout == "1 Root\n"
