"""People for the tests, and a real file database for threads."""

import threading

import pytest
from django.db import connection, connections

from toasoan.security.models import AuditChainHead, AuditEntry, SignInCounter, User

PASSWORD = "Tòa soạn số 6 mở cửa"


@pytest.fixture(autouse=True)
def _own_addresses(settings):
    """Serve the admin alone, so that the faces above are not needed."""
    settings.ROOT_URLCONF = "toasoan.security.tests.urls"


@pytest.fixture
def ha(db):
    return User.objects.create_user(
        "ha@example.vn", PASSWORD, full_name="Nguyễn Thu Hà"
    )


@pytest.fixture
def chief(db):
    return User.objects.create_superuser(
        "chief@example.vn", PASSWORD, full_name="Trần Đình Khải"
    )


@pytest.fixture
def in_threads(tmp_path, transactional_db):
    """Return a function that runs callables at once, each on its own connection.

    Threads cannot share the in-memory test database, so SQLite gets a file.
    """
    if connection.vendor != "sqlite":
        yield run_in_threads
        return
    settings = connections.settings["default"]
    before = settings["NAME"]
    settings["NAME"] = str(tmp_path / "threads.sqlite3")
    try:
        run_in_threads(make_tables)
        yield run_in_threads
    finally:
        settings["NAME"] = before


def make_tables():
    with connection.schema_editor() as editor:
        for model in (User, AuditChainHead, AuditEntry, SignInCounter):
            editor.create_model(model)


def run_in_threads(*calls):
    results, errors = [None] * len(calls), []

    def run(index, call):
        try:
            results[index] = call()
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
