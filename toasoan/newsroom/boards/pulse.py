"""Whether anything of a unit changed, and which stories of its plan.

Every write of the house leaves a link in the audit chain in its own transaction, and
the links are numbered in the order of their commits (writers queue on the chain's
head). So the last number is the pulse of the house: nothing is counted a second
time, no write costs more, and no service can forget to tell.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from toasoan.content.models import ArticlePage
from toasoan.planning.models import Story
from toasoan.security.selectors import audit_entries
from toasoan.units.models import PressUnit

# Kind of thing → the names of those that were touched.
Touched = dict[str, set[str]]
# More than that, and the view is read anew.
MOST_LINES = 300
# Autosave writes every few seconds, and no view shows a draft's text.
SILENT = frozenset({"wagtail.edit", "content.preview_linked"})


@dataclass(frozen=True)
class Changes:
    """What happened since a pulse.

    Attributes:
        pulse: the number of the last thing done in the house.
        last: the number of the last thing that was the unit's, the same for all who ask.
        stories: those to be read again; of a desk board, the items.
        whole: the view is to be read anew.
    """

    pulse: int
    last: int = 0
    stories: frozenset[int] = field(default_factory=frozenset)
    whole: bool = False

    @property
    def any(self) -> bool:
        """Whether anything of the unit changed."""
        return self.whole or bool(self.stories)


def pulse_now() -> int:
    """Return the number of the last thing that was done in the house."""
    last = audit_entries().order_by("-sequence").values_list("sequence", flat=True)
    return last.first() or 0


def changes_since(unit: PressUnit, since: int) -> Changes:
    """Return which stories of the unit changed after the pulse `since`."""
    return changes_read(unit, since, _stories, SILENT)


def changes_read(
    unit: PressUnit,
    since: int,
    read: Callable[[PressUnit, Touched], tuple[set[int], bool]],
    silent: Collection[str],
) -> Changes:
    """Return what `read` makes of what was touched in the unit after the pulse.

    The lines are read by number alone: the index of units would be walked from the
    unit's first day.

    Args:
        unit: whose things are looked at.
        since: the pulse.
        read: returns the keys to be read again, and whether everything is.
        silent: acts that change nothing the view shows.
    """
    rows = list(
        audit_entries()
        .filter(sequence__gt=since)
        .order_by("sequence")
        .values_list("sequence", "unit_key", "action", "target_kind", "target_id")[
            : MOST_LINES + 1
        ]
    )
    if not rows:
        return Changes(since)
    if len(rows) > MOST_LINES:
        now = pulse_now()
        return Changes(now, now, whole=True)
    touched: Touched = {}
    last = 0
    for sequence, key, action, kind, target in rows:
        if key == unit.key and action not in silent:
            touched.setdefault(kind, set()).add(target)
            last = sequence
    keys, whole = read(unit, touched)
    return Changes(rows[-1][0], last, frozenset(keys), whole)


def _stories(unit: PressUnit, touched: Touched) -> tuple[set[int], bool]:
    """Return which stories were touched, and whether the whole view is to be read."""
    stories = keys_in(touched.get("planning.story", ()))
    events = keys_in(touched.get("planning.event", ()))
    if events:
        found = Story.objects.filter(unit=unit, event__in=events)
        stories |= set(found.values_list("pk", flat=True))
    articles = keys_in(touched.get("content.articlepage", ()))
    told = dict(
        ArticlePage.objects.filter(pk__in=articles).values_list("pk", "story_id")
        if articles
        else ()
    )
    stories |= {story for story in told.values() if story is not None}
    # An article that is gone no longer says whose it was; a desk stands on every card.
    whole = len(told) < len(articles) or "units.desk" in touched
    return stories, whole


def keys_in(texts: Collection[str]) -> set[int]:
    """Return the keys among the audit trail's names of things."""
    return {int(text) for text in texts if text.isdecimal()}
