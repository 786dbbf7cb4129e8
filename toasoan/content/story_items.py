"""The articles of many stories at once, for lists of stories."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from toasoan.content.item_states import ItemState, item_state, with_listed_state
from toasoan.content.models import ArticlePage, Review
from toasoan.content.models.review import WRITING_STEP

# All that a list says of an article, its state among it.
STATE_READS = (
    "story_id",
    "title",
    "draft_title",
    "live",
    "has_unpublished_changes",
    "first_published_at",
)


@dataclass(frozen=True)
class StoryItem:
    """An article of a story, as lists show it."""

    pk: int
    title: str
    state: ItemState
    is_live: bool
    published_at: datetime | None


def items_of_stories(story_ids: Collection[int]) -> dict[int, list[StoryItem]]:
    """Return story → its articles, in as many queries for a thousand as for one.

    A list is the same for everybody who looks: what is in anybody's own space, or in
    the bin, is in none.
    """
    articles = ArticlePage.objects.filter(
        story__in=story_ids, place__owner__isnull=True, place__binned_at__isnull=True
    ).only(*STATE_READS)
    found: defaultdict[int, list[StoryItem]] = defaultdict(list)
    for article in with_listed_state(articles.order_by("pk")):
        found[article.story_id].append(
            StoryItem(
                pk=article.pk,
                title=article.draft_title or article.title,
                state=item_state(article, ask_gate=False),
                is_live=article.live,
                published_at=article.first_published_at if article.live else None,
            )
        )
    return found


def story_is_in_review() -> Exists:
    """Return the condition that someone is to approve an article of the story."""
    return Exists(
        Review.objects.filter(
            item__articlepage__story=OuterRef("pk"),
            closed_at__isnull=True,
            step__gt=WRITING_STEP,
        )
    )


def story_published_between(begins: datetime, ends: datetime) -> Exists:
    """Return the condition that an article of the story first went live in that time."""
    return Exists(
        ArticlePage.objects.filter(
            story=OuterRef("pk"),
            live=True,
            first_published_at__gte=begins,
            first_published_at__lt=ends,
        )
    )
