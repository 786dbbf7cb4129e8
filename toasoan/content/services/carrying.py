"""A change of the story reaches the drafts made for it; so does a change of hands."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from toasoan.content.desks.desk_items import not_personal_of_others, place_of
from toasoan.content.editing.leases import lease_held_by_other
from toasoan.content.models import ArticlePage, Stage
from toasoan.content.models.review import WRITING_STEP
from toasoan.content.services.items import CARRIED_FIELDS, section_planned
from toasoan.content.services.places import place_follow
from toasoan.content.services.sections import article_move
from toasoan.planning.models import Assignment, Freelancer, Story
from toasoan.planning.services import assignment_hand_over, story_update
from toasoan.security.services import audit_record

# The headline begins as the story's title.
FOLLOWING_FIELDS = ("title", *CARRIED_FIELDS)


@dataclass(frozen=True)
class Draft:
    """What one draft did with a change of its story, in names of the story's fields."""

    article: ArticlePage
    followed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Carried:
    """How far a change of the story came.

    Attributes:
        drafts: those the change touched.
        published: how many articles are out already and stay as they are.
    """

    drafts: list[Draft]
    published: int

    @property
    def followed(self) -> list[Draft]:
        """The drafts that took something over."""
        return [each for each in self.drafts if each.followed]

    @property
    def kept(self) -> list[Draft]:
        """The drafts in which something changed by hand stays."""
        return [each for each in self.drafts if each.kept]


@transaction.atomic
def story_change(*, story: Story, changes: dict[str, Any], by: Any) -> Carried:
    """Change the story, and with it what its drafts still have from it.

    A draft's headline, genre, subject and section follow while they are what
    the story gave; what was changed by hand stays. Published articles stay:
    readers have read them.

    Raises:
        NotAllowed, StoryStateWrong: as planning.services.story_update.
    """
    was = Story.objects.get(pk=story.pk)
    now = story_update(story=story, changes=changes, by=by)
    changed = _changed(was, now)
    unpublished = now.articles.filter(live=False, first_published_at__isnull=True)
    drafts = [_follow(article, was, now, by) for article in unpublished]
    seen = {article.pk for article in unpublished.filter(not_personal_of_others(by))}
    return Carried(
        drafts=[
            each
            for each in drafts
            if each.article.pk in seen and (each.followed or each.kept)
        ],
        published=now.articles.filter(live=True).count() if changed else 0,
    )


def _changed(was: Story, now: Story) -> list[str]:
    found = [
        name for name in FOLLOWING_FIELDS if getattr(was, name) != getattr(now, name)
    ]
    return [*found, "section"] if was.section_id != now.section_id else found


def _follow(article: ArticlePage, was: Story, now: Story, by: Any) -> Draft:
    done = Draft(article)
    if lease_held_by_other(article.pk, by) is not None:
        # Somebody types in it now: nothing is changed under their hands.
        done.kept.extend(_changed(was, now))
        return done
    _move_along(done, was, now, by)
    # Read after the move: a draft is saved with the place it stands in.
    stored = ArticlePage.objects.get(pk=article.pk)
    draft = stored.get_latest_revision_as_object()
    for name in FOLLOWING_FIELDS:
        _take_over(done, draft, name, getattr(was, name), getattr(now, name))
    if [name for name in done.followed if name != "section"]:
        draft.save_revision(user=by)
    if done.followed:
        audit_record(
            action="content.item_followed_story",
            target=stored,
            by=by,
            unit_key=stored.unit.key,
            data={"fields": done.followed},
        )
    return done


def _take_over(done: Draft, draft: ArticlePage, name: str, old: Any, new: Any) -> None:
    held = getattr(draft, name)
    if held == new:
        return
    if held is None or (held == old and old != new):
        setattr(draft, name, new)
        done.followed.append(name)
    elif old != new:
        done.kept.append(name)


def _move_along(done: Draft, was: Story, now: Story, by: Any) -> None:
    if was.section_id == now.section_id:
        return
    stands_in = done.article.get_parent().pk
    section, former = section_planned(now), section_planned(was)
    if section is None or stands_in == section.pk:
        return
    if former is None or stands_in != former.pk:
        done.kept.append("section")
        return
    article_move(done.article, section, by)
    done.followed.append("section")


@transaction.atomic
def item_hand_over(
    *,
    assignment: Assignment,
    assignee: Any,
    by: Any,
    due_at: datetime | None = None,
    note: str = "",
    freelancer: Freelancer | None = None,
) -> Assignment:
    """Give begun or unbegun work to a colleague; a draft is then theirs to write.

    The pen names stay: who wrote what is for the editors to say.

    Raises:
        NotAllowed, AssigneeOutsideUnit, AssignmentStateWrong, DueTimePast,
        StoryStateWrong: as planning.services.assignment_hand_over.
    """
    taken = assignment_hand_over(
        assignment=assignment,
        assignee=assignee,
        by=by,
        due_at=due_at,
        note=note,
        freelancer=freelancer,
    )
    if taken.item is None:
        return taken
    article: ArticlePage = taken.item.specific
    Page.objects.filter(pk=article.pk).update(owner=assignee)
    place = place_of(article)
    if place is not None and place.owner_id is not None:
        # In somebody's own space the colleague would not find it.
        place_follow(article, Stage.Takes.WRITING, by=by)
    review = article.open_review()
    if review is not None and review.step == WRITING_STEP:
        # A text that was sent back is now the colleague's to hand in again.
        review.submitted_by = assignee
        review.save(update_fields=["submitted_by"])
    audit_record(
        action="content.item_handed_over",
        target=article,
        by=by,
        unit_key=article.unit.key,
        data={"to": assignee.email},
    )
    return taken
