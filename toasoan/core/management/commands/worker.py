"""manage.py worker: run background jobs of every queue."""

import os
import secrets
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from toasoan.core.scheduler import SIDE_PREFIX, WORKER_PREFIX
from toasoan.core.workers import CalmWorker, Heart

INTERVAL_S = 0.2


class Command(BaseCommand):
    """Run background jobs until told to stop."""

    help = "Run background jobs of every queue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--queues", default="*", help="comma separated, * for all")
        parser.add_argument("--without", default="", help="queues left to others")
        parser.add_argument("--interval", type=float, default=INTERVAL_S)
        parser.add_argument(
            "--batch", action="store_true", help="stop when the queue is empty"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work until SIGTERM; the job in hand is finished first."""
        queues = options["queues"].split(",")
        worker = CalmWorker(
            queue_names=queues,
            interval=options["interval"],
            batch=options["batch"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=_worker_id(is_side={"*", "default"}.isdisjoint(queues)),
            excluded_queue_names=[q for q in options["without"].split(",") if q],
        )
        heart = Heart(worker.worker_id)
        heart.beat()
        heart.start()
        try:
            worker.configure_signals()
            worker.run()
        finally:
            heart.stop()


def _worker_id(*, is_side: bool) -> str:
    host = socket.gethostname()[:30]
    prefix = SIDE_PREFIX if is_side else WORKER_PREFIX
    return f"{prefix}{host}-{os.getpid()}-{secrets.token_hex(4)}"
