"""One story as every view of the plan shows it, read for many at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toasoan.content.item_states import ItemState
from toasoan.content.story_items import StoryItem, items_of_stories
from toasoan.core import clock
from toasoan.core.templatetags.toasoan_text import figures, icon
from toasoan.newsroom.boards.timing import Timing, span, timing_of
from toasoan.planning.board_filter import GIVEN_UP
from toasoan.planning.board_rows import PartRow, StoryRow, story_rows
from toasoan.planning.models import Assignment, Coverage, Story

PILL: dict[str, tuple[str, str]] = {
    Story.State.PITCHED: ("wait", "clock"),
    Story.State.APPROVED: ("review", "circle-check"),
    Story.State.IN_PROGRESS: ("review", "pencil"),
    Story.State.DONE: ("ok", "check"),
    Story.State.REJECTED: ("", "ban"),
    Story.State.DROPPED: ("", "ban"),
}
WORK_PILL: dict[str, tuple[str, str]] = {
    Assignment.State.SUBMITTED: ("review", "eye"),
    Assignment.State.COMPLETED: ("ok", "check"),
}
FURTHEST = ("published", "scheduled", "ready", "in_review", "returned", "taken_down")


@dataclass(frozen=True)
class Part:
    """One part of a story: what, how far, by whom.

    Attributes:
        length: how many words are ordered; written: how many there are.
        is_off: whether the text is much longer or shorter than ordered.
        late: how long its due time has passed, in words, or "".
    """

    pk: int
    kind: str
    label: str
    text: str
    look: str
    icon: str
    people: str = ""
    due_at: datetime | None = None
    length: int | None = None
    written: int | None = None
    is_off: bool = False
    late: str = ""


@dataclass(frozen=True)
class Card:
    """One story in a view, its words made ready: a view draws hundreds.

    Attributes:
        who: who makes it, else who proposed it.
        made_of: the kinds of its parts in a line, or its desk, with the length written
            and the length ordered.
        day, hour, when: the planned hour on the wall: its day, it alone and with the day.
        epoch: the same for the script.
    """

    story: Any
    url: str
    pill: ItemState
    timing: Timing | None
    parts: list[Part]
    items: list[StoryItem]
    people: list[Any]
    who: Any
    made_of: str
    published_at: datetime | None
    day: date | None = None
    hour: str = ""
    when: str = ""
    epoch: int = 0

    @property
    def badge(self) -> SafeString:
        """The pill: word, icon and colour."""
        return badge_of(self.pill)

    @property
    def is_late(self) -> bool:
        """Whether its hour or a due time has passed."""
        return bool(self.timing and self.timing.look == "late") or any(
            part.late for part in self.parts
        )

    @property
    def is_given(self) -> bool:
        """Whether somebody works or worked on it."""
        return bool(self.people)

    @property
    def colour(self) -> int:
        """One of four grounds for the initials, the same for the same person."""
        return self.who.pk % 4 + 1


@dataclass(frozen=True)
class Words:
    """The words of a request's language, each looked up once for all cards."""

    kinds: dict[str, str]
    states: dict[str, str]
    work: dict[str, str]
    not_given: str
    with_length: str
    address: str


def _words() -> Words:
    return Words(
        kinds={key: str(label) for key, label in Coverage.Kind.choices},
        states={key: str(label) for key, label in Story.State.choices},
        work={key: str(label) for key, label in Assignment.State.choices},
        not_given=_("Chưa giao"),
        with_length=_("%(kinds)s, %(n)s chữ"),
        address=reverse("planning:story", args=[0]),
    )


@lru_cache(maxsize=2_000)
def _length(words: int) -> str:
    return figures(words)


@lru_cache(maxsize=2_000)
def badge_of(state: ItemState) -> SafeString:
    """Return a pill; the same few stand on hundreds of cards."""
    return format_html(
        '<span class="st {}">{}{}</span>', state.look, icon(state.icon), state.text
    )


def cards_of(pks: Collection[int], at: datetime) -> dict[int, Card]:
    """Return story → card, in nine queries for a thousand as for one."""
    if not pks:
        return {}
    items = items_of_stories(pks)
    words = _words()
    return {
        row.story.pk: _card(row, items.get(row.story.pk, []), at, words)
        for row in story_rows(pks)
    }


def _card(row: StoryRow, items: list[StoryItem], at: datetime, words: Words) -> Card:
    story = row.story
    parts = [_part(part, at, words) for part in row.parts]
    people = list(
        {each.assignee_id: each.assignee for p in row.parts for each in p.work}.values()
    )
    published = min((i.published_at for i in items if i.published_at), default=None)
    wall = clock.local(story.planned_at) if story.planned_at else None
    return Card(
        story=story,
        url=words.address.replace("/0/", f"/{story.pk}/"),
        pill=_pill(story, items, parts, words),
        timing=timing_of(story.planned_at, published, at, is_open=story.is_open),
        parts=parts,
        items=items,
        people=people,
        who=people[0] if people else story.pitched_by,
        made_of=_made_of(story, parts, words),
        published_at=published,
        day=wall.date() if wall else None,
        hour=f"{wall:%H:%M}" if wall else "",
        when=f"{wall:%H:%M %d/%m}" if wall else "",
        epoch=int(story.planned_at.timestamp()) if story.planned_at else 0,
    )


def _made_of(story: Story, parts: list[Part], words: Words) -> str:
    kinds = ", ".join(dict.fromkeys(part.label for part in parts)) or str(story.desk)
    length = sum(part.length or 0 for part in parts)
    written = sum(part.written or 0 for part in parts)
    if not length and not written:
        return kinds
    counts = "/".join(_length(n) for n in (written, length) if n)
    return words.with_length % {"kinds": kinds, "n": counts}


def _pill(
    story: Story, items: list[StoryItem], parts: list[Part], words: Words
) -> ItemState:
    """Return how far the story is: its furthest article, else its own state."""
    told = [item.state for item in items if item.state.key in FURTHEST]
    if told and story.state not in GIVEN_UP:
        return min(told, key=lambda state: FURTHEST.index(state.key))
    if story.is_worked and not any(part.people for part in parts):
        return ItemState(story.state, words.not_given, "wait", "user-round")
    return ItemState(story.state, words.states[story.state], *PILL[story.state])


def _part(row: PartRow, at: datetime, words: Words) -> Part:
    coverage, work = row.coverage, row.work
    if not work:
        return Part(
            pk=coverage.pk,
            kind=coverage.kind,
            label=words.kinds[coverage.kind],
            text=words.not_given,
            look="wait",
            icon="clock",
            length=coverage.ordered_length,
        )
    shown = next((each for each in work if each.is_open), work[-1])
    due = shown.due_at if shown.is_open else None
    behind = at - due if due and shown.is_late(at) else None
    look, sign = WORK_PILL.get(shown.state, ("", "user-round"))
    return Part(
        pk=coverage.pk,
        kind=coverage.kind,
        label=words.kinds[coverage.kind],
        text=words.work[shown.state],
        look="bad" if behind else look,
        icon="triangle-alert" if behind else sign,
        people=", ".join(str(each.assignee) for each in work),
        due_at=due,
        length=coverage.ordered_length,
        written=shown.length,
        is_off=bool(shown.length_off),
        late=_("Trễ %(span)s") % {"span": span(behind)} if behind else "",
    )
