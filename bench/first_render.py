"""The first render of a page: how many queries, how many milliseconds."""

import statistics
from typing import Any

from bench.figures import Figure
from bench.run import LARGE, SMALL, UNIT, Run
from bench.scratch import inside

GOALS = {"article": 12, "home": 20}


def measure(run: Run) -> list[Figure]:
    """Return queries and milliseconds of article and home for each size."""
    figures = []
    for size in run.sizes(SMALL, LARGE):
        with run.house(size) as house:
            found = inside(
                house.env, "render", unit_key=UNIT, n_items=run.often(30, 12)
            )
        for kind in GOALS:
            figures += _figures(kind, found, size)
    return figures


def _figures(kind: str, found: Any, size: int) -> list[Figure]:
    rows = found[kind]
    return [
        Figure(
            measure=f"first_render_{kind}_queries",
            value=max(row["queries"] for row in rows),
            unit="queries",
            yardstick=found["again"]["queries"],
            yardstick_of="the article asked for once more, caches warm",
            goal=GOALS[kind],
            n_articles=size,
            note=f"the most of {len(rows)} pages",
        ),
        Figure(
            measure=f"first_render_{kind}",
            value=statistics.median(row["ms"] for row in rows),
            unit="ms",
            yardstick=found["cpu_ms"],
            yardstick_of="fixed loop of plain Python",
            n_articles=size,
            note=f"median of {len(rows)} pages",
        ),
    ]
