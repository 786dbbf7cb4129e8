"""A story from pitch to done or dropped. Each write is atomic and audited."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.errors import OutsideRemit, ReasonMissing, StoryStateWrong
from toasoan.planning.models import Assignment, Genre, Story
from toasoan.planning.selectors import sections_below
from toasoan.planning.services.assignments import assignment_cancel
from toasoan.planning.services.following import offers_follow
from toasoan.planning.services.moves import story_hold
from toasoan.planning.services.trail import story_audit
from toasoan.planning.telling import makers_of, story_change_told, story_told
from toasoan.units.access import user_may, user_require
from toasoan.units.models import Desk, PressUnit, Subject
from toasoan.units.roles import Action

CHANGEABLE = frozenset(
    {
        "desk",
        "slugline",
        "title",
        "brief",
        "subject",
        "genre",
        "section",
        "priority",
        "planned_at",
        "embargo_until",
        "refresh_after_days",
        "remit_reason",
        "rights_note",
        "shared_with_group",
    }
)


@transaction.atomic
def genres_load(*, rows: list[dict[str, str]]) -> None:
    """Store each genre {code, name}; loading again changes names only."""
    for order, row in enumerate(rows, start=1):
        Genre.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"], "order": order}
        )


@transaction.atomic
def story_pitch(
    *,
    unit: PressUnit,
    desk: Desk,
    slugline: str,
    title: str,
    brief: str,
    subject: Subject,
    by: Any,
    genre: Genre | None = None,
    section: Page | None = None,
    priority: int = 3,
    planned_at: datetime | None = None,
    embargo_until: datetime | None = None,
    remit_reason: str = "",
    rights_note: str = "",
    refresh_after_days: int | None = None,
    shared_with_group: bool = False,
) -> Story:
    """Put a story before the desk; it waits for an answer.

    Raises:
        NotAllowed: `by` does not write in the unit.
        OutsideRemit: the subject is not the unit's and no reason says why it is covered.
        StoryStateWrong: the desk or the section is another unit's.
    """
    user_require(by, Action.PITCH, unit)
    _places_require(unit, desk, section)
    _remit_require(unit, subject, remit_reason)
    story = Story.objects.create(
        unit=unit,
        desk=desk,
        slugline=slugline,
        title=title,
        brief=brief,
        subject=subject,
        genre=genre,
        section=section,
        priority=priority,
        planned_at=planned_at,
        embargo_until=embargo_until,
        remit_reason=remit_reason,
        rights_note=rights_note,
        refresh_after_days=refresh_after_days,
        shared_with_group=shared_with_group,
        pitched_by=by,
    )
    story_audit("planning.story_pitched", story, by)
    return story


@transaction.atomic
def story_update(*, story: Story, changes: dict[str, Any], by: Any) -> Story:
    """Change fields of the story; who works on it is told what is new.

    Raises:
        NotAllowed: the story is neither an own open pitch nor theirs to run.
        OutsideRemit: as story_pitch, for a subject or a reason that changed.
        StoryStateWrong: the story is closed, a field cannot be changed, or the
            desk or the section is another unit's.
    """
    story = story_hold(story.pk)
    own_pitch = story.pitched_by == by and story.state == Story.State.PITCHED
    if not own_pitch and not user_may(by, Action.DECIDE_STORY, story.unit):
        raise NotAllowed
    if not story.is_open:
        raise StoryStateWrong(_("Đề tài đã đóng, không sửa được nữa."))
    fixed = sorted(set(changes) - CHANGEABLE)
    if fixed:
        raise StoryStateWrong(
            _("Không sửa được: %(names)s.") % {"names": ", ".join(fixed)}
        )
    _places_require(
        story.unit,
        changes.get("desk", story.desk),
        _if_other(changes.get("section"), story.section_id),
    )
    before = {name: getattr(story, name) for name in changes}
    for name, value in changes.items():
        setattr(story, name, value)
    if _is_hour_other(before.get("planned_at", story.planned_at), story.planned_at):
        story.follows_event = False
    if {"subject", "remit_reason"} & set(changes):
        _remit_require(story.unit, story.subject, story.remit_reason)
    story.save()
    was = {name: str(value) for name, value in before.items()}
    story_audit("planning.story_updated", story, by, {"before": was})
    story_change_told(story, before, by=by)
    offers_follow(story=story, before=before, by=by)
    return story


def _is_hour_other(before: datetime | None, now: datetime | None) -> bool:
    # Forms know no seconds.
    if before is None or now is None:
        return before is not now
    return abs(now - before) >= timedelta(minutes=1)


def _if_other(section: Page | None, held_id: int | None) -> Page | None:
    # A section that has since been hidden may stay; it may not be chosen anew.
    return None if section is None or section.pk == held_id else section


def _places_require(unit: PressUnit, desk: Desk, section: Page | None) -> None:
    if desk.unit_id != unit.pk:
        raise StoryStateWrong(_("Ban này không thuộc đơn vị. Chọn ban khác."))
    if section is not None and not sections_below(unit).filter(pk=section.pk).exists():
        raise StoryStateWrong(
            _("Chuyên mục này không thuộc đơn vị. Chọn chuyên mục khác.")
        )


def _remit_require(unit: PressUnit, subject: Subject, reason: str) -> None:
    if not reason.strip() and not unit.has_in_remit(subject):
        raise OutsideRemit(
            _(
                "Lĩnh vực “%(subject)s” ngoài tôn chỉ, mục đích của %(unit)s. "
                "Chọn lĩnh vực khác, hoặc ghi lý do vẫn làm."
            )
            % {"subject": subject, "unit": unit.masthead}
        )


@transaction.atomic
def story_approve(*, story: Story, by: Any, note: str = "") -> Story:
    """Say yes to a pitch; it can now be assigned.

    Raises:
        NotAllowed: `by` does not decide stories of the unit.
        OutsideRemit: the subject is not the unit's and `note` does not say why it is
            covered nevertheless.
        StoryStateWrong: it is no longer a pitch.
    """
    if not note.strip() and not story.is_in_remit:
        user_require(by, Action.DECIDE_STORY, story.unit)
        raise OutsideRemit(
            _(
                "Đề tài ngoài tôn chỉ, mục đích của %(unit)s. "
                "Ghi vì sao vẫn làm thì mới duyệt được."
            )
            % {"unit": story.unit.masthead}
        )
    return _story_decide(
        story, Story.State.APPROVED, by, note, "planning.story_approved"
    )


@transaction.atomic
def story_reject(*, story: Story, by: Any, note: str) -> Story:
    """Say no to a pitch and why.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed, StoryStateWrong: as story_approve.
    """
    if not note.strip():
        raise ReasonMissing
    return _story_decide(
        story, Story.State.REJECTED, by, note, "planning.story_rejected"
    )


def _story_decide(
    story: Story, state: Story.State, by: Any, note: str, action: str
) -> Story:
    user_require(by, Action.DECIDE_STORY, story.unit)
    story = story_hold(story.pk)
    if story.state != Story.State.PITCHED:
        raise StoryStateWrong(
            _("Đề tài đã ở trạng thái “%(state)s”.")
            % {"state": story.get_state_display()}
        )
    story.state = state
    story.decided_by = by
    story.decided_at = clock.now()
    story.decision_note = note
    story.save()
    story_audit(action, story, by, {"note": note})
    story_told(action, story, to=[story.pitched_by], by=by, values={"note": note})
    return story


@transaction.atomic
def story_drop(*, story: Story, by: Any, note: str) -> Story:
    """Stop work on the story; open assignments are cancelled with it.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed: `by` does not decide stories of the unit.
        StoryStateWrong: the story is closed already.
    """
    if not note.strip():
        raise ReasonMissing
    user_require(by, Action.DECIDE_STORY, story.unit)
    story = story_hold(story.pk)
    if not story.is_open:
        raise StoryStateWrong(_("Đề tài đã đóng."))
    story.state = Story.State.DROPPED
    story.decision_note = note
    story.decided_by = by
    story.decided_at = clock.now()
    story.save()
    concerned = [story.pitched_by, *makers_of(story)]
    for assignment in Assignment.objects.filter(
        coverage__story=story, state__in=Assignment.OPEN_STATES
    ):
        assignment_cancel(assignment=assignment, by=by, reason=note)
    story_audit("planning.story_dropped", story, by, {"note": note})
    story_told(
        "planning.story_dropped", story, to=concerned, by=by, values={"note": note}
    )
    return story
