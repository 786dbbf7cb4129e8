"""A quiet outbox for every test, and a real file database for threads."""

import threading

import pytest
from django.db import connection, connections
from django_tasks_db.models import DBTaskResult

from toasoan.core.models import OutboxDelivery, OutboxEvent, WorkerBeat
from toasoan.core.tests import events

TABLES = (OutboxEvent, OutboxDelivery, WorkerBeat, DBTaskResult)


@pytest.fixture(autouse=True)
def _quiet():
    events.heard.clear()
    events.heard_ids.clear()
    events.trouble.clear()


@pytest.fixture
def in_threads(tmp_path, transactional_db):
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
        _run_in_threads(_make_tables)
        yield _run_in_threads
    finally:
        settings["NAME"] = before


def _make_tables():
    with connection.schema_editor() as editor:
        for model in TABLES:
            editor.create_model(model)


def _run_in_threads(*calls):
    """Run all calls at once; return their results, or raise the first error."""
    results, errors = [None] * len(calls), []

    def run(index, call):
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
