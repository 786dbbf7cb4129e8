"""What every benchmark of a run shares."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.corpora import UNIT, house_open, say
from bench.house import House

__all__ = ["LARGE", "MIDDLE", "SMALL", "UNIT", "Run"]
SMALL, MIDDLE, LARGE = 1_000, 10_000, 100_000


@dataclass(frozen=True)
class Run:
    """How much to measure."""

    quick: bool = False

    def sizes(self, *wanted: int) -> tuple[int, ...]:
        """Return the sizes to measure: only the smallest in a quick run."""
        return (min(wanted),) if self.quick else wanted

    def often(self, full: int, quick: int) -> int:
        """Return how many times to repeat."""
        return quick if self.quick else full

    @contextmanager
    def house(self, n_articles: int | None = None) -> Iterator[House]:
        """Give a house that is not running, on data of that size."""
        with house_open(n_articles) as house:
            yield house

    def say(self, text: str) -> None:
        """Tell the person at the terminal."""
        say(text)
