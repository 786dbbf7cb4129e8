"""What corrections, updates, replies and take-downs of public items have in common."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from toasoan.content.events import StoryItemPublished
from toasoan.content.models import (
    ArticlePage,
    PublicationSchedule,
    Release,
    Review,
    ReviewDecision,
    Stage,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.services.places import place_follow
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.outbox import event_record
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.workspace.services import notification_send


def approve_on_own_authority(
    item: ItemPage, by: Any, *, kind: str, comment: str
) -> None:
    """Let the draft count as approved by who corrects or updates, as the record shows."""
    review = Review.objects.filter(item_id=item.pk).first()
    if review is None:
        return
    revision = item.get_latest_revision()
    review.fingerprint = revision_fingerprint(revision)
    review.state = Review.State.APPROVED
    review.step = review.last_step
    review.closed_at = review.closed_at or clock.now()
    review.due_at = None
    review.save()
    place_follow(item, Stage.Takes.PUBLISHED, by=by)
    ReviewDecision.objects.create(
        review=review,
        kind=kind,
        step=review.last_step,
        to_step=review.last_step,
        comment=comment,
        by=by,
        revision=revision,
        fingerprint=review.fingerprint,
    )


def copies_live(item: ItemPage) -> list[ItemPage]:
    """Return the public copies of the item at other units."""
    if not isinstance(item, ArticlePage):
        return []
    return list(item.syndications.live().select_related("unit", "owner"))


def announce(item: ItemPage) -> None:
    """Have every page that shows the public item made anew, its text being the same."""
    event_record(
        StoryItemPublished(
            item_id=item.pk,
            unit_key=item.unit.key,
            revision_id=item.live_revision_id,
            is_first=False,
        ),
        aggregate=f"item:{item.pk}",
    )


def promises_end(item: ItemPage, by: Any) -> None:
    """Nothing that was to bring the item to readers later does so any more."""
    its = Q(item=item.pk) | Q(led_by__item=item.pk)
    PublicationSchedule.objects.filter(its, state__in=PublicationSchedule.OPEN).update(
        state=PublicationSchedule.State.CANCELLED
    )
    Release.objects.filter(its, state=Release.State.WAITING).update(
        state=Release.State.UNDONE, ended_by=by, ended_at=clock.now()
    )


def carriers_tell(
    item: ItemPage, copies: list[ItemPage], *, kind: str, key: str, by: Any, **said: str
) -> None:
    """Tell who answers for each copy, and who took it over, what became of the original.

    Source: Press Law 126/2025/QH15 Art. 34 (whoever carries the item is told).
    """
    for copy in copies:
        told = [*people_who_may(Action.CORRECT, copy.unit)]
        if copy.owner is not None:
            told.append(copy.owner)
        notification_send(
            kind=kind,
            to=told,
            path=reverse("content:item", args=[copy.pk]),
            key=f"{key}:copy:{copy.pk}",
            values={"title": copy.title, "origin": item.unit.masthead, **said},
            by=by,
            unit=copy.unit,
        )
