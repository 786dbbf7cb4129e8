"""Lists of items by where they lie: one's own, marked for one, thrown away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toasoan.content import services
from toasoan.content.access import item_for_reading
from toasoan.content.desks.desk_forms import TakeOverForm
from toasoan.content.desks.desk_items import (
    erasable_from,
    items_binned,
    items_left,
    items_personal,
    left_things_seen_by,
    marks_open,
    not_personal_of_others,
)
from toasoan.content.item_states import with_state
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action

PAGE_SIZE = 40


@require_GET
def personal_list(request: HttpRequest) -> HttpResponse:
    """Show one's own items nobody else sees; to who looks after it, what others left."""
    unit = current_unit_required(request)
    items = with_state(items_personal(request.user))
    sees_left = left_things_seen_by(request.user, unit)
    return render(
        request,
        "content/staff/personal.html",
        {
            "page": Paginator(items, PAGE_SIZE).get_page(request.GET.get("trang")),
            "left": items_left(unit).select_related("place__owner")
            if sees_left
            else [],
            "form": TakeOverForm(unit=unit),
            "tab": "personal",
            "may_write": user_may(request.user, Action.WRITE, unit),
        },
    )


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring what somebody left behind to a desk."""
    unit = current_unit_required(request)
    item = get_object_or_404(items_left(unit), pk=pk).specific
    form = TakeOverForm(request.POST, unit=unit)
    if not form.is_valid():
        messages.error(request, _("Chọn ban nhận bài."))
        return redirect("content:personal")
    desk = form.cleaned_data["desk"]
    services.item_take_over(item=item, desk=desk, by=request.user)
    messages.success(request, _("Bài đã về %(desk)s.") % {"desk": desk})
    return redirect("content:personal")


@require_GET
def marked_list(request: HttpRequest) -> HttpResponse:
    """Show what was marked for the person or their desks."""
    marks = marks_open(request.user)
    return render(
        request,
        "content/staff/marked.html",
        {
            "page": Paginator(marks, PAGE_SIZE).get_page(request.GET.get("trang")),
            "tab": "marked",
        },
    )


@require_GET
def bin_list(request: HttpRequest) -> HttpResponse:
    """Show what was thrown away in the unit, with the button that brings it back."""
    unit = current_unit_required(request)
    items = items_binned(unit).filter(not_personal_of_others(request.user))
    page = Paginator(items, PAGE_SIZE).get_page(request.GET.get("trang"))
    manages = user_may(request.user, Action.MANAGE, unit)
    return render(
        request,
        "content/staff/bin.html",
        {
            "page": page,
            "rows": [_row(request.user, unit, item, manages=manages) for item in page],
            "tab": "bin",
        },
    )


def _row(user: Any, unit: Any, item: Any, *, manages: bool) -> dict[str, Any]:
    edits = user_may(user, Action.EDIT_OTHERS, unit)
    return {
        "item": item,
        "may_restore": edits or item.owner_id == user.pk,
        "may_erase": manages and erasable_from(item.place) <= clock.now(),
    }


@require_POST
def bin_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring an item back from the bin."""
    item = item_for_reading(request.user, pk)
    return _done(
        request,
        lambda: services.item_bin_restore(item=item, by=request.user),
        _("“%(title)s” đã về chỗ cũ.") % {"title": item.draft_title},
        "content:item",
        pk,
    )


@require_POST
def bin_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an item for good."""
    item = item_for_reading(request.user, pk)
    return _done(
        request,
        lambda: services.item_bin_erase(item=item, by=request.user),
        _("Đã xóa hẳn “%(title)s”. Nhật ký giữ tên bài.") % {"title": item.draft_title},
        "content:bin",
    )


def _done(
    request: HttpRequest, run: Any, said: str, goes_to: str, *args: int
) -> HttpResponse:
    try:
        run()
    except ToasoanError as error:
        if error.http_status in {403, 404}:
            raise
        messages.error(request, error.message)
        return redirect("content:bin")
    messages.success(request, said)
    return redirect(goes_to, *args)
