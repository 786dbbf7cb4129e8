"""The editor's server time: opening a 2,000-word article, saving a draft."""

import statistics

from bench.figures import Figure
from bench.run import LARGE, SMALL, UNIT, Run
from bench.scratch import inside

GOALS_MS = {"open": 400, "save": 60}


def measure(run: Run) -> list[Figure]:
    """Return the medians of opening and saving for each size."""
    figures = []
    for size in run.sizes(SMALL, LARGE):
        with run.house(size) as house:
            found = inside(house.env, "editing", unit_key=UNIT, times=run.often(20, 8))
        figures += [
            Figure(
                measure=f"editor_{what}",
                value=statistics.median(found[what]),
                unit="ms",
                yardstick=found["cpu_ms"],
                yardstick_of="fixed loop of plain Python",
                goal=goal,
                n_articles=size,
                note=f"median of {len(found[what])}; {found['syllables']} syllables",
            )
            for what, goal in GOALS_MS.items()
        ]
    return figures
