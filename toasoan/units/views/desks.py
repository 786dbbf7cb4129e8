"""The desks of a unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import Desk
from toasoan.units.organisation_forms import DeskForm
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list
from toasoan.units.services.desks import desk_add, desk_close, desk_rename


@require_http_methods(["GET", "POST"])
def desk_show(request: HttpRequest) -> HttpResponse:
    """Show the unit's desks; who keeps the unit may open another."""
    unit = current_unit_required(request)
    if request.method == "POST":
        user_require(request.user, Action.MANAGE, unit)
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            desk = desk_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã mở %(desk)s.") % {"desk": desk})
            return redirect("units:desks")
    return render(
        request,
        "units/desks.html",
        {
            "form": form,
            "desks": desk_list(unit),
            "may_manage": user_may(request.user, Action.MANAGE, unit),
            "tab": "desks",
        },
        status=form.status,
    )


def _desk(request: HttpRequest, pk: int) -> Desk:
    unit = current_unit_required(request)
    user_require(request.user, Action.MANAGE, unit)
    return get_object_or_404(desk_list(unit).select_related("unit"), pk=pk)


@require_http_methods(["GET", "POST"])
def desk_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a desk another name."""
    desk = _desk(request, pk)
    form = DeskForm(request.POST or None, initial={"name": desk.name})
    if request.method == "POST" and form.is_valid():
        try:
            desk_rename(desk=desk, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã đổi tên ban."))
            return redirect("units:desks")
    title = _("Đổi tên %(desk)s") % {"desk": desk}
    return render(
        request,
        "units/desk_form.html",
        {"form": form, "title": title, "button": _("Đổi tên ban")},
        status=form.status,
    )


@require_POST
def desk_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a desk that nothing belongs to any more."""
    desk = _desk(request, pk)
    try:
        desk_close(desk=desk, by=request.user)
    except ToasoanError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã đóng %(desk)s.") % {"desk": desk})
    return redirect("units:desks")
