"""What this machine can do right now, to hold figures against."""

import statistics
import time
from collections.abc import Sequence

LOOP_TURNS = 200_000


def cpu_loop_ms(rounds: int = 5) -> float:
    """Return the median time of a fixed loop of plain Python.

    It does what most of a page's rendering does: integers, strings, a dictionary.
    """
    return statistics.median(_loop_ms() for _ in range(rounds))


def _loop_ms() -> float:
    began = time.perf_counter()
    counts: dict[str, int] = {}
    for turn in range(LOOP_TURNS):
        key = str(turn & 1023)
        counts[key] = counts.get(key, 0) + turn
    return (time.perf_counter() - began) * 1000


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that `percent` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]
