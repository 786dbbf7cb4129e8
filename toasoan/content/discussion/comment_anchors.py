"""Finding a passage again in a later text.

In the order of certainty: the same words between the same neighbours, the same words
where their neighbours fit best, words that are nearly the same, nowhere. As the
"fuzzy anchoring" of Hypothesis does it (web.hypothes.is/blog/fuzzy-anchoring); the
nearly same words are found with the bit-parallel algorithm of G. Myers, "A fast
bit-vector algorithm for approximate string matching based on dynamic programming",
J. ACM 46(3), 1999. static/staff/comments/anchors.js finds the same in the same way.

Positions count code points; a browser counts UTF-16 units and converts.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from toasoan.core.text import nfc

AROUND = 32
# So much of the passage may have changed; more is another passage.
CHANGED_MOST = 0.4
PLACES_MOST = 4
_WORDS = re.compile(r"\S+")


@dataclass(frozen=True)
class Selector:
    """A passage by its words, what stands around it, and where it once stood."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0

    @property
    def end(self) -> int:
        """Where it once ended."""
        return self.start + len(self.exact)


@dataclass(frozen=True)
class Range:
    """Where the passage stands now; `is_exact` when it is word for word the same."""

    start: int
    end: int
    is_exact: bool = True


def selector_of(text: str, start: int, end: int) -> Selector:
    """Return the selector of the passage between two places of the text."""
    return Selector(
        exact=text[start:end],
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
        start=start,
    )


def anchor_find(text: str, wanted: Selector) -> Range | None:
    """Return where the passage stands in the text, None where it does no more.

    Args:
        text: in NFC, as the house stores it.
        wanted: any form; it is compared in NFC.
    """
    wanted = Selector(
        nfc(wanted.exact), nfc(wanted.prefix), nfc(wanted.suffix), wanted.start
    )
    return anchor_find_exact(text, wanted) or anchor_find_alike(text, wanted)


def anchor_find_exact(text: str, wanted: Selector) -> Range | None:
    """Return where the very words stand, where the neighbours fit best."""
    if not wanted.exact:
        return None
    places = list(_places(text, wanted.exact))
    if not places:
        return None
    best = max(
        places, key=lambda at: (_fit(text, at, wanted), -abs(at - wanted.start), -at)
    )
    return Range(best, best + len(wanted.exact))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _fit(text: str, at: int, wanted: Selector) -> int:
    """Return how many signs before and after are those that were."""
    end = at + len(wanted.exact)
    before = _alike(reversed(wanted.prefix), reversed(text[max(0, at - AROUND) : at]))
    return before + _alike(iter(wanted.suffix), iter(text[end : end + AROUND]))


def _alike(these: Iterator[str], those: Iterator[str]) -> int:
    count = 0
    for one, other in zip(these, those, strict=False):
        if one != other:
            break
        count += 1
    return count


# --- Nearly the same words --------------------------------------------------------


def anchor_find_alike(text: str, wanted: Selector) -> Range | None:
    """Return where words stand of which little enough has changed."""
    words, most = wanted.exact, int(len(wanted.exact) * CHANGED_MOST)
    found: list[tuple[int, int, int]] = []
    for at in _likely_starts(text, wanted):
        first = max(0, at - most - AROUND)
        near = text[first : at + len(words) + most + AROUND]
        placed = _nearest(near, words, at - first, most)
        if placed is not None:
            errors, start, end = placed
            found.append((errors, first + start, first + end))
    if not found:
        return None
    _errors, start, end = min(
        found, key=lambda each: (each[0], abs(each[1] - wanted.start), each[1])
    )
    return Range(start, end, is_exact=False)


def _likely_starts(text: str, wanted: Selector) -> list[int]:
    """Return where the passage would begin, by the pairs of words it shares.

    Without a shared pair nothing is looked for: a text of any length costs little.
    """
    votes: Counter[int] = Counter()
    for offset, pair in _pairs(wanted.exact):
        for n, at in enumerate(_places(text, pair)):
            if n >= AROUND:
                break
            votes[(at - offset) // AROUND] += 1
    around = _around(text, wanted)
    if around is not None:
        votes[around // AROUND] += 1
    ranked = sorted(
        votes, key=lambda b: (-votes[b], abs(b - wanted.start // AROUND), b)
    )
    return [max(0, bucket * AROUND) for bucket in ranked[:PLACES_MOST]]


def _around(text: str, wanted: Selector) -> int | None:
    """Return where the passage would begin if what stood before it still does."""
    if len(wanted.prefix) < AROUND // 2:
        return None
    at = text.find(wanted.prefix)
    return at + len(wanted.prefix) if at >= 0 else None


def _pairs(words: str) -> Iterator[tuple[int, str]]:
    places = [(m.start(), m.end()) for m in _WORDS.finditer(words)]
    if len(places) == 1:
        return
    for (start, _end), (_start, end) in itertools.pairwise(places):
        yield start, words[start:end]


def _nearest(
    near: str, words: str, expected: int, most: int
) -> tuple[int, int, int] | None:
    """Return (errors, start, end) of what is likest in the stretch, if likely enough."""
    errors, end = _best_end(near, words, expected + len(words))
    if errors > most:
        return None
    head = near[max(0, end - len(words) - most) : end]
    _errors, length = _best_end(head[::-1], words[::-1], len(words))
    return errors, end - length, end


def _best_end(text: str, words: str, expected: int) -> tuple[int, int]:
    """Return the fewest errors and where they end; the nearest to `expected` of equals."""
    found = min(
        _ends(text, words), key=lambda each: (each[0], abs(each[1] - expected), each[1])
    )
    return found[0], found[1]


def _ends(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield (errors, end) for each end a likeness of the words may have in the text."""
    every, last = (1 << len(words)) - 1, 1 << (len(words) - 1)
    bits: dict[str, int] = {}
    for n, sign in enumerate(words):
        bits[sign] = bits.get(sign, 0) | 1 << n
    plus, minus, errors = every, 0, len(words)
    yield errors, 0
    for n, sign in enumerate(text, start=1):
        same = bits.get(sign, 0)
        down = same | minus
        across = (((same & plus) + plus) ^ plus) | same
        up = (minus | ~(across | plus)) & every
        less = plus & across
        errors += 1 if up & last else -1 if less & last else 0
        up, less = (up << 1) & every, (less << 1) & every
        plus, minus = (less | ~(down | up)) & every, up & down
        yield errors, n
