"""The front as it is now: arranged as one act, with its history."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.curation.fronts import (
    Placed,
    Slots,
    front_slots,
    front_version,
    items_of,
    places_in,
    slots_packed,
    slots_write,
    tidied,
)
from toasoan.content.errors import FrontChanged, FrontWrong
from toasoan.content.events import StructureChanged
from toasoan.content.models import (
    FrontLayout,
    FrontPlan,
    HomeSlot,
    SectionPage,
    UnitHomePage,
)
from toasoan.content.models.fronts import SECTION
from toasoan.core import clock
from toasoan.core.outbox import event_record
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action

Why = FrontLayout.Why


@transaction.atomic
def front_arrange(
    *, home: UnitHomePage, slots: Iterable[Placed], version: int, by: Any
) -> FrontLayout:
    """Readers find this front within seconds; what it was before is in its history.

    Saved again unchanged, nothing happens. Where a plan is on the front, it stays the
    plan's front and gives way when the plan ends.

    Args:
        home: the unit's home.
        slots: every place that an editor decided on.
        version: the front that was looked at, by `front_version`.
        by: who arranged it.

    Raises:
        NotAllowed: `by` does not curate in the unit.
        FrontChanged: it is another front by now; nothing was changed.
        FrontWrong: something may not stand where it was put.
    """
    user_require(by, Action.CURATE, home.unit)
    locked = UnitHomePage.objects.select_for_update().get(pk=home.pk)
    if front_version(locked.pk) != version:
        raise FrontChanged
    wanted = slots_required(home, slots)
    last = FrontLayout.objects.filter(home=locked).order_by("-pk").first()
    was = front_slots(locked.pk)
    if last is not None and was == wanted:
        return last
    live = FrontPlan.objects.filter(home=locked, state=FrontPlan.State.LIVE).first()
    layout = front_put(home, wanted, why=Why.HAND, plan=live, by=by)
    audit_record(
        action="content.front_arranged",
        target=home,
        by=by,
        unit_key=home.unit.key,
        data={"before": slots_packed(was), "after": layout.slots},
    )
    return layout


def slots_required(home: UnitHomePage, slots: Iterable[Placed]) -> Slots:
    """Return the places tidied, every item once and the unit's own.

    Raises:
        FrontWrong: an item is not the unit's, or a place is not on its front.
    """
    wanted = tidied(slots)
    ids = {each.item_id for each in wanted if each.item_id}
    if items_of(home.unit).filter(pk__in=ids).count() != len(ids):
        raise FrontWrong(
            _("Có bài không thuộc đơn vị hoặc đã bị xóa. Lấy bài ấy ra rồi lưu lại.")
        )
    areas = {each.area for each in wanted}
    sections = SectionPage.objects.child_of(home).values_list("pk", flat=True)
    known = {f"{SECTION}{pk}" for pk in sections}
    if any(
        not places_in(area) or (area.startswith(SECTION) and area not in known)
        for area in areas
    ):
        raise FrontWrong(
            _("Trang chủ không có khu vực này. Tải lại trang rồi sắp lại.")
        )
    return wanted


def front_put(
    home: UnitHomePage,
    slots: Slots,
    *,
    why: str,
    plan: FrontPlan | None = None,
    by: Any = None,
) -> FrontLayout:
    """Make this the front, remember it, and have the home baked.

    Must run in the transaction of a service that holds the home's row.
    """
    layout_note_first(home)
    slots_write(HomeSlot, slots, home=home)
    layout = FrontLayout.objects.create(
        home=home, why=why, plan=plan, by=by, at=clock.now(), slots=slots_packed(slots)
    )
    event_record(
        StructureChanged(page_id=home.pk, unit_key=home.unit.key),
        aggregate=f"structure:{home.pk}",
    )
    return layout


def layout_note_first(home: UnitHomePage) -> FrontLayout:
    """Return the last layout; a front from before there was a history gets one."""
    last = FrontLayout.objects.filter(home=home).order_by("-pk").first()
    return last or FrontLayout.objects.create(
        home=home,
        why=Why.FIRST,
        at=clock.now(),
        slots=slots_packed(front_slots(home.pk)),
    )
