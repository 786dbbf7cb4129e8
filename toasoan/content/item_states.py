"""Where an item stands, as a fact in words with its time and its look."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from toasoan.content.errors import Blocker
from toasoan.content.models import PublicationSchedule, Release, Review, TakeDown
from toasoan.content.models.review import WRITING_STEP
from toasoan.content.publication.gate import blockers_left
from toasoan.core import clock
from toasoan.units.roles import Role

OPEN_SCHEDULES = ("pending", "blocked")

STATE_LABELS = {
    "draft": gettext_lazy("Nháp"),
    "in_review": gettext_lazy("Đang duyệt"),
    "returned": gettext_lazy("Bị trả lại"),
    "ready": gettext_lazy("Đã duyệt, chưa đăng"),
    "scheduled": pgettext_lazy("state", "Hẹn giờ"),
    "leaving": gettext_lazy("Đang xuất bản"),
    "published": gettext_lazy("Đã xuất bản"),
    "taken_down": gettext_lazy("Đã gỡ"),
}


@dataclass(frozen=True)
class ItemState:
    """A state as a pill shows it.

    Attributes:
        key: stable name, one of STATE_LABELS.
        text: the fact in words, with time or cause.
        look: the state class of the stylesheet.
        icon: the vendored icon.
    """

    key: str
    text: str
    look: str
    icon: str


def with_state(items: QuerySet[Any]) -> QuerySet[Any]:
    """Return the query with all that `item_state` reads, in four more queries."""
    return items.prefetch_related(
        Prefetch(
            "reviews",
            Review.objects.select_related("item__latest_revision").order_by(
                "-submitted_at", "-pk"
            ),
        ),
        Prefetch(
            "schedules", PublicationSchedule.objects.filter(state__in=OPEN_SCHEDULES)
        ),
        Prefetch("take_downs", TakeDown.objects.filter(lifted_at__isnull=True)),
        Prefetch("releases", Release.objects.filter(state=Release.State.WAITING)),
    )


def with_listed_state(items: QuerySet[Any]) -> QuerySet[Any]:
    """Return the query with what `item_state(ask_gate=False)` reads: no texts."""
    return items.prefetch_related(
        Prefetch("reviews", Review.objects.order_by("-submitted_at", "-pk")),
        Prefetch(
            "schedules", PublicationSchedule.objects.filter(state__in=OPEN_SCHEDULES)
        ),
        Prefetch("take_downs", TakeDown.objects.filter(lifted_at__isnull=True)),
        Prefetch("releases", Release.objects.filter(state=Release.State.WAITING)),
    )


def item_state(item: Any, *, ask_gate: bool = True) -> ItemState:
    """Return where the item stands now.

    Long lists do not ask the gate, which reads the text: approved is then approved.
    """
    down = next((row for row in item.take_downs.all() if not row.lifted_at), None)
    if down is not None:
        text = _("Đã gỡ %(at)s") % {"at": moment(down.at)}
        return ItemState("taken_down", text, "bad", "ban")
    leaving = next(
        (row for row in item.releases.all() if row.state == Release.State.WAITING), None
    )
    if leaving is not None:
        text = _("Đang xuất bản, lên trang %(at)s") % {
            "at": to_second(leaving.leaves_at)
        }
        return ItemState("leaving", text, "sched", "loader")
    return _published(item) if item.live else _in_the_house(item, ask_gate=ask_gate)


def _in_the_house(item: Any, *, ask_gate: bool) -> ItemState:
    """Return where an item stands that readers do not see and never lost."""
    schedule = next(
        (row for row in item.schedules.all() if row.state in OPEN_SCHEDULES), None
    )
    review = next(iter(item.reviews.all()), None)
    if schedule is not None:
        return _scheduled(schedule, review, ask_gate=ask_gate)
    if review is None or review.state == Review.State.WITHDRAWN:
        return ItemState("draft", _("Nháp"), "", "pencil")
    return review_state(review, ask_gate=ask_gate)


def _published(item: Any) -> ItemState:
    if item.has_unpublished_changes:
        return ItemState(
            "published", _("Đã xuất bản, có bản sửa chưa đăng"), "wait", "file-pen-line"
        )
    at = moment(item.first_published_at) if item.first_published_at else ""
    return ItemState("published", _("Đã xuất bản %(at)s") % {"at": at}, "ok", "check")


def _scheduled(
    schedule: PublicationSchedule, review: Review | None, *, ask_gate: bool
) -> ItemState:
    at = moment(schedule.at)
    if schedule.state == PublicationSchedule.State.BLOCKED:
        text = _("Không đăng được lúc %(at)s") % {"at": at}
        return ItemState("scheduled", text, "bad", "triangle-alert")
    if schedule.at < clock.now():
        text = _("Trễ giờ đăng %(at)s") % {"at": at}
        return ItemState("scheduled", text, "bad", "triangle-alert")
    if ask_gate and review is not None and review.state == Review.State.APPROVED:
        codes = {blocker.code for blocker in approved_blockers(review)}
        if "review_stale" in codes:
            text = _("Hẹn %(at)s, cần duyệt lại") % {"at": at}
            return ItemState("scheduled", text, "wait", "file-diff")
    return ItemState("scheduled", _("Hẹn %(at)s") % {"at": at}, "sched", "clock")


def review_state(review: Review, *, ask_gate: bool = True) -> ItemState:
    """Return where the review stands, late shown late."""
    if review.state == Review.State.APPROVED and not ask_gate:
        return ItemState("ready", str(STATE_LABELS["ready"]), "review", "circle-check")
    if review.state == Review.State.APPROVED:
        return approved_state(approved_blockers(review))
    if review.step == WRITING_STEP:
        return ItemState("returned", _("Bị trả lại"), "wait", "corner-up-left")
    role = step_role(review, review.step)
    if is_late(review.due_at):
        text = _("%(role)s trễ hạn %(at)s") % {
            "role": role,
            "at": moment(review.due_at),
        }
        return ItemState("in_review", text, "bad", "triangle-alert")
    return ItemState("in_review", _("Chờ %(role)s") % {"role": role}, "review", "eye")


def approved_blockers(review: Review) -> list[Blocker]:
    """Return what keeps the approved item's latest draft from readers now."""
    return blockers_left(review.item, review.item.latest_revision, clock.now())


def approved_state(blockers: list[Blocker]) -> ItemState:
    """Return where an approved item stands: only what may go out is called ready."""
    if any(blocker.code == "review_stale" for blocker in blockers):
        text = _("Sửa sau khi duyệt, cần duyệt lại")
        return ItemState("ready", text, "wait", "file-diff")
    if blockers:
        text = _("Đã duyệt, còn vướng %(n)d") % {"n": len(blockers)}
        return ItemState("ready", text, "wait", "list-todo")
    return ItemState("ready", _("Sẵn sàng xuất bản"), "review", "circle-check")


def step_role(review: Review, order: int) -> str:
    """Return the name of the role that has the step."""
    if order == WRITING_STEP:
        return _("Người viết")
    return str(Role(review.step_at(order)["role"]).label)


def is_late(due: datetime | None) -> bool:
    """Return whether the due time has passed."""
    return due is not None and due < clock.now()


def quoted(title: str) -> str:
    """Return the title in quotation marks, those inside made single."""
    inner = title.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def moment(at: datetime | None) -> str:
    """Return "08:15" today, else "08:15, 23/11/2026"."""
    if at is None:
        return ""
    if clock.local(at).date() == clock.today():
        return clock.format_time_vi(at)
    return clock.format_datetime_vi(at)


def to_second(at: datetime) -> str:
    """Return "08:15:30"."""
    return f"{clock.local(at):%H:%M:%S}"


def late_by(due: datetime) -> str:
    """Return "25 phút", "3 giờ" or "2 ngày" that have passed since `due`."""
    minutes = int((clock.now() - due).total_seconds() // 60)
    if minutes < 60:
        return _("%(n)d phút") % {"n": max(minutes, 1)}
    if minutes < 48 * 60:
        return _("%(n)d giờ") % {"n": minutes // 60}
    return _("%(n)d ngày") % {"n": minutes // (24 * 60)}
