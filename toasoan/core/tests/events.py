"""Events and subscribers that only the tests of this room use."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from toasoan.core.models import WorkerBeat
from toasoan.core.outbox import event_type, subscriber


@event_type("core_tests.BellRung")
@dataclass(frozen=True, kw_only=True)
class BellRung:
    number: int
    text: str = ""
    at: datetime | None = None
    ids: tuple[UUID, ...] = ()


@event_type("core_tests.DoorShut")
@dataclass(frozen=True, kw_only=True)
class DoorShut:
    number: int


heard: dict[str, list[int]] = defaultdict(list)
heard_ids: list[UUID] = []
trouble: dict[str, BaseException] = {}


def _hear(name, event, event_id):
    heard[name].append(event.number)
    heard_ids.append(event_id)
    if name in trouble:
        raise trouble[name]


@subscriber(BellRung, name="core_tests.write")
def write(event, event_id):
    """Write a row, then perhaps fail: the row must go with the failure."""
    WorkerBeat.objects.create(worker_id=f"{event_id}")
    _hear("write", event, event_id)


@subscriber(BellRung, name="core_tests.bake", transactional=False)
def bake(event, event_id):
    _hear("bake", event, event_id)
