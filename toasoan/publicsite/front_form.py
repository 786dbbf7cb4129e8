"""A front being arranged: what the browser sends of it, and what may be put into it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.content.access import items_visible
from toasoan.content.curation.fronts import Placed, Slots, promised, tidied
from toasoan.content.finding.search import articles_search
from toasoan.content.selectors import ready_to_publish
from toasoan.core import clock
from toasoan.core.text import fold
from toasoan.publicsite import front_deeds
from toasoan.publicsite.front_deeds import SPLIT
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.selectors import items_in_order, newest
from toasoan.units.models import PressUnit
from toasoan.units.staff_forms import StaffForm, moment_field

TRAY = 20
PROMISED_WITHIN = timedelta(days=60)
_MOMENT = moment_field("", required=False)


@dataclass(frozen=True)
class Arrangement:
    """What the screen holds before it is saved.

    Attributes:
        slots: the places as arranged so far.
        version: the front, or the plan's state, that it started from.
        words: what is looked for in the tray.
        held: the item picked up and not yet put down, or None.
        is_touched: whether something was arranged since it was opened.
    """

    slots: Slots
    version: int
    words: str = ""
    held: int | None = None
    is_touched: bool = False

    def after(self, deed: str, visible: Iterable[int]) -> "Arrangement":
        """Return the arrangement after one deed of the editor."""
        verb, _split, rest = deed.partition(SPLIT)
        if verb == "hold":
            return replace(self, held=int(rest) if rest.isdecimal() else None)
        if verb in {"find", ""}:
            return self
        slots = front_deeds.done(self.slots, deed, set(visible))
        return replace(self, slots=slots, held=None, is_touched=True)


def arrangement_read(data: QueryDict) -> Arrangement:
    """Return what the browser sent."""
    slots = (_slot(text, data) for text in data.getlist("slot"))
    version = data.get("version", "")
    held = data.get("held", "")
    return Arrangement(
        slots=tidied(slot for slot in slots if slot is not None),
        version=int(version) if version.isdecimal() else 0,
        words=data.get("q", "")[:200],
        held=int(held) if held.isdecimal() else None,
        is_touched=True,
    )


def _slot(text: str, data: QueryDict) -> Placed | None:
    area, _split, item = text.partition(SPLIT)
    if item and not item.isdecimal():
        return None
    if not item:
        return Placed(area)
    return Placed(area, int(item), _until(data.get(f"until-{item}", "")))


def _until(text: str) -> datetime | None:
    try:
        found: datetime | None = _MOMENT.clean(text)
    except forms.ValidationError:
        return None
    return found


class PlanForm(StaffForm):
    """When a planned front begins and ends, and what it is called."""

    name = forms.CharField(
        label=gettext_lazy("Tên bố cục"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Để trống thì lấy giờ lên trang làm tên"),
    )
    starts_at = moment_field(
        gettext_lazy("Lên trang lúc"),
        error_messages={"required": gettext_lazy("Chọn giờ lên trang.")},
    )
    ends_at = moment_field(
        gettext_lazy("Hết lúc"),
        required=False,
        help_text=gettext_lazy("Đến giờ này trang chủ trở lại như trước bố cục"),
    )

    @property
    def moment(self) -> datetime | None:
        """When it begins, as far as that is known."""
        if self.is_bound:
            self.is_valid()
            found = getattr(self, "cleaned_data", {}).get("starts_at")
        else:
            found = self.initial.get("starts_at")
        return found if isinstance(found, datetime) else None


# --- The tray ----------------------------------------------------------------------


@dataclass(frozen=True)
class TrayItem:
    """Something that may be put on the front."""

    pk: int
    title: str
    about: str
    item: ReaderItem | None = None
    is_public: bool = True


def tray_of(unit: PressUnit, user: Any, words: str) -> list[TrayItem]:
    """Return what is promised, approved and public, the newest first, by words."""
    found = [*_promised(unit, user), *_ready(unit, user)]
    wanted = fold(words.strip())
    if wanted:
        found = [each for each in found if wanted in fold(each.title)]
    return [*found[:TRAY], *_public(unit, words)]


def _promised(unit: PressUnit, user: Any) -> list[TrayItem]:
    soon = promised(unit, clock.now() + PROMISED_WITHIN)
    return [
        TrayItem(
            each.item_id,
            each.item.draft_title or each.item.title,
            _("hẹn %(at)s") % {"at": clock.format_datetime_vi(each.at)},
            is_public=False,
        )
        for each in soon.filter(item__in=items_visible(user))
    ]


def _ready(unit: PressUnit, user: Any) -> list[TrayItem]:
    ready = ready_to_publish(unit).filter(item__in=items_visible(user))
    return [
        TrayItem(
            each.item_id,
            each.item.draft_title or each.item.title,
            _("duyệt xong, chưa hẹn giờ"),
            is_public=False,
        )
        for each in ready[:TRAY]
    ]


def _public(unit: PressUnit, words: str) -> list[TrayItem]:
    if words.strip():
        found = articles_search(unit=unit, words=words, order="newest")
        items = items_in_order([each.pk for each in found.items])
    else:
        items = newest(unit, TRAY)
    return [
        TrayItem(
            item.pk,
            item.headline,
            f"{item.section_title}, {clock.relative_vi(item.published_at)}",
            item,
        )
        for item in items[:TRAY]
    ]
