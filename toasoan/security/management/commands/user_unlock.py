"""Let a person who typed the password wrongly too often try again at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from toasoan.security.services import user_unlock


class Command(BaseCommand):
    """Opens a locked account."""

    help = "Open an account that wrong passwords have locked."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        parser.add_argument("email")

    def handle(self, *, email: str, **_options: Any) -> None:
        """Open the account and say whether it was closed."""
        opened = user_unlock(email=email, by=None)
        self.stdout.write(
            f"{email} may try again." if opened else f"{email} was not locked."
        )
