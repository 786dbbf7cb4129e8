"""How alike short texts are, by the neighbouring syllables they share.

A Vietnamese word is mostly two syllables written apart, and a single syllable is
common, so pairs of neighbours stand for words. Weights and measure are those of
Salton and Buckley, "Term-weighting approaches in automatic text retrieval",
Information Processing & Management 24(5), 1988: inverse frequency and cosine.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeVar

from toasoan.core.text import fold

T = TypeVar("T")
SYLLABLE = re.compile(r"[^\W_]+")
# Below it two texts have no more than a common phrase ("Bộ Tài chính") in common.
LEAST = 0.3


def syllable_pairs(text: str) -> frozenset[str]:
    """Return the folded pairs of neighbouring syllables; a lone syllable is itself."""
    syllables = SYLLABLE.findall(fold(text))
    if len(syllables) == 1:
        return frozenset(syllables)
    return frozenset(f"{first} {second}" for first, second in pairwise(syllables))


def most_alike(
    text: str,
    others: Iterable[T],
    words: Callable[[T], str],
    *,
    limit: int,
    least: float = LEAST,
) -> list[T]:
    """Return those of `others` whose words are like the text, the likest first.

    Args:
        text: what is looked for.
        others: what is looked through; frequencies are counted among them.
        words: the text of one of them.
        limit: how many at most.
        least: the cosine below which two texts are not alike, 0 to 1.
    """
    wanted = syllable_pairs(text)
    known = [(other, syllable_pairs(words(other))) for other in others]
    times = Counter(pair for _other, pairs in known for pair in pairs)

    def weight(pairs: frozenset[str]) -> float:
        total = len(known) + 1
        return sum(math.log(1 + total / (1 + times[pair])) ** 2 for pair in pairs)

    def cosine(pairs: frozenset[str]) -> float:
        shared = wanted & pairs
        if not shared:
            return 0.0
        return weight(shared) / math.sqrt(weight(wanted) * weight(pairs))

    rated = [(cosine(pairs), place) for place, (_other, pairs) in enumerate(known)]
    best = sorted(rated, key=lambda rating: (-rating[0], rating[1]))[:limit]
    return [known[place][0] for score, place in best if score >= least]
