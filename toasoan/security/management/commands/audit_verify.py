"""Walk the audit chain and say whether it is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from toasoan.security.management.arguments import moment
from toasoan.security.models import AuditEntry
from toasoan.security.selectors import audit_chain_check


class Command(BaseCommand):
    """Prints the count and the newest hash; exits 1 at the first break."""

    help = "Check every link of the audit chain; exit 1 at the first break."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a start and a hash noted earlier."""
        parser.add_argument("--since", type=moment, help="ISO date or time to start at")
        parser.add_argument(
            "--expect",
            metavar="SEQUENCE:HASH",
            help="a link noted earlier, outside this database, that must still be there",
        )

    def handle(self, **options: Any) -> None:
        """Check the noted link, then walk.

        Raises:
            CommandError: a link is wrong, missing or not the one noted.
        """
        if options["expect"]:
            self._check_noted(options["expect"])
        report = audit_chain_check(since=options["since"])
        if report.broken_at is not None:
            raise CommandError(
                f"The audit chain is broken at entry {report.broken_at}: "
                f"{report.reason}. {report.count} entries before it are right."
            )
        self.stdout.write(
            f"{report.count} entries are right. "
            f"Head {report.head_sequence}:{report.head_hash}"
        )

    def _check_noted(self, noted: str) -> None:
        sequence, _, expected = noted.partition(":")
        if not sequence.isdigit():
            raise CommandError("--expect: write SEQUENCE:HASH, as this command prints.")
        entry = AuditEntry.objects.filter(sequence=int(sequence)).first()
        if entry is None or entry.hash != expected:
            raise CommandError(f"Entry {sequence} is not the one noted: rewritten.")
