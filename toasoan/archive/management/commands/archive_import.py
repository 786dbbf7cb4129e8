"""Bring the material of another archive in, or only look what would become of it."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from toasoan.archive.migration_in.folders import folder_records
from toasoan.archive.migration_in.importing import Import, import_to_file
from toasoan.archive.migration_in.records import OldRecord
from toasoan.archive.migration_in.resourcespace import resourcespace_records
from toasoan.archive.migration_in.resourcespace_xml import (
    metadump_records,
    resource_data_records,
)
from toasoan.archive.migration_in.tables import table_records
from toasoan.archive.migration_in.understanding import COLUMNS
from toasoan.archive.migration_in.wordpress import wordpress_records
from toasoan.archive.services import may_bring_require
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.models import PressUnit

KINDS = ("folder", "csv", "resourcespace", "wordpress")


class Command(BaseCommand):
    """Cut off anywhere and run again, it goes on; nothing comes in twice."""

    help = "Bring in a folder, a CSV, or an export of ResourceSpace or WordPress."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("unit", help="key of the unit whose archive takes it")
        parser.add_argument("files", type=Path, help="folder, filestore or uploads")
        parser.add_argument(
            "--table", type=Path, help="the CSV, the XML of resource_data, or the WXR"
        )
        parser.add_argument("--source", default="", help="name of the other archive")
        parser.add_argument("--by", default="", help="e-mail of who answers for it")
        parser.add_argument("--dry-run", action="store_true", help="only look")
        parser.add_argument(
            "--again", action="store_true", help="retry what was refused"
        )
        parser.add_argument("--encoding", default="", help="of the CSV, such as cp1258")
        parser.add_argument(
            "--column", action="append", default=[], metavar="NAME=FIELD"
        )
        parser.add_argument(
            "--folders",
            choices=("keywords", "none"),
            default="keywords",
            help="what the names of folders become",
        )
        parser.add_argument("--report", type=Path, help="where the report is written")

    def handle(self, **options: Any) -> None:
        """Bring it in and say how many ended in which way.

        Raises:
            CommandError: it cannot begin, or the source breaks off.
        """
        stamp = clock.now().strftime("%Y%m%d-%H%M%S")
        report = options["report"] or Path(f"nhap-kho-{stamp}.csv")
        try:
            counts = import_to_file(_work(options), _records(options), report)
        except ToasoanError as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(str(error)) from error
        for result, number in sorted(counts.items()):
            self.stdout.write(f"{result}: {number}")
        self.stdout.write(f"{report}")


def _work(options: dict[str, Any]) -> Import:
    unit = PressUnit.objects.filter(key=options["unit"]).first()
    if unit is None:
        known = ", ".join(PressUnit.objects.values_list("key", flat=True))
        raise CommandError(f"no unit {options['unit']!r}; known: {known}")
    by = None
    if options["by"]:
        by = get_user_model().objects.filter(email=options["by"]).first()
        if by is None:
            raise CommandError(f"nobody has the address {options['by']!r}")
        may_bring_require(by, unit)
    return Import(
        unit=unit,
        source=options["source"] or options["kind"],
        by=by,
        is_trial=options["dry_run"],
        again=options["again"],
    )


def _records(options: dict[str, Any]) -> Iterator[OldRecord]:
    kind, files, table = options["kind"], options["files"], options["table"]
    if kind == "folder":
        keywords = options["folders"] == "keywords"
        return folder_records(files, folders_are_keywords=keywords)
    if kind == "resourcespace" and (table is None or table.suffix.lower() == ".xml"):
        return _of_resourcespace_xml(files, table, _columns(options["column"]))
    if table is None:
        raise CommandError("--table names the file that tells of the others")
    if kind == "wordpress":
        return wordpress_records(table, files)
    read = table_records if kind == "csv" else resourcespace_records
    columns = _columns(options["column"])
    return read(table, files, columns=columns, encoding=options["encoding"])


def _of_resourcespace_xml(
    filestore: Path, table: Path | None, columns: dict[str, str]
) -> Iterator[OldRecord]:
    if table is None:
        return metadump_records(filestore, columns=columns)
    return resource_data_records(table, filestore, columns=columns)


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, _equals, field = pair.rpartition("=")
        if not name or field not in COLUMNS:
            raise CommandError(
                f"{pair!r}: NAME=FIELD, FIELD one of {', '.join(COLUMNS)}"
            )
        found[name] = field
    return found
