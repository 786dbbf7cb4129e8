"""manage.py background: several commands of the house in forked processes."""

import sys
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from toasoan.core.crew import Crew


class Command(BaseCommand):
    """Run worker, media worker and scheduler from one loaded house."""

    help = (
        "Run each LINE, such as 'worker --without media', in a process of its own "
        "that shares what is loaded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the lines."""
        parser.add_argument("lines", nargs="+", metavar="LINE")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run until SIGTERM; end with 1 when one of them cannot stay."""
        duties = {
            line: partial(call_command, *line.split()) for line in options["lines"]
        }
        # A connection must not be shared by two processes.
        connections.close_all()
        if code := Crew(duties).run():
            sys.exit(code)
