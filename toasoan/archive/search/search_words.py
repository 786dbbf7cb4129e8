"""What the catalogue is searched by: folded words, marks that filter, an order in time.

Words and marks are runs of letters and digits, so no operator of a query language can
be typed into either.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from toasoan.core.text import fold

WORD = re.compile(r"[^\W_]+")
# An even number of them: what stands between an odd quote and the end is no phrase.
QUOTED = re.compile(r'["“”]([^"“”]*)["“”]')
QUERY_CHARS_MAX = 300
QUERY_WORDS_MAX = 12
WORD_CHARS_MAX = 60
# One letter begins too many words to be worth looking up.
PREFIX_CHARS_MIN = 2
# The key of an asset and a bit that tells photos from documents.
PLACE_BITS = 25
MARK_CHARS = 16


@dataclass(frozen=True)
class Phrase:
    """Folded words that must stand side by side; the last may only begin so."""

    words: tuple[str, ...]
    is_begun: bool = False


def words_of(text: str) -> list[str]:
    """Return the folded words of the text: runs of letters and digits."""
    return [word[:WORD_CHARS_MAX] for word in WORD.findall(fold(text))]


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """Return what was typed: phrases in quotes, every other word by itself.

    The last word may be one still being typed, unless a space or a quote closes it.
    """
    text = text[:QUERY_CHARS_MAX]
    quoted = [Phrase(tuple(words_of(each))) for each in QUOTED.findall(text)]
    loose = QUOTED.sub(" ", text)
    singles = [Phrase((word,)) for word in words_of(loose)]
    is_open = bool(loose) and text.endswith(loose[-1]) and WORD.fullmatch(loose[-1])
    if singles and is_open and len(singles[-1].words[0]) >= PREFIX_CHARS_MIN:
        singles[-1] = Phrase(singles[-1].words, is_begun=True)
    found = [each for each in dict.fromkeys([*quoted, *singles]) if each.words]
    return _bounded(found)


def _bounded(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    room, kept = QUERY_WORDS_MAX, []
    for phrase in phrases:
        words = phrase.words[:room]
        if not words:
            break
        kept.append(Phrase(words, phrase.is_begun and words == phrase.words))
        room -= len(words)
    return tuple(kept)


# --- Marks ------------------------------------------------------------------------


def mark(facet: str, value: object) -> str:
    """Return the word that says "this facet has this value", letters and digits only."""
    said = str(value)
    if re.fullmatch(r"[a-z0-9]{1,16}", said):
        return f"{facet}{said}"
    # Credits and tags are free text: alike when they fold alike.
    folded = " ".join(fold(said).split())
    return f"{facet}x{hashlib.sha256(folded.encode()).hexdigest()[:MARK_CHARS]}"


def text_mark(facet: str, value: str) -> str:
    """Return the mark of a free text, which may be a single plain word."""
    return mark(facet, f" {value}")


# Where it was taken is known.
ON_MAP = mark("map", 1)


def marks_of(entry: Any) -> str:
    """Return the filtering words of an entry, which may be a migration's."""
    marks = [mark("unit", entry.unit_id)] if entry.unit_id else []
    marks += [mark("kind", entry.kind), mark("usage", entry.usage)]
    marks.append(mark("used", int(entry.is_used)))
    if entry.shape:
        marks.append(mark("shape", entry.shape))
    if entry.credit.strip():
        marks.append(text_mark("credit", entry.credit))
    marks += [text_mark("tag", tag) for tag in entry.tags.split("\n") if tag.strip()]
    # A migration's entry may be older than its colours, its place and its agreed words.
    marks += [mark("colour", key) for key in getattr(entry, "colours", "").split()]
    if getattr(entry, "latitude", None) is not None:
        marks.append(ON_MAP)
    for line in getattr(entry, "terms", "").split("\n"):
        facet, _space, key = line.partition(" ")
        if key:
            marks.append(mark(facet, key))
    return " ".join(dict.fromkeys(marks))


# --- Order ------------------------------------------------------------------------


def place_of(entry: Any) -> int:
    """Return a number that grows with the time of coming in and differs for each asset.

    In the bin it lies below nought, where no search looks.
    """
    key = (entry.photo_id or entry.document_id) * 2 + bool(entry.photo_id)
    place = place_from(entry.added_at) | (key & ((1 << PLACE_BITS) - 1))
    # A migration's has no bin yet.
    return -place if getattr(entry, "binned_at", None) else place


def place_from(moment: datetime) -> int:
    """Return the least place of what came in at `moment` or later."""
    return max(0, int(moment.astimezone(UTC).timestamp())) << PLACE_BITS
