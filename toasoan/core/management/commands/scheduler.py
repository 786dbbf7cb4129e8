"""manage.py scheduler: enqueue periodic jobs and take over from dead workers."""

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from toasoan.core.scheduler import Scheduler


class Command(BaseCommand):
    """Run the schedule until told to stop."""

    help = "Enqueue the jobs of settings.SCHEDULE, each at its interval."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Loop until SIGTERM or Ctrl+C."""
        scheduler = Scheduler(list(settings.SCHEDULE))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: scheduler.stop.set())
        scheduler.run()
