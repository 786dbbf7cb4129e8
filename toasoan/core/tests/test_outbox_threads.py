"""Several dispatchers at once, on a real database file."""

from django.db import transaction

from toasoan.core.models import OutboxDelivery, OutboxEvent
from toasoan.core.outbox import event_record, outbox_dispatch
from toasoan.core.tests.events import BellRung, heard

AGGREGATES = 5
EACH = 8


def record(aggregate, numbers):
    for number in numbers:
        with transaction.atomic():
            event_record(BellRung(number=number), aggregate=aggregate)


def test_many_dispatchers_hand_each_event_over_once_and_in_order(
    in_threads, monkeypatch
):
    monkeypatch.setattr("toasoan.core.outbox._dispatch_after_commit", lambda: None)
    in_threads(
        *(
            lambda a=a: record(f"bell:{a}", range(a * 100, a * 100 + EACH))
            for a in range(AGGREGATES)
        )
    )

    reports = in_threads(*[outbox_dispatch] * 4)

    assert sum(report.done for report in reports) == 2 * AGGREGATES * EACH
    assert sum(report.failed + report.parked for report in reports) == 0
    for name in ("write", "bake"):
        assert len(heard[name]) == len(set(heard[name])) == AGGREGATES * EACH
        for a in range(AGGREGATES):
            mine = [n for n in heard[name] if n // 100 == a]
            assert mine == sorted(mine)


def test_writers_of_one_aggregate_at_once_get_different_numbers(in_threads):
    in_threads(
        *(lambda i=i: record("bell:1", range(i * 10, i * 10 + 5)) for i in range(4))
    )

    rows = in_threads(
        lambda: list(
            OutboxEvent.objects.order_by("sequence").values_list("sequence", flat=True)
        )
    )[0]

    assert rows == list(range(1, 21))


def test_dispatch_goes_on_while_others_publish(in_threads):
    def publish_and_dispatch(i):
        record(f"bell:{i}", range(i * 100, i * 100 + 5))
        outbox_dispatch()

    in_threads(*(lambda i=i: publish_and_dispatch(i) for i in range(4)))
    in_threads(outbox_dispatch)

    left = in_threads(lambda: OutboxDelivery.objects.exclude(state="done").count())[0]
    assert left == 0
    assert sorted(heard["bake"]) == sorted(
        i * 100 + n for i in range(4) for n in range(5)
    )
