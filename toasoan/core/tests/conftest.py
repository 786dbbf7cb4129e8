"""A quiet outbox for every test, and the tables of its threads."""

import pytest
from django_tasks_db.models import DBTaskResult

from toasoan.core.models import OutboxDelivery, OutboxEvent, WorkerBeat
from toasoan.core.tests import events


@pytest.fixture(autouse=True)
def _quiet():
    events.heard.clear()
    events.heard_ids.clear()
    events.trouble.clear()


@pytest.fixture
def thread_tables():
    return OutboxEvent, OutboxDelivery, WorkerBeat, DBTaskResult
