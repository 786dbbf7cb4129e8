"""Many items as the boards show them, read in as many queries for a thousand as for one."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from toasoan.content.discussion.comments import open_comments
from toasoan.content.drafts import Draft, drafts_of
from toasoan.content.item_states import ItemState, item_state, with_listed_state
from toasoan.content.models import (
    ArticlePage,
    EditLease,
    ItemMark,
    ItemPlace,
    SyndicatedPage,
)
from toasoan.planning.models import Assignment, Genre, Story

ARTICLE = ("pk", "story", "genre", "lead_photo", "embargo_until")


@dataclass(frozen=True)
class BoardItem:
    """An item with all that a board says of it.

    Attributes:
        title: of the latest draft.
        holder: who edits it now, or None.
        ordered: how many words were ordered, None where none were.
        marks: those not done yet.
        is_copy: whether it is another unit's article carried here.
        embargo_until: the later of its own and its story's.
        comments: how many threads wait for somebody.
    """

    pk: int
    title: str
    state: ItemState
    is_live: bool
    writer: Any
    holder: Any
    place: ItemPlace | None
    genre: str
    written: int
    ordered: int | None
    story: Story | None
    embargo_until: datetime | None
    has_picture: bool
    is_copy: bool
    touched_at: datetime | None
    marks: list[ItemMark] = field(default_factory=list)
    comments: int = 0


def board_items(pks: Collection[int]) -> dict[int, BoardItem]:
    """Return item → what a board says of it; keys without an item are left out.

    Whether an item may be shown to somebody is for who asks.
    """
    if not pks:
        return {}
    facts = _facts(pks)
    pages = list(with_listed_state(_pages(pks)))
    drafts = drafts_of([page for page in pages if not facts[page.pk].is_copy])
    told = _told(pages, facts)
    return {
        page.pk: _item(page, facts[page.pk], drafts.get(page.pk), told)
        for page in pages
    }


@dataclass(frozen=True)
class _Facts:
    """What of an article the base page does not know."""

    story: int | None = None
    genre: int | None = None
    lead_photo: int | None = None
    embargo_until: datetime | None = None
    is_copy: bool = False


@dataclass(frozen=True)
class _Told:
    """What other tables say of the items, by item, by story, by person."""

    places: dict[int, ItemPlace]
    marks: dict[int, list[ItemMark]]
    holders: dict[int, int]
    ordered: dict[int, int | None]
    stories: dict[int, Story]
    genres: dict[int, str]
    comments: dict[int, int]
    people: dict[Any, Any]


def _pages(pks: Collection[int]) -> Any:
    return (
        Page.objects.filter(pk__in=pks)
        .order_by()
        .only(
            "title",
            "draft_title",
            "live",
            "owner_id",
            "has_unpublished_changes",
            "first_published_at",
            "latest_revision_id",
            "latest_revision_created_at",
        )
    )


def _facts(pks: Collection[int]) -> defaultdict[int, _Facts]:
    found: defaultdict[int, _Facts] = defaultdict(_Facts)
    for pk, *rest in ArticlePage.objects.filter(pk__in=pks).values_list(*ARTICLE):
        found[pk] = _Facts(*rest)
    originals = [f"original__{name}" for name in ARTICLE[1:]]
    copies = SyndicatedPage.objects.filter(pk__in=pks)
    for pk, *rest in copies.values_list("pk", *originals):
        found[pk] = replace(_Facts(*rest), is_copy=True)
    return found


def _told(pages: list[Page], facts: dict[int, _Facts]) -> _Told:
    pks = [page.pk for page in pages]
    leases = [
        lease
        for lease in EditLease.objects.filter(item__in=pks).order_by()
        if lease.is_live
    ]
    marks = list(
        ItemMark.objects.filter(item__in=pks, done_at__isnull=True)
        .select_related("desk")
        .order_by("at", "pk")
    )
    places = list(ItemPlace.objects.filter(item__in=pks).select_related("stage__desk"))
    stories = Story.objects.only("title", "priority", "planned_at", "embargo_until")
    return _Told(
        places={place.item_id: place for place in places},
        marks=_grouped(marks),
        holders={lease.item_id: lease.holder_id for lease in leases},
        ordered=_ordered(pks),
        stories=stories.in_bulk({f.story for f in facts.values() if f.story}),
        genres=dict(Genre.objects.values_list("pk", "name")),
        comments=open_comments(pks),
        people=_people(pages, leases, marks),
    )


def _grouped(marks: Iterable[ItemMark]) -> dict[int, list[ItemMark]]:
    found: defaultdict[int, list[ItemMark]] = defaultdict(list)
    for mark in marks:
        found[mark.item_id].append(mark)
    return found


def _ordered(pks: Collection[int]) -> dict[int, int | None]:
    work = Assignment.objects.filter(item__in=pks)
    rows = work.exclude(state__in=Assignment.UNDONE_STATES).order_by("pk")
    return dict(rows.values_list("item", "coverage__ordered_length"))


def _people(
    pages: list[Page], leases: list[EditLease], marks: list[ItemMark]
) -> dict[Any, Any]:
    keys = {page.owner_id for page in pages} | {mark.person_id for mark in marks}
    keys |= {lease.holder_id for lease in leases}
    users = get_user_model().objects.only("full_name", "email")
    people: dict[Any, Any] = users.in_bulk(keys - {None})
    for mark in marks:
        if mark.person_id in people:
            mark.person = people[mark.person_id]
    return people


def _item(page: Page, facts: _Facts, draft: Draft | None, told: _Told) -> BoardItem:
    story = told.stories.get(facts.story) if facts.story else None
    # A copy shows what its original has; an article what its draft has.
    own = draft or facts
    ends = (own.embargo_until, story.embargo_until if story else None)
    return BoardItem(
        pk=page.pk,
        title=page.draft_title or page.title,
        state=item_state(page, ask_gate=False),
        is_live=page.live,
        writer=told.people.get(page.owner_id),
        holder=told.people.get(told.holders.get(page.pk)),
        place=told.places.get(page.pk),
        genre=told.genres.get(own.genre, "") if own.genre else "",
        written=draft.length if draft else 0,
        ordered=told.ordered.get(page.pk),
        story=story,
        embargo_until=max((end for end in ends if end), default=None),
        has_picture=own.lead_photo is not None,
        is_copy=facts.is_copy,
        touched_at=page.latest_revision_created_at,
        marks=told.marks.get(page.pk, []),
        comments=told.comments.get(page.pk, 0),
    )
