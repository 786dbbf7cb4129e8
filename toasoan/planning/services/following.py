"""What was taken from a story of another unit follows it."""

from typing import Any

from django.urls import reverse

from toasoan.core import clock
from toasoan.planning.models import Story, StoryOffer
from toasoan.planning.services.moves import story_hold
from toasoan.planning.services.trail import story_audit
from toasoan.planning.telling import makers_of, story_change_told
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.workspace.services import notification_send

# These follow the story it was taken from, while they are what that one gave.
FOLLOWING = ("planned_at", "embargo_until", "rights_note")


def offers_follow(*, story: Story, before: dict[str, Any], by: Any) -> None:
    """What was taken from the story has its new hours and rights, where it kept the old."""
    changed = [
        name
        for name in FOLLOWING
        if name in before and before[name] != getattr(story, name)
    ]
    if not changed:
        return
    for offer in story.offers.filter(
        state=StoryOffer.State.TAKEN, taken_as__isnull=False
    ).select_related("taken_as__unit"):
        _follow(offer, story, {name: before[name] for name in changed}, by)


def _follow(offer: StoryOffer, story: Story, before: dict[str, Any], by: Any) -> None:
    assert offer.taken_as_id is not None  # noqa: S101 - filtered above
    taken = story_hold(offer.taken_as_id)
    kept = [name for name, old in before.items() if getattr(taken, name) == old]
    for name in kept:
        setattr(taken, name, getattr(story, name))
    told: list[Any] = []
    if kept and taken.is_open:
        taken.save(update_fields=[*kept, "updated_at"])
        story_audit("planning.story_followed", taken, by, {"fields": kept})
        story_change_told(taken, {name: before[name] for name in kept}, by=by)
        told = makers_of(taken)
    notification_send(
        kind="planning.taken_story_changed",
        to=people_who_may(Action.DECIDE_STORY, taken.unit).exclude(
            pk__in=[each.pk for each in told]
        ),
        path=reverse("planning:story", args=[taken.pk]),
        key=f"story:{taken.pk}:origin:{clock.now().isoformat()}",
        values={"title": taken.title, "unit": story.unit.short_name},
        by=by,
        unit=taken.unit,
    )
