"""Finding in the archive: 100,000 entries on SQLite, 1,000,000 on PostgreSQL."""

from contextlib import AbstractContextManager
from typing import Any

from bench.corpora import bare_open, bare_open_on_postgresql
from bench.databases import postgresql_server
from bench.figures import Figure
from bench.house import House
from bench.machine import cpu_loop_ms, percentile
from bench.run import UNIT, Run
from bench.scratch import inside

ON_SQLITE, ON_POSTGRESQL, QUICK = 100_000, 1_000_000, 20_000
GOAL_SEARCH_MS, GOAL_GRID_MS = 200, 300


def measure(run: Run) -> list[Figure]:
    """Return p95 of a search with two facets and of the grid's page."""
    figures = _measured(run, bare_open(), "sqlite", run.often(ON_SQLITE, QUICK))
    if server := postgresql_server():
        house = bare_open_on_postgresql(server)
        count = run.often(ON_POSTGRESQL, QUICK)
        figures += _measured(run, house, "postgresql", count)
    return figures


def _measured(
    run: Run, opening: AbstractContextManager[House], database: str, count: int
) -> list[Figure]:
    with opening as house:
        loop_ms = cpu_loop_ms()
        found: dict[str, Any] = inside(
            house.env,
            "archive_finding",
            unit_key=UNIT,
            count=count,
            n_queries=run.often(200, 60),
        )
    slowest = max(found["search"], key=lambda row: row["ms"])
    run.say(
        f"archive_search: {count} entries on {database} filled in"
        f" {found['filled_s']:.0f} s, slowest {slowest}"
    )
    figures = []
    for name, goal in (("search", GOAL_SEARCH_MS), ("grid", GOAL_GRID_MS)):
        times = [row["ms"] for row in found[name]]
        figures.append(
            Figure(
                measure=f"archive_{name}_{database}",
                value=percentile(times, 95),
                unit="ms",
                yardstick=loop_ms,
                yardstick_of="pure Python loop",
                goal=goal,
                note=(
                    f"median {percentile(times, 50):.0f} ms of {len(times)};"
                    f" {count} entries"
                ),
            )
        )
    return figures
