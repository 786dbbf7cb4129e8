import logging
import sys

import pytest
from django.conf import settings

from toasoan.core.logs import HouseFormatter
from toasoan.core.redaction import redact_text


def record(text, *args, exc_info=None):
    return logging.LogRecord(
        "toasoan.http", logging.WARNING, __file__, 1, text, args, exc_info
    )


def test_a_line_has_time_level_name_and_message():
    made = record("GET %s", "https://example.vn/tin")
    made.created = 1_795_684_844.5

    assert HouseFormatter().format(made) == (
        "2026-11-26T09:20:44.500+00:00 WARNING toasoan.http GET https://example.vn/tin"
    )


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            "GET https://x.vn/a?token=abc&trang=2",
            "GET https://x.vn/a?token=***&trang=2",
        ),
        (
            "postgresql://toasoan:mat-khau@127.0.0.1:5432/toasoan is away",
            "postgresql://127.0.0.1:5432/toasoan is away",
        ),
        ("password=hunter2 for ha", "password=*** for ha"),
        ("{'api_key': 'k1', 'n': 2}", "{'api_key': '***', 'n': 2}"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer ***"),
        ("POST /bot123:AAF-x/sendMessage", "POST /bot***/sendMessage"),
        ("password too short: 7", "password too short: 7"),
        ("3 tokens left", "3 tokens left"),
    ],
)
def test_secrets_are_hidden_and_the_rest_stays(said, written):
    assert redact_text(said) == written


def test_a_secret_in_a_traceback_is_hidden():
    def fails():
        raise ValueError("https://x.vn/?secret=abc")

    try:
        fails()
    except ValueError:
        made = record("failed", exc_info=sys.exc_info())

    text = HouseFormatter().format(made)
    assert "secret=***" in text
    assert "secret=abc\n" not in text.splitlines()[-1]


def test_our_rooms_speak_at_info_and_failures_reach_the_console():
    loggers = settings.LOGGING["loggers"]

    assert loggers["toasoan"]["level"] == "INFO"
    assert logging.getLogger("toasoan.http").isEnabledFor(logging.INFO)
    assert not logging.getLogger("django").handlers
    assert logging.getLogger("django.request").isEnabledFor(logging.ERROR)
    assert settings.LOGGING["root"]["handlers"] == ["console"]
