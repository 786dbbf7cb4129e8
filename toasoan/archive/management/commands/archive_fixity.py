"""Read every file of the archive again and compare it; or put one back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from toasoan.archive.keeping import fixity
from toasoan.archive.keeping.repair import file_repair
from toasoan.archive.models import FileCheck
from toasoan.core.errors import ToasoanError


class Command(BaseCommand):
    """Reads on where it or the job stopped, and says what is damaged."""

    help = "Check the content of every file the archive keeps against its hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do instead of reading the rest of the round."""
        parser.add_argument(
            "--anew", action="store_true", help="begin a new round though none is due"
        )
        parser.add_argument(
            "--report", action="store_true", help="only say what the last reading found"
        )
        parser.add_argument(
            "--put",
            nargs=2,
            metavar=("NAME", "FILE"),
            help="put a damaged file back: its name as reported, and the same content",
        )

    def handle(self, **options: Any) -> None:
        """Do it.

        Raises:
            CommandError: files are damaged, or the file to put is another.
        """
        if options["put"]:
            self._put(*options["put"])
            return
        if not options["report"]:
            self._read(anew=options["anew"])
        rows = fixity.damaged().select_related("entry__unit").order_by("name")
        for check in rows.iterator():
            unit = check.entry.unit.key if check.entry.unit else "-"
            self.stdout.write(f"{check.result}\t{unit}\t{check.name}")
        whole = FileCheck.objects.filter(result=FileCheck.Result.OK).count()
        bad = rows.count()
        self.stdout.write(f"{whole} files are whole, {bad} are damaged.")
        if bad:
            raise CommandError(f"{bad} files are damaged.")

    def _read(self, *, anew: bool) -> None:
        total = read = fixity.fixity_check(anew=anew)
        while read and fixity.round_running():
            read = fixity.fixity_check()
            total += read
        self.stdout.write(f"{total} files read.")

    def _put(self, name: str, path: str) -> None:
        check = FileCheck.objects.select_related("entry").filter(name=name).first()
        if check is None:
            raise CommandError(f"No file {name} is known; run archive_fixity first.")
        try:
            with Path(path).open("rb") as file:
                file_repair(check=check, file=file, by=None)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except ToasoanError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{name} is whole again.")
