"""What every test may count on: Wagtail's roots, throw-away files, an honest browser."""

import importlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunSQL, SeparateDatabaseAndState
from django.db.models import Model
from django.db.models.signals import post_migrate
from django.test.utils import override_settings
from wagtail.models import Collection, Locale, Page
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from toasoan.archive.alike.similar import memory

CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FTS_TABLE = "wagtailsearch_indexentry_fts"


# --- Wagtail's roots -------------------------------------------------------------
# Tests run without migrations, yet Wagtail makes its locale, root page, root
# collection and full-text table in migrations. Django announces post_migrate after
# it has made the tables and again after each flush of a transactional test, so the
# roots come back exactly when they are missing, at no cost to any other test.


@pytest.fixture(scope="session", autouse=True)
def _roots_after_migrate() -> Iterator[None]:
    post_migrate.connect(_roots_restore, dispatch_uid="test-roots")
    yield
    post_migrate.disconnect(dispatch_uid="test-roots")


def _roots_restore(*, app_config: object, using: str, **_: object) -> None:
    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if app_config is not with_models[-1]:  # content types and permissions come first
        return
    _full_text_table_make(using)
    # Both roots as the migrations make them: rows that no log tells of.
    locale, _new = Locale.objects.using(using).get_or_create(language_code="vi")
    if not Page.objects.using(using).filter(depth=1).exists():
        Page.objects.using(using).bulk_create([_root_page(using, locale)])
    if not Collection.objects.using(using).filter(depth=1).exists():
        root = Collection(name="Root", path="0001", depth=1)
        Collection.objects.using(using).bulk_create([root])


def _root_page(using: str, locale: Locale) -> Page:
    return Page(
        title="Root",
        slug="root",
        path="0001",
        depth=1,
        url_path="/",
        locale=locale,
        content_type=ContentType.objects.db_manager(using).get_for_model(Page),
    )


def _full_text_table_make(using: str) -> None:
    """Replace the plain table made for the model by SQLite's full-text table."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [FTS_TABLE])
        row = cursor.fetchone()
        if row is None or "VIRTUAL" in row[0]:
            return
        cursor.execute(f"DROP TABLE {FTS_TABLE}")
        for statement in _full_text_statements():
            cursor.execute(statement)


def _full_text_statements() -> list[str]:
    module = importlib.import_module(
        "wagtail.search.migrations.0006_customise_indexentry"
    )
    return [
        str(step.sql)
        for operation in module.Migration.operations
        if isinstance(operation, SeparateDatabaseAndState)
        for step in operation.database_operations
        if isinstance(step, RunSQL)
    ]


# --- Files -----------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path) -> Iterator[None]:
    """Give each test its own uploads and reader pages; nothing is remembered.

    The numbers of rows that were rolled back come again, of other photos.
    """
    cache.clear()
    memory.forget()
    with override_settings(
        MEDIA_ROOT=str(tmp_path / "files"),
        PAGE_STORE_DIR=tmp_path / "pages",
        UPLOAD_DIR=tmp_path / "uploads",
        PREVIEW_DIR=tmp_path / "previews",
    ):
        yield


# --- Connections -----------------------------------------------------------------
# The end of a request drops a connection that is not in autocommit. In a test it is
# the test's own transaction that holds it: dropped, the test would lose what it has
# made. (SQLite in memory never closes, so only PostgreSQL shows it.)


@pytest.fixture(scope="session", autouse=True)
def _connections_outlive_requests() -> Iterator[None]:
    drop = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def drop_outside_transactions(self: BaseDatabaseWrapper) -> None:
        if not self.in_atomic_block:
            drop(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            BaseDatabaseWrapper,
            "close_if_unusable_or_obsolete",
            drop_outside_transactions,
        )
        yield


# --- Threads ---------------------------------------------------------------------
# What threads commit must be flushed after the test. pytest-django does so only when
# the test's signature leads to transactional_db: asked for with getfixturevalue, it
# quietly gives the one transaction that no thread sees, and their rows stay behind.


@pytest.fixture
def thread_tables() -> tuple[type[Model], ...]:
    """Return the models whose tables a room's threads need; the room says which."""
    return ()


@pytest.fixture
def in_threads(
    tmp_path: Path,
    transactional_db: None,  # noqa: ARG001
    thread_tables: tuple[type[Model], ...],
) -> Iterator[Callable[..., list[Any]]]:
    """Return a function that runs callables at once, each on its own connection.

    Threads cannot share the in-memory test database, so SQLite gets a file.
    """
    if connection.vendor != "sqlite":
        yield _run_in_threads
        return
    settings = connections.settings["default"]
    before = settings["NAME"]
    settings["NAME"] = str(tmp_path / "threads.sqlite3")
    try:
        _run_in_threads(lambda: _tables_make(thread_tables))
        yield _run_in_threads
    finally:
        settings["NAME"] = before


def _tables_make(models: tuple[type[Model], ...]) -> None:
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)


def _run_in_threads(*calls: Callable[[], Any]) -> list[Any]:
    """Run all calls at once; return their results, or raise the first error."""
    results: list[Any] = [None] * len(calls)
    errors: list[BaseException] = []

    def run(index: int, call: Callable[[], Any]) -> None:
        try:
            results[index] = call()
        except BaseException as err:  # noqa: BLE001
            errors.append(err)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]
    return results


# --- Browser ---------------------------------------------------------------------


def chromium_path() -> str | None:
    """Return the program that TOASOAN_CHROMIUM names, or the first one installed."""
    named = os.environ.get("TOASOAN_CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium; without one the test is skipped."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium here (apt install chromium)")
    return path


# --- Two processes ---------------------------------------------------------------
# A journey's house takes a minute to build: all journeys share one, in one process.
# What runs a house comes first, so that neither process waits for the other at the end.

LONG = ("tests/kill/", "tests/journeys/")


class OneHouse(LoadScopeScheduling):
    """Gives each process whole modules, and all journeys to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        long = next((each for each in LONG if nodeid.startswith(each)), None)
        return long or super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> LoadScopeScheduling | None:
    """Return our scheduler where modules are kept whole."""
    return OneHouse(config, log) if config.getvalue("dist") == "loadscope" else None


def _is_short(item: pytest.Item) -> bool:
    return not item.nodeid.startswith(LONG)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest; skip browser tests where there is no browser."""
    items.sort(key=_is_short)
    without = chromium_path() is None
    for item in items:
        if without and item.get_closest_marker("browser"):
            item.add_marker(
                pytest.mark.skip(reason="no Chromium here (apt install chromium)")
            )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in words that the browser was not tried."""
    if chromium_path() is None:
        terminalreporter.write_line(
            "BROWSER TESTS SKIPPED: Chromium is not installed (apt install chromium)",
            yellow=True,
        )
