"""A story that did not appear at its hour, and one that may have grown old."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from toasoan.content.models import ArticlePage
from toasoan.core import clock
from toasoan.planning.models import Assignment, Story
from toasoan.planning.selectors import stories_overdue
from toasoan.workspace.selectors import keys_told
from toasoan.workspace.services import notification_send

# A planned hour is a plan: a few minutes are no alarm.
GRACE = timedelta(minutes=10)
# What should have appeared longer ago was told, or nobody waits for it any more.
LONG_PAST = timedelta(days=1)
# For how long after its day a reminder may still come, if the house stood still.
REMINDED_WITHIN = timedelta(days=14)


def plan_alarms_send() -> int:
    """The people of stories that missed their hour or are to be refreshed were told.

    Each is told once of the same hour. Returns how many stories and articles there are.
    """
    missed = {_missed_key(story): story for story in _missed()}
    old = {_refresh_key(article): article for article in _to_refresh()}
    # Asked first: on SQLite every transaction keeps all other writers out.
    told = keys_told([*missed, *old])
    for key, story in missed.items():
        if key not in told:
            _tell_missed(key, story)
    for key, article in old.items():
        if key not in told:
            _tell_refresh(key, article)
    return len(missed) + len(old)


def _missed_key(story: Story) -> str:
    at = story.planned_at
    return f"story:{story.pk}:missed:{at.isoformat() if at else ''}"


def _refresh_key(article: ArticlePage) -> str:
    last = article.last_published_at
    return f"item:{article.pk}:refresh:{last.isoformat() if last else ''}"


def _missed() -> Any:
    now = clock.now()
    appeared = ArticlePage.objects.filter(story=OuterRef("pk"), live=True)
    return stories_overdue(now - LONG_PAST, now - GRACE).exclude(Exists(appeared))


@transaction.atomic
def _tell_missed(key: str, story: Story) -> None:
    at = story.planned_at
    if at is None:
        return
    notification_send(
        kind="content.plan_missed",
        to=_people_of(story),
        path=reverse("planning:story", args=[story.pk]),
        key=key,
        values={"title": story.title, "at": clock.format_datetime_vi(at)},
        unit=story.unit,
    )


def _people_of(story: Story) -> list[Any]:
    """Return who took the story on: who approved it, gives out its work and makes it."""
    work = Assignment.objects.filter(
        coverage__story=story, state__in=Assignment.OPEN_STATES
    ).select_related("assignee", "assigned_by")
    people = [story.decided_by] if story.decided_by else []
    for assignment in work:
        people += [assignment.assignee, assignment.assigned_by]
    return people


def _to_refresh() -> list[ArticlePage]:
    now = clock.now()
    kept = ArticlePage.objects.filter(
        live=True,
        story__refresh_after_days__isnull=False,
        last_published_at__gte=now - timedelta(days=731) - REMINDED_WITHIN,
    )
    # The days are counted here, the texts are not read.
    kept = kept.select_related("story__decided_by", "unit", "owner").defer("body")
    return [article for article in kept if _is_old(article)]


def _is_old(article: ArticlePage) -> bool:
    story, last = article.story, article.last_published_at
    if story is None or story.refresh_after_days is None or last is None:
        return False
    due = last + timedelta(days=story.refresh_after_days)
    return due <= clock.now() < due + REMINDED_WITHIN


@transaction.atomic
def _tell_refresh(key: str, article: ArticlePage) -> None:
    story, last = article.story, article.last_published_at
    if story is None or last is None:
        return
    people = [each for each in (article.owner, story.decided_by) if each is not None]
    notification_send(
        kind="content.refresh_due",
        to=people,
        path=reverse("content:item", args=[article.pk]),
        key=key,
        values={"title": article.title, "days": str(story.refresh_after_days)},
        unit=article.unit,
    )
