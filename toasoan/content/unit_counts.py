"""How many articles of each unit stand where: numbers only, for every unit at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from toasoan.content.models import (
    ArticlePage,
    PublicationSchedule,
    Review,
    TakeDown,
)
from toasoan.content.models.review import WRITING_STEP


@dataclass(frozen=True)
class ArticleCounts:
    """Unit id → how many of its own articles; a unit without any is left out.

    Attributes:
        in_review: handed in and not decided, now.
        scheduled: promised for a time to come, now.
        published: first went live since the day asked for.
        taken_down: taken off since then and still off.
    """

    in_review: dict[int, int]
    scheduled: dict[int, int]
    published: dict[int, int]
    taken_down: dict[int, int]


def article_counts(since: datetime) -> ArticleCounts:
    """Return the counts of every unit; copies of other units' articles are not counted."""
    return ArticleCounts(
        in_review=_by_unit(
            Review.objects.filter(closed_at__isnull=True, step__gt=WRITING_STEP), "unit"
        ),
        scheduled=_by_unit(
            PublicationSchedule.objects.filter(
                state__in=["pending", "blocked"], item__articlepage__isnull=False
            ),
            "item__articlepage__unit",
        ),
        published=_by_unit(
            ArticlePage.objects.filter(live=True, first_published_at__gte=since), "unit"
        ),
        taken_down=_by_unit(
            TakeDown.objects.filter(
                at__gte=since, lifted_at=None, item__articlepage__isnull=False
            ),
            "item__articlepage__unit",
        ),
    )


def _by_unit(rows: QuerySet[Any], unit: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(unit).annotate(n=Count("pk")))
