"""What an article's way means for the assignments it is made for."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.planning.errors import StoryStateWrong
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.planning.services.assignments import assignment_start
from toasoan.planning.services.moves import (
    assignee_require,
    assignment_set,
    story_hold,
    worked_require,
)
from toasoan.planning.services.trail import story_audit


@transaction.atomic
def item_assignment_open(*, story: Story, item: Page, by: Any) -> Assignment:
    """Tie an article begun without an assignment to the story's plan.

    It takes the writer's own text that was not begun, else a text nobody has,
    else a new part is written down: the story's state follows its parts, so an
    article outside them would never move it.

    Raises:
        AssigneeOutsideUnit: `by` does not write in the story's unit.
        StoryStateWrong: the story is not approved, or closed.
    """
    held = story_hold(story.pk)
    if held.state == Story.State.PITCHED:
        raise StoryStateWrong(_("Duyệt đề tài trước khi viết."))
    worked_require(held)
    assignee_require(by, held.unit)
    assignment = _own_text(held, by) or Assignment.objects.create(
        coverage=_text_for(held, by), assignee=by, assigned_by=by
    )
    return assignment_start(assignment=assignment, item=item, by=by)


def _own_text(story: Story, by: Any) -> Assignment | None:
    return Assignment.objects.filter(
        coverage__story=story,
        coverage__kind=Coverage.Kind.TEXT,
        assignee=by,
        item__isnull=True,
        state__in=Assignment.OPEN_STATES,
    ).first()


def _text_for(story: Story, by: Any) -> Coverage:
    texts = story.coverages.filter(kind=Coverage.Kind.TEXT, is_cancelled=False)
    for text in texts:
        if not text.is_given and not text.is_done:
            return text
    story_audit("planning.coverage_added", story, by, {"kind": Coverage.Kind.TEXT})
    return Coverage.objects.create(story=story, kind=Coverage.Kind.TEXT)


@transaction.atomic
def item_assignments_submit(*, item: Page, by: Any, length: int | None = None) -> None:
    """Mark the assignments the item was made for as handed in, with its length now."""
    _item_assignments_set(
        item, {Assignment.State.IN_PROGRESS}, Assignment.State.SUBMITTED, by, length
    )


@transaction.atomic
def item_assignments_reopen(*, item: Page, by: Any) -> None:
    """Mark the assignments as in work again: the item was sent back."""
    _item_assignments_set(
        item, {Assignment.State.SUBMITTED}, Assignment.State.IN_PROGRESS, by
    )


@transaction.atomic
def item_assignments_complete(
    *, item: Page, by: Any, length: int | None = None
) -> None:
    """Mark the assignments done; a story all of whose parts are done is done."""
    _item_assignments_set(
        item,
        {Assignment.State.IN_PROGRESS, Assignment.State.SUBMITTED},
        Assignment.State.COMPLETED,
        by,
        length,
    )


@transaction.atomic
def item_assignments_free(*, item: Page, by: Any) -> None:
    """The item was thrown away: who was to write it may begin another."""
    tied = Assignment.objects.filter(
        item_id=item.pk,
        state__in=[Assignment.State.IN_PROGRESS, Assignment.State.SUBMITTED],
    )
    for assignment in tied.select_related("coverage__story"):
        story_hold(assignment.coverage.story_id)
        assignment_set(
            assignment,
            Assignment.State.IN_PROGRESS,
            by,
            "planning.assignment_freed",
            item=None,
        )


@transaction.atomic
def item_assignments_retie(*, item: Page, story: Story | None, by: Any) -> None:
    """The item was brought back: its writer's work in the story has it again.

    Nothing happens where another article was begun for it, or the story is closed.
    """
    if story is None:
        return
    held = story_hold(story.pk)
    waiting = Assignment.objects.filter(
        coverage__story=held,
        assignee=item.owner,
        item__isnull=True,
        state=Assignment.State.IN_PROGRESS,
    ).select_related("coverage__story")
    own = next((each for each in waiting if each.coverage.is_written), None)
    if own is not None and held.is_worked:
        assignment_set(
            own,
            Assignment.State.IN_PROGRESS,
            by,
            "planning.assignment_retied",
            item=item,
        )


def _item_assignments_set(
    item: Page,
    from_states: set[Any],
    to: Assignment.State,
    by: Any,
    length: int | None = None,
) -> None:
    tied = Assignment.objects.filter(item_id=item.pk, state__in=from_states)
    for story_id in tied.values_list("coverage__story", flat=True).distinct():
        story_hold(story_id)
    for assignment in tied.select_related("coverage__story"):
        written = {} if length is None else {"length": length}
        assignment_set(assignment, to, by, f"planning.assignment_{to}", **written)
