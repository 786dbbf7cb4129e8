"""What one person has before them today, put together from all rooms."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.content import selectors as content
from toasoan.content.desks.desk_items import marks_open
from toasoan.content.item_states import (
    is_late,
    late_by,
    moment,
    quoted,
    with_state,
)
from toasoan.content.publication import waiting
from toasoan.core import clock
from toasoan.planning import selectors as planning
from toasoan.planning.models import Assignment
from toasoan.units.access import roles_held, user_may
from toasoan.units.models import Delegation, PressUnit
from toasoan.units.roles import SIGNING_ROLES, Action
from toasoan.units.selectors import delegations_open

# How long the page says that work was taken away: over a week-end and some leave.
TOLD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Late:
    """Something whose time has passed, and where to mend it."""

    text: str
    detail: str
    url: str
    button: str


@dataclass
class MyWork:
    """What one person has before them in one unit."""

    unit: PressUnit
    writes: bool
    decides: bool
    publishes: bool
    to_do: list[Any] = field(default_factory=list)
    taken_away: list[Any] = field(default_factory=list)
    returned: list[Any] = field(default_factory=list)
    to_review: list[waiting.WaitingReview] = field(default_factory=list)
    marks: list[Any] = field(default_factory=list)
    to_agree: list[waiting.OverrideAsked] = field(default_factory=list)
    not_agreed: list[waiting.OverrideAsked] = field(default_factory=list)
    pitches: list[Any] = field(default_factory=list)
    handed_in: list[Any] = field(default_factory=list)
    drafts: list[Any] = field(default_factory=list)
    submitted: list[Any] = field(default_factory=list)
    ready: list[waiting.ReadyItem] = field(default_factory=list)
    schedules: list[Any] = field(default_factory=list)
    published: list[Any] = field(default_factory=list)
    my_pitches: list[Any] = field(default_factory=list)
    late: list[Late] = field(default_factory=list)
    signs: bool = False
    signs_for: list[Delegation] = field(default_factory=list)
    deputies: list[Delegation] = field(default_factory=list)

    @property
    def late_more(self) -> int:
        """How many other things are late besides the one shown on top."""
        return max(0, len(self.late) - 1)

    @property
    def told_days(self) -> int:
        """How many days the page says that work was taken away."""
        return TOLD_FOR.days

    @property
    def waiting(self) -> int:
        """How many things wait for this very person."""
        return (
            len(self.to_do)
            + len(self.returned)
            + len(self.to_review)
            + len(self.marks)
            + len(self.to_agree)
            + len(self.not_agreed)
            + len(self.pitches)
            + len(self.handed_in)
        )


def day_start() -> datetime:
    """Return the local midnight that began today."""
    return timezone.make_aware(
        datetime.combine(clock.today(), time.min), timezone.get_default_timezone()
    )


def my_work(user: Any, unit: PressUnit) -> MyWork:
    """Return what `user` has to do in `unit`, the most pressing first."""
    work = MyWork(
        unit=unit,
        writes=user_may(user, Action.WRITE, unit),
        decides=user_may(user, Action.DECIDE_STORY, unit),
        publishes=user_may(user, Action.PUBLISH, unit),
    )
    work.returned = content.reviews_returned_to(user, unit)
    back = {review.item_id for review, _decision in work.returned}
    work.to_do = [
        each
        for each in planning.assignments_open_for(user, unit)
        if each.item_id is None or each.item_id not in back
    ]
    work.taken_away = list(
        planning.assignments_taken_from(user, unit, clock.now() - TOLD_FOR)[:20]
    )
    work.to_review = waiting.reviews_listed_for(user, unit)
    work.marks = list(marks_open(user, unit)[:30])
    work.to_agree = waiting.overrides_waiting_for(user, unit)
    work.not_agreed = waiting.overrides_declined_for(user, unit)
    tied = {each.item_id for each in work.to_do}
    work.drafts = [
        item
        for item in with_state(content.drafts_of(user, unit))[:20]
        if item.pk not in tied
    ]
    work.submitted = list(content.reviews_of_writer(user, unit)[:20])
    work.my_pitches = list(planning.pitches_of(user, unit))
    _for_deciders(work, unit)
    work.published = list(content.published_since(unit, day_start())[:20])
    work.late = _late(work)
    _who_signs(work, user)
    return work


def _who_signs(work: MyWork, user: Any) -> None:
    """Add for whom the person signs today, and who signs for the person."""
    work.signs = bool(roles_held(user, work.unit) & SIGNING_ROLES)
    delegations = delegations_open(work.unit)
    work.deputies = list(delegations.filter(principal=user))
    work.signs_for = list(
        delegations.filter(deputy=user, valid_from__lte=clock.today())
    )


def _for_deciders(work: MyWork, unit: PressUnit) -> None:
    if work.decides:
        work.pitches = list(planning.stories_waiting(unit)[:30])
        work.handed_in = list(planning.assignments_handed_in(unit)[:30])
    if work.publishes:
        work.ready = waiting.ready_items(unit, 30)
        work.schedules = list(content.schedules_open(unit)[:30])


def _late(work: MyWork) -> list[Late]:
    # What did not go out at its minute stands above every page of the staff.
    found = [
        Late(
            text=_("%(title)s quá hạn duyệt %(by)s.")
            % {"title": quoted(row.review.item.title), "by": late_by(row.due_at)},
            detail=_("Hạn %(at)s. Duyệt hoặc trả lại để bài đi tiếp.")
            % {"at": moment(row.due_at)},
            url=reverse("content:item", args=[row.review.item_id]),
            button=_("Duyệt bài"),
        )
        for row in work.to_review
        if row.due_at is not None and is_late(row.due_at)
    ]
    return found + [
        _late_assignment(each) for each in work.to_do if is_late(each.due_at)
    ]


def _late_assignment(assignment: Assignment) -> Late:
    return Late(
        text=_("%(title)s quá hạn %(by)s.")
        % {
            "title": quoted(assignment.story.title),
            "by": late_by(assignment.due_at) if assignment.due_at else "",
        },
        detail=_("Hạn nộp %(at)s. Báo trưởng ban nếu cần thêm thời gian.")
        % {"at": moment(assignment.due_at)},
        url=assignment_url(assignment),
        button=_("Mở bài") if assignment.item_id else _("Mở phần việc"),
    )


def assignment_url(assignment: Assignment) -> str:
    """Return where the work on the assignment goes on."""
    if assignment.item_id:
        return reverse("content:item", args=[assignment.item_id])
    return reverse("newsroom:work", args=[assignment.pk])
