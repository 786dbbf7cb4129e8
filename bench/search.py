"""Search over 1,000 to 100,000 articles."""

from bench.figures import Figure
from bench.machine import percentile
from bench.run import LARGE, MIDDLE, SMALL, UNIT, Run
from bench.scratch import inside
from bench.texts import texts_name

GOAL_P95_MS = 150


def measure(run: Run) -> list[Figure]:
    """Return p50 and p95 of a search for each size."""
    figures = []
    for size in run.sizes(SMALL, MIDDLE, LARGE):
        with run.house(size) as house:
            found = inside(
                house.env, "searching", unit_key=UNIT, n_queries=run.often(120, 60)
            )
        slowest = max(found["rows"], key=lambda row: row["ms"])
        run.say(f"search: {size} articles, slowest {slowest}")
        times = [row["ms"] for row in found["rows"]]
        for percent, goal in ((50, None), (95, GOAL_P95_MS)):
            figures.append(
                Figure(
                    measure=f"search_p{percent}",
                    value=percentile(times, percent),
                    unit="ms",
                    yardstick=percentile(found["bare_ms"], percent),
                    yardstick_of="bare FTS5 count of the same words",
                    goal=goal,
                    n_articles=size,
                    note=f"{len(times)} queries; {texts_name()}",
                )
            )
    return figures
