"""Write audit entries as JSON lines."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from toasoan.security.management.arguments import moment
from toasoan.security.selectors import audit_entries


class Command(BaseCommand):
    """Prints one JSON object a line, in the order of the chain."""

    help = "Print audit entries as JSON lines, with the hashes that prove them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a span and a unit."""
        parser.add_argument("--since", type=moment, help="first ISO date or time")
        parser.add_argument(
            "--until", type=moment, help="ISO date or time to stop before"
        )
        parser.add_argument("--unit", help="only entries of this unit's key")

    def handle(self, **options: Any) -> None:
        """Write the lines to standard output."""
        entries = audit_entries(
            since=options["since"], until=options["until"], unit_key=options["unit"]
        )
        for entry in entries.iterator(chunk_size=2000):
            line = {
                **entry.facts(),
                "previous_hash": entry.previous_hash,
                "hash": entry.hash,
            }
            self.stdout.write(json.dumps(line, ensure_ascii=False, sort_keys=True))
