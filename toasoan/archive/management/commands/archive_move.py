"""Move every file of the house to the S3 store, or back to the disk."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from toasoan.archive.storing.moving import PLACES, Moved, files_move, files_to_move
from toasoan.core.errors import ToasoanError

TELL_EACH_S = 2.0
STAYED_NAMED = 20


class Command(BaseCommand):
    """Moves files; stopped at any moment and run again it goes on."""

    help = (
        "Move originals, documents and renditions between the disk and the S3 store. "
        "Readers and staff notice nothing; run it again to go on after a stop."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to, and whether only to count."""
        parser.add_argument("--to", required=True, choices=PLACES)
        parser.add_argument(
            "--dry-run", action="store_true", help="count what is left, move nothing"
        )

    def handle(self, *, to: str, dry_run: bool, **_options: Any) -> None:
        """Move, say how far it is, and name what stayed.

        Raises:
            CommandError: it could not begin or not go on, or some files stayed.
        """
        try:
            left = files_to_move(to)
            self.stdout.write(f"{left.files} files, {_mb(left.size)} MB to move.")
            if dry_run:
                return
            moved = files_move(to=to, tell=self._teller(left))
        except ToasoanError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{moved.files} files, {_mb(moved.size)} MB moved.")
        if moved.stayed:
            names = list(moved.stayed.items())[:STAYED_NAMED]
            lines = "\n".join(f"  {name}: {why}" for name, why in names)
            raise CommandError(f"{len(moved.stayed)} files stayed:\n{lines}")

    def _teller(self, left: Moved) -> Any:
        told_at = time.monotonic()

        def tell(moved: Moved) -> None:
            nonlocal told_at
            if time.monotonic() - told_at >= TELL_EACH_S:
                told_at = time.monotonic()
                self.stdout.write(f"{moved.files}/{left.files}, {_mb(moved.size)} MB")
                self.stdout.flush()

        return tell


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
