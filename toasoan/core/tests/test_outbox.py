from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from toasoan.core import outbox
from toasoan.core.models import OutboxDelivery, OutboxEvent, WorkerBeat
from toasoan.core.outbox import (
    DeliveryNotParked,
    DispatchReport,
    OutboxOutsideTransaction,
    delivery_retry,
    event_record,
    outbox_dispatch,
)
from toasoan.core.tests.events import BellRung, DoorShut, heard, heard_ids, trouble

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


def ring(number=1, aggregate="bell:1"):
    return event_record(BellRung(number=number), aggregate=aggregate)


def delivery(name, number=1):
    return OutboxDelivery.objects.get(subscriber=name, event__payload__number=number)


def states():
    rows = OutboxDelivery.objects.order_by("event__sequence", "subscriber")
    return list(rows.values_list("subscriber", "state", "attempts"))


def test_an_event_waits_for_each_subscriber_of_its_kind_only(db):
    row = ring()

    assert (row.kind, row.aggregate, row.sequence) == (
        "core_tests.BellRung",
        "bell:1",
        1,
    )
    assert states() == [
        ("core_tests.bake", "pending", 0),
        ("core_tests.write", "pending", 0),
    ]
    event_record(DoorShut(number=9), aggregate="door:1")
    assert OutboxDelivery.objects.count() == 2


def test_an_event_is_numbered_within_its_aggregate(db):
    assert [ring(aggregate=a).sequence for a in ("a", "b", "a", "a", "b")] == [
        1,
        1,
        2,
        3,
        2,
    ]


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused_and_nothing_is_written():
    with pytest.raises(OutboxOutsideTransaction):
        ring()

    assert OutboxEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_announces_nothing():
    with transaction.atomic():
        ring()
        transaction.set_rollback(True)

    assert (OutboxEvent.objects.count(), dict(heard)) == (0, {})


@pytest.mark.django_db(transaction=True)
def test_subscribers_hear_after_the_commit_and_not_before():
    with transaction.atomic():
        row = ring(7)
        assert dict(heard) == {}

    assert dict(heard) == {"bake": [7], "write": [7]}
    assert heard_ids == [row.pk, row.pk]
    assert states() == [("core_tests.bake", "done", 1), ("core_tests.write", "done", 1)]


def test_events_of_one_aggregate_are_heard_in_order(db):
    for number in (1, 2, 3):
        ring(number)

    assert outbox_dispatch() == DispatchReport(done=6)

    assert dict(heard) == {"bake": [1, 2, 3], "write": [1, 2, 3]}
    assert outbox_dispatch() == DispatchReport()


def test_a_limit_stops_the_loop(db):
    ring()

    assert outbox_dispatch(limit=1).total == 1
    assert OutboxDelivery.objects.filter(state="pending").count() == 1


def test_a_failing_subscriber_holds_its_own_aggregate_and_nobody_else(db, clock):
    ring(1)
    ring(2)
    ring(3, aggregate="bell:2")
    trouble["bake"] = OSError("no space")

    report = outbox_dispatch()

    assert report == DispatchReport(done=3, failed=2)
    assert heard["write"] == [1, 2, 3]
    assert heard["bake"] == [1, 3]  # 2 waits behind 1, another aggregate does not
    assert delivery("core_tests.bake").last_error == "OSError: no space"

    trouble.clear()
    clock.shift(timedelta(seconds=1))
    outbox_dispatch()
    assert heard["bake"] == [1, 3, 1, 2, 3]


def test_a_failed_transactional_handler_leaves_no_write_behind(db, clock):
    ring()
    trouble["write"] = ValueError("bad")

    outbox_dispatch()

    assert WorkerBeat.objects.count() == 0
    assert delivery("core_tests.write").state == "pending"
    trouble.clear()
    clock.shift(timedelta(seconds=1))
    outbox_dispatch()
    assert WorkerBeat.objects.count() == 1


def test_failures_wait_longer_each_time_and_the_eighth_parks(db, clock):
    ring()
    ring(2)
    trouble["bake"] = OSError("no space")
    waits = []
    outbox_dispatch()
    while (row := delivery("core_tests.bake")).state == "pending":
        wait = row.next_attempt_at - outbox.clock.now()
        waits.append(int(wait.total_seconds()))
        clock.shift(wait - timedelta(seconds=0.5))
        assert outbox_dispatch().total == 0
        clock.shift(timedelta(seconds=0.5))
        if row.attempts == 7:
            trouble["bake"] = OSError("still none")
        report = outbox_dispatch()

    assert waits == [1, 4, 16, 60, 120, 240, 480]
    assert report == DispatchReport(parked=1, failed=1)  # 2 is tried once 1 is parked
    assert (row.attempts, row.last_error) == (8, "OSError: still none")


def test_a_parked_delivery_is_tried_again_by_hand(db):
    ring()
    OutboxDelivery.objects.filter(subscriber="core_tests.bake").update(
        state="parked", attempts=8
    )
    outbox_dispatch()
    assert heard["bake"] == []

    delivery_retry(delivery=delivery("core_tests.bake"))
    outbox_dispatch()

    assert heard["bake"] == [1]
    assert delivery("core_tests.bake").state == "done"


def test_a_delivery_that_is_not_parked_cannot_be_retried(db):
    ring()
    outbox_dispatch()

    with pytest.raises(DeliveryNotParked):
        delivery_retry(delivery=delivery("core_tests.bake"))

    assert delivery("core_tests.bake").state == "done"


def test_a_crash_between_claim_and_done_frees_itself_after_the_lease(
    db, clock, settings
):
    settings.OUTBOX_LEASE_S = 15
    ring()
    trouble["bake"] = SystemExit("killed")
    with pytest.raises(SystemExit):
        outbox_dispatch()
    trouble.clear()

    clock.shift(timedelta(seconds=14))
    assert outbox_dispatch() == DispatchReport(done=1)  # only core_tests.write
    assert heard["bake"] == [1]

    clock.shift(timedelta(seconds=1))
    assert outbox_dispatch() == DispatchReport(done=1)
    assert heard["bake"] == [1, 1]  # at least once
    assert len(set(heard_ids)) == 1  # under the same event id


def test_a_handler_that_kills_every_worker_is_parked_in_the_end(db, clock):
    ring()
    trouble["bake"] = SystemExit("out of memory")
    for _ in range(8):
        with pytest.raises(SystemExit):
            outbox_dispatch()
        clock.shift(timedelta(seconds=15))

    assert outbox_dispatch().parked == 1

    row = delivery("core_tests.bake")
    assert (row.state, row.last_error) == (
        "parked",
        "the worker died during every attempt",
    )
    assert len(heard["bake"]) == 8


def test_a_dispatcher_that_lost_its_lease_does_not_mark_the_delivery(db, clock):
    ring()
    late = outbox._claim_next()
    while late.subscriber != "core_tests.bake":
        late = outbox._claim_next()
    clock.shift(timedelta(seconds=16))
    outbox_dispatch()
    done_at = delivery("core_tests.bake").done_at

    clock.shift(timedelta(seconds=5))
    assert outbox._mark_done(late) is False
    outbox._failed(late, "late")

    row = delivery("core_tests.bake")
    assert (row.state, row.done_at, row.last_error) == ("done", done_at, "")


def test_an_event_nobody_can_read_any_more_waits_with_the_reason(db):
    ring()
    OutboxEvent.objects.update(kind="core_tests.Gone")

    assert outbox_dispatch() == DispatchReport(failed=2)

    assert "no 'core_tests.Gone'" in delivery("core_tests.bake").last_error


def test_one_dispatch_job_per_transaction(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(5):
            ring(number)

    assert len(callbacks) == 1


def test_a_second_commit_brings_its_own_dispatch(
    db, django_capture_on_commit_callbacks
):
    for number in (1, 2):
        with django_capture_on_commit_callbacks(execute=True):
            ring(number)

    assert heard["bake"] == [1, 2]


def test_what_everyone_has_heard_is_pruned_after_thirty_days(db, clock):
    ring(1)
    outbox_dispatch()
    ring(2)
    clock.shift(timedelta(days=31))
    ring(3)

    assert outbox.outbox_prune() == 1

    assert [e.payload["number"] for e in OutboxEvent.objects.order_by("sequence")] == [
        2,
        3,
    ]


def outbox_command(*args):
    out = StringIO()
    call_command("outbox", *args, stdout=out)
    return out.getvalue()


def test_the_command_shows_what_waits_and_what_is_parked(db, clock):
    assert outbox_command() == "the outbox is empty\n"
    ring()
    OutboxDelivery.objects.filter(subscriber="core_tests.bake").update(
        state="parked", last_error="OSError: no space"
    )
    clock.shift(timedelta(seconds=90))

    words = outbox_command()

    assert "core_tests.write" in words
    assert "pending       1  oldest 90 s" in words
    assert "core_tests.bake, core_tests.BellRung bell:1 #1: OSError: no space" in words


def test_the_command_retries_and_drains(db):
    ring()
    OutboxDelivery.objects.filter(subscriber="core_tests.bake").update(state="parked")
    number = str(delivery("core_tests.bake").pk)
    with pytest.raises(SystemExit) as stopped:
        outbox_command("--drain")
    assert stopped.value.code == 1

    assert f"retry {number} core_tests.bake" in outbox_command("--retry", number)
    assert "done 1, failed 0, parked 0" in outbox_command("--drain")
    with pytest.raises(CommandError, match=f"delivery {number} is not parked"):
        outbox_command("--retry", number)
    with pytest.raises(CommandError, match="takes a delivery's number"):
        outbox_command("--retry", "x")


def test_an_event_comes_back_as_it_was(db):
    event = BellRung(number=3, text="Đà Nẵng", at=START, ids=(uuid4(), uuid4()))
    row = event_record(event, aggregate="bell:1")
    row.refresh_from_db()

    assert outbox.event_from_json(row.kind, row.payload) == event
