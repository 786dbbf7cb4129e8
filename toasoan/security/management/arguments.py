"""Reading what people write after a command."""

from argparse import ArgumentTypeError
from datetime import datetime

from django.utils import timezone


def moment(text: str) -> datetime:
    """Return an ISO date or time; one without a zone is meant in the house's own.

    Raises:
        ArgumentTypeError: the text is no ISO date or time.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(
            f"{text!r}: write 2026-11-23 or 2026-11-23T08:15"
        ) from error
    return timezone.make_aware(read) if timezone.is_naive(read) else read
