"""How a line of the process log looks: when, how bad, who says it, and no secrets."""

import logging
import secrets
from datetime import UTC, datetime
from typing import Any

from toasoan.core.redaction import redact_text

NUMBER = "error_number"
# No 0 and O, 1 and I: the number is read out over the telephone.
NUMBER_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBER_LENGTH = 6


def error_number(request: Any) -> str:
    """Return the request's error number, made when it is first asked for.

    The person sees it on the page, the log has it in the line of the same error.
    """
    if not hasattr(request, NUMBER):
        signs = (secrets.choice(NUMBER_SIGNS) for _ in range(NUMBER_LENGTH))
        setattr(request, NUMBER, "".join(signs))
    number: str = getattr(request, NUMBER)
    return number


class HouseFormatter(logging.Formatter):
    """Writes "time level name [number] message", then the traceback, redacted."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}{number} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a secret in message or traceback is hidden."""
        number = getattr(getattr(record, "request", None), NUMBER, "")
        record.number = f" [{number}]" if number else ""
        return redact_text(super().format(record))

    def formatTime(  # noqa: N802 - logging's own name
        self,
        record: logging.LogRecord,
        datefmt: str | None = None,  # noqa: ARG002
    ) -> str:
        """Return the moment in UTC, to the millisecond."""
        at = datetime.fromtimestamp(record.created, UTC)
        return at.isoformat(timespec="milliseconds")
