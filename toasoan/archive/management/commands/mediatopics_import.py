"""Bring IPTC Media Topics in from a file that IPTC publishes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from toasoan.archive.vocabularies.concepts import media_topics_import
from toasoan.archive.vocabularies.media_topics import names_vi, topics_read
from toasoan.core.errors import ToasoanError


class Command(BaseCommand):
    """Adds, changes and retires topics; run again it changes nothing."""

    help = (
        "Import IPTC Media Topics (RDF/XML or JSON from cv.iptc.org). Topics are updated"
        " and retired, never deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and whether it may retire much of what is in use."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--retire-many", action="store_true")

    def handle(self, *, file: Path, retire_many: bool, **_options: Any) -> None:
        """Import the file and say what became of it.

        Raises:
            CommandError: nothing was changed; says why.
        """
        try:
            told = media_topics_import(
                topics=topics_read(file), names=names_vi(), retire_many=retire_many
            )
        except ToasoanError as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            f"{told.total} topics: {told.added} new, {told.changed} changed,"
            f" {told.retired} retired."
        )
