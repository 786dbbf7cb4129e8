"""Let people who typed passwords wrongly too often try again at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from toasoan.security.services import address_unlock, user_unlock


class Command(BaseCommand):
    """Opens a locked account or network address."""

    help = "Open an account, or a network address, that wrong passwords have locked."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be opened: one of the two."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("email", nargs="?", help="the account")
        what.add_argument(
            "--address", help="the network address everybody in one office shares"
        )

    def handle(
        self, *, email: str | None, address: str | None = None, **_options: Any
    ) -> None:
        """Open it and say whether it was closed.

        Raises:
            CommandError: the address is none.
        """
        if address:
            try:
                opened = address_unlock(address=address, by=None)
            except ValueError as error:
                raise CommandError(f"{address} is no network address.") from error
        else:
            opened = user_unlock(email=email or "", by=None)
        name = address or email
        self.stdout.write(
            f"{name} may try again." if opened else f"{name} was not locked."
        )
