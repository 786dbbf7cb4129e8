"""Inside .venv, with Django: catalogues, static files, tables, trial data, pages.

Each step finds out by itself whether there is anything to do. The facts to print
are written as JSON to the file named on the command line.
"""

import contextlib
import hashlib
import importlib
import io
import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from toasoan.core.environment import Environment, SettingInvalid
from tools import compile_catalogues
from tools.start.machine import ROOT, settings_line
from tools.start.words import Progress, say

QUIET_S = 3.0


def main() -> int:
    """Prepare everything; a failure is one line and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    try:
        env = Environment.from_process(ROOT / ".env")
        demo = env.flag("TOASOAN_DEMO", default=True)
        prepare(demo=demo)
        # It imports models, so it can be loaded only now that Django is set up.
        facts = importlib.import_module("tools.start.facts").facts_of(demo=demo)
    except KeyboardInterrupt:
        return 130
    except (SettingInvalid, SystemExit, DatabaseError, CommandError, OSError) as error:
        print(reason_of(error), file=sys.stderr)
        return 1
    Path(sys.argv[1]).write_text(json.dumps(facts), "utf-8")
    return 0


def reason_of(error: BaseException) -> str:
    """Return why the data could not be prepared and what to do, in one line."""
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    # config.settings leaves with SystemExit when a setting is wrong.
    if isinstance(error, SettingInvalid | SystemExit):
        return settings_line(first)
    if isinstance(error, DatabaseError):
        return f"Không dùng được cơ sở dữ liệu: {first}. Xem lại DATABASE_URL."
    return f"Không chuẩn bị được dữ liệu: {first}"


def prepare(*, demo: bool) -> None:
    """Leave catalogues, static files, tables, trial data and pages up to date."""
    with contextlib.redirect_stdout(io.StringIO()):
        compile_catalogues.main()
    django.setup()
    static_collect()
    tables_migrate()
    data_load(demo=demo)
    pages_build()


def data_load(*, demo: bool) -> None:
    """Load the units and the trial material; what is there already stays as it is."""
    if not demo:
        call_command("house_setup", stdout=io.StringIO())
        return
    say("Nạp dữ liệu thử …")
    began = time.monotonic()
    call_command("demo_load", stdout=CountsOnly())
    say(f"  xong, {time.monotonic() - began:.0f} giây")


def pages_build() -> None:
    """Build the reader pages unless they once were built to the end."""
    store = Path(settings.PAGE_STORE_DIR)
    built = Path(settings.DATA_DIR) / "pages-built"
    if built.exists() and store.is_dir() and any(store.iterdir()):
        return
    say("Dựng trang cho bạn đọc …")
    began = time.monotonic()
    call_command("pages_rebuild", stdout=CountsOnly())
    built.touch()
    say(f"  xong, {time.monotonic() - began:.0f} giây")


class CountsOnly(io.StringIO):
    """Shows the lines of a command that count (`host: 5/90`) once they take long."""

    def __init__(self) -> None:
        super().__init__()
        self._quiet_until = time.monotonic() + QUIET_S

    def write(self, text: str) -> int:
        """Show the count of one line, at most one in QUIET_S seconds."""
        count = re.match(r"\s*(?:(\S+: ))?(\d+/\d+)", text)
        if count and time.monotonic() >= self._quiet_until:
            say(f"  {count[1] or ''}{count[2]}")
            self._quiet_until = time.monotonic() + QUIET_S
        return len(text)


def static_collect() -> None:
    """Collect static files when one of them has changed since the last time."""
    listing = hashlib.sha256()
    count = 0
    for finder in get_finders():
        for name, storage in finder.list([]):
            count += 1
            facts = Path(storage.path(name)).stat()
            listing.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.is_file() and stamp.read_text("utf-8") == listing.hexdigest():
        return
    progress = Progress("Gom và nén tệp tĩnh", count)
    call_command("collectstatic", interactive=False, stdout=Counting(progress))
    progress.finish()
    stamp.write_text(listing.hexdigest(), "utf-8")


class Counting(io.StringIO):
    """Takes a command's output and counts its lines instead of showing them."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress

    def write(self, text: str) -> int:
        """Count one step for each line."""
        if text.strip():
            self.progress.step()
        return len(text)


class CountingMigrate(Migrate):
    """`migrate` that shows one line counting up instead of a line a migration."""

    progress: Progress

    def migration_progress_callback(self, action: str, *_: Any, **__: Any) -> None:
        """Count an applied migration."""
        if action == "apply_success":
            self.progress.step()


def tables_migrate() -> None:
    """Bring the tables up to date; on a new database this takes about a minute."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    if not executor.loader.applied_migrations:
        say("Lần đầu: tạo cơ sở dữ liệu, có thể mất một phút.")
    command = CountingMigrate()
    command.progress = Progress("Cập nhật cơ sở dữ liệu", len(plan))
    call_command(command, interactive=False, verbosity=0)
    command.progress.finish()


if __name__ == "__main__":
    sys.exit(main())
