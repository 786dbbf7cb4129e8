"""Build static/reader/reader.css from the tokens and the reader's components."""

from typing import Any

from django.core.management.base import BaseCommand

from toasoan.publicsite.stylesheet import stylesheet_write


class Command(BaseCommand):
    """Builds the readers' stylesheet; run it after changing styles or tokens."""

    help = "Build static/reader/reader.css."

    def handle(self, **options: Any) -> None:  # noqa: ARG002
        """Write the file and name it."""
        self.stdout.write(str(stylesheet_write()))
