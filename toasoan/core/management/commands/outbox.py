"""manage.py outbox: what waits, what is parked and why."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, Min

from toasoan.core import clock
from toasoan.core.models import DeliveryState, OutboxDelivery
from toasoan.core.outbox import delivery_retry, outbox_dispatch

SHOWN = 50


class Command(BaseCommand):
    """Show, retry or drain the outbox."""

    help = "Show what waits in the outbox; retry parked deliveries; drain it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--retry", metavar="ID|all", help="un-park deliveries")
        parser.add_argument(
            "--drain",
            action="store_true",
            help="run all that is due; exit 1 when something is parked",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do what the options ask, then print the table."""
        if options["retry"]:
            self._retry(options["retry"])
        if options["drain"]:
            report = outbox_dispatch()
            self.stdout.write(
                f"done {report.done}, failed {report.failed}, parked {report.parked}"
            )
        self._table()
        if options["drain"] and _parked().exists():
            sys.exit(1)

    def _retry(self, which: str) -> None:
        if which != "all" and not which.isdigit():
            raise CommandError("--retry takes a delivery's number, or all")
        deliveries = _parked() if which == "all" else _parked().filter(pk=which)
        if which != "all" and not deliveries:
            raise CommandError(f"delivery {which} is not parked")
        for delivery in deliveries:
            delivery_retry(delivery=delivery)
            self.stdout.write(f"retry {delivery.pk} {delivery.subscriber}")

    def _table(self) -> None:
        rows = (
            OutboxDelivery.objects.exclude(state=DeliveryState.DONE)
            .values("subscriber", "state")
            .annotate(n=Count("pk"), oldest=Min("event__occurred_at"))
            .order_by("subscriber", "state")
        )
        if not rows:
            self.stdout.write("the outbox is empty")
        for row in rows:
            age_s = int((clock.now() - row["oldest"]).total_seconds())
            self.stdout.write(
                f"{row['subscriber']:<40} {row['state']:<8} {row['n']:>6}  oldest {age_s} s"
            )
        for delivery in _parked()[:SHOWN]:
            self.stdout.write(
                f"parked {delivery.pk}: {delivery.subscriber}, {delivery.event}: "
                f"{delivery.last_error}"
            )


def _parked() -> Any:
    parked = OutboxDelivery.objects.filter(state=DeliveryState.PARKED)
    return parked.select_related("event").order_by("pk")
