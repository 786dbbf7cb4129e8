"""Reads about what is said of items: threads, how many are open, whom one may name."""

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from toasoan.content.access import readers_among
from toasoan.content.discussion.comment_anchors import (
    Range,
    Selector,
    anchor_find,
    anchor_find_exact,
)
from toasoan.content.discussion.comment_spots import BODY, Spot, item_spots, spot_labels
from toasoan.content.models import CommentMention, ItemComment
from toasoan.core.errors import NotFound
from toasoan.core.text import fold
from toasoan.units.access import user_may
from toasoan.units.models import Desk
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_who_may

OPEN, DONE, MINE, ALL = "mo", "xong", "toi", "het"
OFFERED_MOST = 8
_LAST = 1 << 30


@dataclass(frozen=True)
class Said:
    """One comment as one person sees it."""

    comment: ItemComment
    may_withdraw: bool


@dataclass(frozen=True)
class Thread:
    """A thread as one person sees it, where it stands in the draft of now.

    Attributes:
        place: where the passage stands, None when it is gone or none was chosen.
        is_gone: whether a passage was chosen that is no longer there.
    """

    first: ItemComment
    said: list[Said]
    label: str
    place: Range | None
    is_gone: bool
    may_resolve: bool
    order: tuple[int, int, int]


def open_comments(item_pks: Collection[int]) -> dict[int, int]:
    """Return how many threads wait for somebody, by item; none is not in it."""
    rows = (
        _open_threads()
        .filter(item__in=item_pks)
        .order_by()
        .values_list("item")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def _open_threads() -> QuerySet[ItemComment]:
    return ItemComment.objects.filter(
        thread__isnull=True, resolved_at__isnull=True, withdrawn_at__isnull=True
    )


def threads_waiting(item_pk: int, most: int) -> list[ItemComment]:
    """Return the first threads of the item that wait, the oldest first."""
    named = Prefetch(
        "mentions", CommentMention.objects.select_related("person", "desk")
    )
    waiting = _open_threads().filter(item=item_pk).select_related("author")
    return list(waiting.prefetch_related(named)[:most])


def comments_version(item_pk: int) -> str:
    """Return what changes whenever anything is said or decided about the item."""
    found = ItemComment.objects.filter(item=item_pk).aggregate(
        n=Count("pk"), last=Max("changed_at")
    )
    return f"{found['n']}-{found['last'].timestamp() if found['last'] else 0}"


def comment_of(item: Any, pk: int) -> ItemComment:
    """Return the item's comment.

    Raises:
        NotFound: the item has none of this number.
    """
    found = ItemComment.objects.filter(item=item.pk, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def may_resolve(user: Any, item: Any, thread: ItemComment) -> bool:
    """Return whether the person may close the thread, or open it again."""
    if thread.author_id == user.pk:
        return True
    if user_may(user, Action.EDIT_OTHERS, item.unit):
        return True
    return bool(item.may_be_edited_by(user))


def threads_of(user: Any, item: Any, which: str = OPEN) -> list[Thread]:
    """Return the item's threads in the order of the text, each found in the draft."""
    found = list(_chosen(user, item, which))
    spots = item_spots(item.get_latest_revision_as_object()) if found else []
    labels = spot_labels(item)
    # Asked once: the answer is the same for every thread but one's own.
    resolves_all = bool(found) and may_resolve(user, item, ItemComment())
    threads = [_thread(user, each, spots, labels, resolves_all) for each in found]
    return sorted(threads, key=lambda thread: thread.order)


def _chosen(user: Any, item: Any, which: str) -> QuerySet[ItemComment]:
    people = ("author", "resolved_by", "reopened_by")
    named = Prefetch(
        "mentions", CommentMention.objects.select_related("person", "desk")
    )
    answers = ItemComment.objects.select_related("author").prefetch_related(named)
    threads = (
        ItemComment.objects.filter(item=item.pk, thread__isnull=True)
        .select_related(*people)
        .prefetch_related(named, Prefetch("replies", answers))
    )
    if which == OPEN:
        return threads.filter(resolved_at__isnull=True, withdrawn_at__isnull=True)
    if which == DONE:
        return threads.exclude(resolved_at__isnull=True, withdrawn_at__isnull=True)
    if which == MINE:
        own = ItemComment.objects.filter(item=item.pk).filter(
            Q(author=user) | Q(mentions__person=user)
        )
        return threads.filter(
            Q(pk__in=own.values("pk")) | Q(pk__in=own.values("thread"))
        )
    return threads


def _thread(
    user: Any,
    first: ItemComment,
    spots: list[Spot],
    labels: dict[str, str],
    resolves_all: bool,  # noqa: FBT001
) -> Thread:
    spot, place = passage_find(first, spots)
    answers = list(first.replies.all())
    said = [
        Said(each, _may_withdraw(user, each, is_last=n == len(answers)))
        for n, each in enumerate([first, *answers])
    ]
    label = spot.label if spot else labels.get(first.field, "")
    return Thread(
        first=first,
        said=said,
        label=label,
        place=place,
        is_gone=bool(first.quote) and place is None,
        may_resolve=resolves_all or first.author_id == user.pk,
        order=_order(first, spot, place, spots),
    )


def _may_withdraw(user: Any, comment: ItemComment, *, is_last: bool) -> bool:
    return (
        is_last
        and comment.author_id == user.pk
        and comment.withdrawn_at is None
        and comment.is_fresh
    )


def _order(
    first: ItemComment, spot: Spot | None, place: Range | None, spots: list[Spot]
) -> tuple[int, int, int]:
    if not first.field:
        return (-1, 0, first.pk)
    if spot is None:
        return (_LAST, first.start, first.pk)
    return (spots.index(spot), place.start if place else first.start, first.pk)


def passage_find(
    first: ItemComment, spots: list[Spot]
) -> tuple[Spot | None, Range | None]:
    """Return where the thread stands: its own place, or where its words were moved."""
    own = next((spot for spot in spots if spot.key == first.spot), None)
    if not first.quote:
        return own, None
    wanted = Selector(first.quote, first.prefix, first.suffix, first.start)
    others = [spot for spot in spots if spot is not own] if first.field == BODY else []
    moved = ((s, anchor_find_exact(s.text, wanted)) for s in others if s.block)
    tries = itertools.chain(
        [(own, anchor_find_exact(own.text, wanted))] if own else (),
        moved,
        [(own, anchor_find(own.text, wanted))] if own else (),
    )
    return next(((s, place) for s, place in tries if place is not None), (own, None))


# --- Whom one may name ------------------------------------------------------------


def mentionable(item: Any, words: str) -> tuple[list[Any], list[Desk]]:
    """Return the people and desks of the unit whose name has the words, marks or none.

    Only people who may read the item.
    """
    sought = fold(words.strip())
    desks = [d for d in desk_list(item.unit) if _is_named(str(d), sought)]
    people = (
        person
        for person in people_who_may(Action.READ, item.unit)
        if _is_named(str(person), sought)
    )
    return _first_readers(people, item), desks[:OFFERED_MOST]


def _is_named(name: str, sought: str) -> bool:
    return f" {sought}" in f" {fold(name)}"


def _first_readers(people: Iterable[Any], item: Any) -> list[Any]:
    few = list(itertools.islice(people, OFFERED_MOST * 2))
    return readers_among(few, item)[:OFFERED_MOST]
