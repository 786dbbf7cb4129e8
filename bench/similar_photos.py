"""Photos like one among a million, in each of its eight turns and mirrorings."""

from bench.corpora import UNIT, bare_open
from bench.figures import Figure
from bench.machine import percentile
from bench.run import Run
from bench.scratch import inside

GOAL_P95_MS = 25
FEW_HASHES, MANY_HASHES = 50_000, 1_000_000


def measure(run: Run) -> list[Figure]:
    """Return p50 and p95 of a look-up among few and among a million hashes."""
    figures = []
    for n_hashes in run.sizes(FEW_HASHES, MANY_HASHES):
        with bare_open() as house:
            found = inside(
                house.env,
                "looking_alike",
                unit_key=UNIT,
                n_hashes=n_hashes,
                n_questions=run.often(100, 20),
            )
        run.say(f"similar_photos: the first took {found['first_ms']:.0f} ms")
        for percent, goal in ((50, None), (95, GOAL_P95_MS)):
            figures.append(
                Figure(
                    measure=f"similar_photos_{n_hashes}_p{percent}",
                    value=percentile(found["ms"], percent),
                    unit="ms",
                    yardstick=percentile(found["bare_ms"], percent),
                    yardstick_of="numpy passes over the same hashes, eight times",
                    goal=goal,
                    note=f"{len(found['ms'])} photos; first {found['first_ms']:.0f} ms",
                )
            )
    return figures
