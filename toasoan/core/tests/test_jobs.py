import logging
import signal
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, transaction
from django_tasks_db.models import DBTaskResult

from toasoan.core import jobs, scheduler, selectors
from toasoan.core.checks import schedule_check
from toasoan.core.models import OutboxDelivery, WorkerBeat
from toasoan.core.outbox import event_record
from toasoan.core.registry import UnknownKey
from toasoan.core.scheduler import Scheduler, job_enqueue_once, lost_jobs_recover
from toasoan.core.tests.events import BellRung, heard
from toasoan.core.tests.row_jobs import beat_and_bell_read, beat_read
from toasoan.core.workers import CalmWorker, Heart

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DISPATCH = "toasoan.core.tasks.outbox_dispatch"


@pytest.fixture
def rows(db, settings, monkeypatch):
    """Jobs are rows of the database, as in production."""
    # The test's own transaction lives on the connection the worker would renew.
    monkeypatch.setattr("toasoan.core.workers.close_old_connections", lambda: None)
    settings.TASKS = {
        "default": {
            "BACKEND": "toasoan.core.queues.RowQueue",
            "QUEUES": ["default", "slow", "media"],
        }
    }
    return DBTaskResult.objects.order_by("enqueued_at")


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


@pytest.fixture
def own_process():
    """The command makes signals and log its own for good; tests go on after it."""
    log = logging.getLogger("toasoan")
    level = log.level
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    log.setLevel(level)


def ring(number=1):
    with transaction.atomic():
        return event_record(BellRung(number=number), aggregate="bell:1")


def worker(**kwargs):
    return CalmWorker(
        **{
            "queue_names": ["*"],
            "interval": 0,
            "batch": True,
            "backend_name": "default",
            "startup_delay": False,
            "max_tasks": None,
            "worker_id": "toasoan-test-1",
            "excluded_queue_names": [],
            **kwargs,
        }
    )


def running_job(clock, worker_ids, path=DISPATCH):
    task = jobs.task_named("core.outbox_dispatch")
    task.enqueue()
    DBTaskResult.objects.update(
        status="RUNNING", started_at=START, worker_ids=worker_ids, task_path=path
    )
    return DBTaskResult.objects.get()


def test_a_job_is_found_by_room_and_name():
    assert jobs.task_named("core.outbox_dispatch").module_path == DISPATCH


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("core.nothing", "known: outbox_dispatch"),
        ("nowhere.nothing", "there is no toasoan.nowhere.tasks"),
        ("core.outbox", "known: outbox_dispatch"),
        ("core", "known: outbox_dispatch"),
    ],
)
def test_an_unknown_job_is_told_the_known_ones(name, words):
    with pytest.raises(UnknownKey, match=words):
        jobs.enqueue(name)


def test_an_event_brings_one_job_row_in_its_own_transaction(rows):
    with transaction.atomic():
        ring(1)
        ring(2)

    assert list(rows.values_list("task_path", "status")) == [(DISPATCH, "READY")]
    assert dict(heard) == {}


def test_a_rolled_back_savepoint_takes_its_job_along_and_the_next_event_brings_one(
    rows,
):
    with transaction.atomic():
        with transaction.atomic():
            ring(1)
            transaction.set_rollback(True)
        assert rows.count() == 0
        ring(2)

    assert rows.count() == 1


def test_a_worker_runs_what_is_queued(rows):
    ring(5)

    worker().run()

    assert heard["write"] == [5]
    assert rows.get().status == "SUCCESSFUL"


def test_a_job_whose_row_has_gone_ends_quietly(rows, caplog):
    beat = WorkerBeat.objects.create(worker_id="toasoan-a")
    beat_read.enqueue(beat.pk)
    beat.delete()

    worker().run()

    assert (rows.get().status, rows.get().traceback) == ("SUCCESSFUL", "")
    assert [record.levelname for record in caplog.records if record.exc_info] == []


def test_a_job_that_misses_something_else_still_fails_loudly(rows, caplog):
    beat = WorkerBeat.objects.create(worker_id="toasoan-a")
    beat_and_bell_read.enqueue(beat.pk)

    worker().run()

    assert rows.get().status == "FAILED"
    assert rows.get().exception_class_path.endswith("OutboxEvent.DoesNotExist")
    assert [record.levelname for record in caplog.records if record.exc_info] == [
        "ERROR"
    ]


def test_a_worker_goes_on_after_a_locked_database(rows, monkeypatch):
    monkeypatch.setattr("toasoan.core.workers.TROUBLE_PAUSE_S", 0)
    monkeypatch.setattr("toasoan.core.workers.connection.close", lambda: None)
    ring(5)
    tired = worker()
    claim, failures = tired._claim_and_run, [OperationalError("database is locked")] * 2

    def sometimes():
        if failures:
            raise failures.pop()
        return claim()

    monkeypatch.setattr(tired, "_claim_and_run", sometimes)
    tired.run()

    assert (failures, heard["write"]) == ([], [5])


def test_after_trouble_a_worker_puts_back_the_job_it_could_not_mark(
    rows, clock, monkeypatch
):
    monkeypatch.setattr("toasoan.core.workers.TROUBLE_PAUSE_S", 0)
    monkeypatch.setattr("toasoan.core.workers.connection.close", lambda: None)
    running_job(clock, ["toasoan-test-1"])

    worker()._after_trouble()

    assert rows.get().status == "READY"


def test_the_worker_command_works_off_the_queue_and_takes_its_beat_back(
    rows, own_process
):
    ring(6)

    call_command("worker", batch=True)

    assert heard["write"] == [6]
    assert WorkerBeat.objects.filter(worker_id__startswith="toasoan-").count() == 0


def test_queues_that_are_left_to_others_are_left(rows, own_process):
    beat_read.using(queue_name="media").enqueue("gone")
    beat_read.enqueue("gone")

    call_command("worker", batch=True, without="media")
    assert list(rows.values_list("queue_name", "status")) == [
        ("media", "READY"),
        ("default", "SUCCESSFUL"),
    ]
    call_command("worker", batch=True, queues="media")

    assert {row.status for row in rows} == {"SUCCESSFUL"}
    side = [w for row in rows.filter(queue_name="media") for w in row.worker_ids]
    assert side[0].startswith("toasoan-side-")


def test_a_side_worker_does_not_speak_for_the_worker(rows):
    WorkerBeat.objects.create(worker_id="toasoan-side-a")
    assert selectors.processes()[0].seen_at is None

    WorkerBeat.objects.create(worker_id="toasoan-a")
    assert selectors.processes()[0].seen_at is not None


def test_a_heart_beats(db):
    heart = Heart("toasoan-x")
    heart.beat()
    heart.beat()

    assert WorkerBeat.objects.get().worker_id == "toasoan-x"
    heart.stop()
    assert WorkerBeat.objects.count() == 0


def test_the_schedule_enqueues_each_job_at_its_interval(rows, monkeypatch):
    calls = []
    monkeypatch.setattr(scheduler, "job_enqueue_once", calls.append)
    monkeypatch.setattr(scheduler, "scheduled_results_sweep", list)
    calm = Scheduler([("core.outbox_dispatch", 2.0), ("x.daily", 86400.0)])

    for at in (0.0, 1.9, 2.0, 3.0, 4.1, 60.0):
        calm.tick(at)

    assert calls == ["core.outbox_dispatch", "x.daily", *["core.outbox_dispatch"] * 3]


def test_an_idle_house_gets_no_job_rows(rows):
    assert job_enqueue_once("core.outbox_dispatch") is False
    assert rows.count() == 0


def test_a_dead_worker_does_not_pile_up_jobs(rows, clock):
    ring()
    assert rows.count() == 1

    clock.shift(timedelta(days=2))
    assert job_enqueue_once("core.outbox_dispatch") is False

    rows.update(status="RUNNING", started_at=START + timedelta(days=2))
    assert job_enqueue_once("core.outbox_dispatch") is False
    clock.shift(timedelta(minutes=11))
    assert job_enqueue_once("core.outbox_dispatch") is True
    assert rows.count() == 2


@pytest.mark.parametrize("path", [DISPATCH, "modelsearch.tasks.insert_or_update"])
def test_a_job_of_a_killed_worker_is_queued_again_once_its_beat_is_old(
    rows, clock, path
):
    running_job(clock, ["toasoan-a"], path)
    WorkerBeat.objects.create(worker_id="toasoan-a", seen_at=START)

    clock.shift(timedelta(seconds=14))
    assert lost_jobs_recover() == 0

    clock.shift(timedelta(seconds=2))
    assert lost_jobs_recover() == 1
    assert (rows.get().status, rows.get().started_at) == ("READY", None)


def test_a_long_job_of_a_living_worker_is_left_alone(rows, clock):
    running_job(clock, ["toasoan-a"])
    clock.shift(timedelta(hours=3))
    WorkerBeat.objects.create(worker_id="toasoan-a", seen_at=scheduler.clock.now())

    assert lost_jobs_recover() == 0
    assert rows.get().status == "RUNNING"


@pytest.mark.parametrize(
    ("worker_ids", "path"),
    [
        (["toasoan-a", "toasoan-b", "toasoan-c"], DISPATCH),
        (["toasoan-a"], "somebody.tasks.pay"),
    ],
)
def test_a_job_that_kills_or_may_not_run_twice_is_given_up(
    rows, clock, worker_ids, path
):
    running_job(clock, worker_ids, path)
    clock.shift(timedelta(minutes=1))

    assert lost_jobs_recover() == 1

    assert rows.get().status == "FAILED"
    assert "died" in rows.get().traceback


def test_a_worker_that_gives_no_signs_of_life_is_not_judged(rows, clock):
    running_job(clock, ["stranger"])
    clock.shift(timedelta(hours=1))

    assert lost_jobs_recover() == 0


def test_old_results_and_beats_are_pruned(rows, clock):
    ring()
    worker().run()
    WorkerBeat.objects.create(worker_id="toasoan-a")
    assert scheduler.scheduled_results_sweep(["core.outbox_dispatch"]) == 0

    clock.shift(timedelta(minutes=61))
    assert scheduler.scheduled_results_sweep(["core.outbox_dispatch"]) == 1
    clock.shift(timedelta(days=40))
    scheduler.old_rows_prune()

    assert (
        WorkerBeat.objects.filter(worker_id="toasoan-a").count(),
        OutboxDelivery.objects.count(),
    ) == (0, 0)


@pytest.mark.parametrize(
    "trouble", [OperationalError("the server is away"), UnknownKey("no such job")]
)
def test_one_job_in_trouble_does_not_stop_the_others(monkeypatch, trouble):
    calm = Scheduler([("a.first", 0.0), ("b.second", 0.0)])
    calls = []

    def enqueue_once(name):
        calls.append(name)
        if len(calls) == 4:
            calm.stop.set()
        if name == "a.first":
            raise trouble

    monkeypatch.setattr(scheduler, "job_enqueue_once", enqueue_once)
    for step in (
        "scheduler_beat",
        "lost_jobs_recover",
        "scheduled_results_sweep",
        "old_rows_prune",
    ):
        monkeypatch.setattr(scheduler, step, lambda *_: None)
    loop = threading.Thread(target=calm.run)
    loop.start()
    loop.join(5)

    assert calls == ["a.first", "b.second"] * 2


def test_a_schedule_naming_an_unknown_job_is_reported_by_check(settings):
    settings.SCHEDULE = [("core.outbox_dispatch", 2.0), ("core.nothing", 5.0)]

    (problem,) = schedule_check()

    assert problem.id == "core.E001"
    assert "no 'core.nothing'" in problem.msg


@pytest.fixture
def gathered(monkeypatch):
    """The bell's job is gathered for twenty seconds."""
    monkeypatch.setitem(jobs.job_gathered._values, DISPATCH, lambda *_args: 20.0)


def test_a_gathered_job_is_one_row_for_all_that_ask_within_its_seconds(rows, gathered):
    with time_machine.travel(START, tick=False):
        jobs.enqueue("core.outbox_dispatch")
        jobs.enqueue("core.outbox_dispatch")
    with time_machine.travel(START + timedelta(seconds=10), tick=False):
        jobs.enqueue("core.outbox_dispatch")

    [row] = rows
    assert row.run_after == START + timedelta(seconds=20)


def test_one_about_to_begin_does_not_answer_for_what_was_just_written(rows, gathered):
    with time_machine.travel(START, tick=False):
        jobs.enqueue("core.outbox_dispatch")
    with time_machine.travel(START + timedelta(seconds=19.5), tick=False):
        jobs.enqueue("core.outbox_dispatch")

    assert [row.run_after for row in rows] == [
        START + timedelta(seconds=20),
        START + timedelta(seconds=39.5),
    ]
