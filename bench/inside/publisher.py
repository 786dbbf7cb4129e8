"""Approves articles beforehand, then publishes each when a line on stdin says so."""

import json
import sys
import time

from bench.articles import address_of, article_approved, publisher_of, section_of
from toasoan.content import services
from toasoan.units.models import PressUnit


def answer(unit_key: str, count: int) -> int:
    """Print the articles, then one line of times for each line read."""
    unit = PressUnit.objects.get(key=unit_key)
    articles = [
        article_approved(unit, f"Đo lần {number:03d} {time.time_ns() % 10**9}")
        for number in range(count)
    ]
    section = section_of(unit)
    _tell(
        {
            "host": unit.hostname,
            "section": f"/{section.slug}/",
            "articles": [
                {"headline": each.title, "path": address_of(each)} for each in articles
            ],
        }
    )
    by = publisher_of(unit)
    for number, _line in enumerate(sys.stdin):
        # The clock of the whole machine: the reader's process compares with it.
        began = time.monotonic()
        services.item_publish(item=articles[number], by=by)
        _tell({"began": began, "committed": time.monotonic()})
    return count


def _tell(what: object) -> None:
    print(json.dumps(what), flush=True)
