"""What waits beside the steps of the chain: second people, and what may go out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.errors import Blocker
from toasoan.content.item_states import (
    OPEN_SCHEDULES,
    ItemState,
    approved_blockers,
    approved_state,
    moment,
)
from toasoan.content.models import (
    GateOverride,
    PublicationSchedule,
    Review,
    ReviewDecision,
)
from toasoan.content.publication.gate import blockers_left, gate_check
from toasoan.content.selectors import ready_to_publish, reviews_waiting_for
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.units.access import user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


@dataclass(frozen=True)
class OverrideAsked:
    """A request to publish in spite of blockers that still keep the draft back."""

    override: GateOverride
    checks: list[str]


@dataclass(frozen=True)
class ReadyItem:
    """An approved item, and whether the gate would let it out now."""

    review: Review
    state: ItemState
    may_go: bool


@dataclass(frozen=True)
class WaitingReview:
    """A review that waits for one person.

    Attributes:
        due_at: when the step is due; of a stale approval, when the item goes out.
        is_stale: whether it was approved and its text edited since.
        returned: the decision that sent it back to this step, with its reason.
    """

    review: Review
    due_at: datetime | None
    is_stale: bool
    returned: ReviewDecision | None = None


def reviews_listed_for(user: Any, unit: PressUnit) -> list[WaitingReview]:
    """Return what this person is to review, the earliest due first."""
    reviews = reviews_waiting_for(user, unit)
    promised = dict(
        PublicationSchedule.objects.filter(
            state__in=OPEN_SCHEDULES, item__in=[review.item_id for review in reviews]
        ).values_list("item", "at")
    )
    rows = [_waiting(review, promised) for review in reviews]
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at or clock.now()))


def _waiting(review: Review, promised: dict[int, datetime]) -> WaitingReview:
    is_stale = review.state == Review.State.APPROVED
    due_at = promised.get(review.item_id) if is_stale else review.due_at
    return WaitingReview(review, due_at, is_stale, return_of(review))


def return_of(review: Review) -> ReviewDecision | None:
    """Return the decision that sent the item back to the step that has it now."""
    if review.state != Review.State.RETURNED:
        return None
    returns = review.decisions.filter(
        kind=ReviewDecision.Kind.RETURN, to_step=review.step
    )
    return returns.select_related("by").order_by("-pk").first()


def schedule_danger(item: Any) -> str:
    """Return why the item will not go out at its promised minute, or ""."""
    schedule = item.schedules.filter(state__in=OPEN_SCHEDULES).first()
    if schedule is None:
        return ""
    at = max(schedule.at, clock.now())
    blockers = blockers_left(item, item.get_latest_revision(), at)
    facts = {"at": moment(schedule.at), "n": len(blockers)}
    if any(blocker.code == "review_stale" for blocker in blockers):
        return _("Bài đã hẹn %(at)s; sửa sau khi duyệt nên cần duyệt lại.") % facts
    if blockers:
        return _("Bài đã hẹn %(at)s nhưng còn vướng %(n)d mục.") % facts
    return ""


def schedules_late(user: Any, units: list[PressUnit]) -> list[PublicationSchedule]:
    """Return the broken promises of those of the units this person publishes in."""
    own = [unit for unit in units if user_may(user, Action.PUBLISH, unit)]
    if not own:
        return []
    late = PublicationSchedule.objects.filter(
        Q(item__articlepage__unit__in=own) | Q(item__syndicatedpage__unit__in=own),
        state__in=OPEN_SCHEDULES,
        at__lt=clock.now(),
        led_by__isnull=True,
    )
    return list(late.select_related("item").order_by("at"))


def overrides_waiting_for(user: Any, unit: PressUnit) -> list[OverrideAsked]:
    """Return what others ask this person to agree to, the longest waiting first."""
    if not user_may(user, Action.TAKE_DOWN, unit):
        return []
    asked = GateOverride.objects.unanswered().filter(_of_unit(unit))
    return _still_needed(asked.exclude(requested_by=user).order_by("requested_at"))


def overrides_declined_for(user: Any, unit: PressUnit) -> list[OverrideAsked]:
    """Return what the person asked for and was refused, until they ask or edit anew."""
    asked = GateOverride.objects.filter(_of_unit(unit), requested_by=user)
    found = asked.filter(declined_by__isnull=False)
    return [
        each
        for each in _still_needed(found.order_by("-declined_at"))
        if not _asked_since(each.override)
    ]


def _of_unit(unit: PressUnit) -> Q:
    return Q(item__articlepage__unit=unit) | Q(item__syndicatedpage__unit=unit)


def _asked_since(override: GateOverride) -> bool:
    return GateOverride.objects.filter(
        item=override.item_id, fingerprint=override.fingerprint, pk__gt=override.pk
    ).exists()


def _still_needed(overrides: Any) -> list[OverrideAsked]:
    """Leave out what was asked for another text, or what an answer changes nothing of."""
    found = []
    asked = overrides.filter(item__live=False).select_related(
        "item__latest_revision", "requested_by", "declined_by"
    )
    for override in asked:
        blockers = _blockers_of(override)
        checks = checks_skipped(override, blockers)
        if checks and all(blocker.overridable for blocker in blockers):
            found.append(OverrideAsked(override, checks))
    return found


def _blockers_of(override: GateOverride) -> list[Blocker]:
    item: Page = override.item
    revision = item.latest_revision
    if revision is None or revision_fingerprint(revision) != override.fingerprint:
        return []
    return gate_check(item, revision=revision)


def checks_skipped(override: GateOverride, blockers: list[Blocker]) -> list[str]:
    """Return, in words, what of the blockers would be passed over."""
    return [blocker.message for blocker in blockers if blocker.code in override.codes]


def ready_items(unit: PressUnit, limit: int) -> list[ReadyItem]:
    """Return what has passed the chain and waits for its publisher."""
    found = []
    reviews = ready_to_publish(unit).select_related("item__latest_revision")
    for review in reviews[:limit]:
        left = approved_blockers(review)
        found.append(ReadyItem(review, approved_state(left), may_go=not left))
    return found
