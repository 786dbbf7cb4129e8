"""What boards say of the latest drafts of many items, without building a single page.

`ArticlePage.length_syllables` renders the body; a board of hundreds cannot. Here the
words are counted where the draft keeps them, so the few that a block's template adds
(“Nguồn:”) are not among them.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Revision

from toasoan.core.text import syllable_count

# Autosave writes over a draft, so a draft is known by its time too.
Key = tuple[int, Any]
REMEMBERED = 20_000
WORDED = frozenset({"text", "pull_quote", "box", "table"})
STEERING = ("id", "type", "cell", "mergeCells")
STEERING_STARTS = ("first_", "table_header", "has_", "is_")


@dataclass(frozen=True)
class Draft:
    """What a draft has, as far as boards tell.

    Attributes:
        length: syllables of sapo and body.
        genre, lead_photo: keys, or None.
    """

    length: int
    genre: int | None
    lead_photo: int | None
    embargo_until: datetime | None


def drafts_of(pages: Collection[Page]) -> dict[int, Draft]:
    """Return page → its latest draft, in one query."""
    keys = {
        page.pk: (page.latest_revision_id, page.latest_revision_created_at)
        for page in pages
        if page.latest_revision_id
    }
    unknown = [key[0] for key in keys.values() if key not in _known]
    contents = dict(
        Revision.objects.filter(pk__in=unknown).values_list("pk", "content")
    )
    for key in keys.values():
        if key not in _known:
            _known[key] = _read(contents.get(key[0]) or {})
    found = {pk: _known[key] for pk, key in keys.items()}
    while len(_known) > REMEMBERED:
        _known.pop(next(iter(_known)), None)
    return found


# The drafts this process has read, the oldest forgotten first.
_known: dict[Key, Draft] = {}


def _read(content: dict[str, Any]) -> Draft:
    until = content.get("embargo_until")
    return Draft(
        length=_length(content),
        genre=content.get("genre"),
        lead_photo=content.get("lead_photo"),
        embargo_until=parse_datetime(until) if isinstance(until, str) else None,
    )


def _length(content: dict[str, Any]) -> int:
    body = content.get("body") or "[]"
    blocks = json.loads(body) if isinstance(body, str) else body
    parts = [str(content.get("sapo") or "")]
    for block in blocks:
        if block.get("type") in WORDED:
            parts += _words(block.get("value"))
    return syllable_count("".join(f"<p>{part}</p>" for part in parts))


def _words(value: Any) -> Iterator[str]:
    """Yield the texts in a block's value; what steers the block is no text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in STEERING and not key.startswith(STEERING_STARTS):
                yield from _words(each)
