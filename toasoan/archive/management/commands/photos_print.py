"""Hash the photos that came before there were hashes, or by an older algorithm."""

from typing import Any

from django.core.management.base import BaseCommand

from toasoan.archive.alike import prints


class Command(BaseCommand):
    """Gives every photo its hashes; stopped and run again it goes on."""

    help = "Hash the photos that have no current hashes and compare them with others."

    def handle(self, **_options: Any) -> None:
        """Hash one after the other and say how many could be read."""
        read = unread = 0
        for key in list(prints.photos_unprinted().values_list("pk", flat=True)):
            if prints.photo_print_make(photo_id=key) is None:
                unread += 1
            else:
                read += 1
            prints.photo_compare(photo_id=key)
        self.stdout.write(f"{read} photos hashed, {unread} cannot be read or are gone.")
