"""Bodies of the ministry through time, and who holds its roles."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.access import (
    organisations_require,
    platform_require,
    sees_every_unit,
)
from toasoan.units.models import Organisation
from toasoan.units.organisation_forms import (
    BodyRoleForm,
    DayForm,
    OrganisationCloseForm,
    OrganisationForm,
)
from toasoan.units.selectors import (
    organisations_ended,
    organisations_on,
    wide_memberships,
)
from toasoan.units.services.organisations import (
    organisation_add,
    organisation_close,
    wide_role_end,
    wide_role_give,
)
from toasoan.units.staff_forms import StaffForm


@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Show the bodies there are on a day, today unless asked otherwise."""
    organisations_require(request.user)
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": clock.today()})
    day = form.cleaned_data["ngay"] if form.is_valid() else clock.today()
    keeps = sees_every_unit(request.user)
    return render(
        request,
        "units/organisations.html",
        {
            "form": form,
            "day": day,
            "organisations": organisations_on(day),
            "ended": organisations_ended(day),
            "may_keep": keeps,
            "members": wide_memberships() if keeps else [],
        },
        status=form.status,
    )


@require_http_methods(["GET", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Record a body that exists from a day on."""
    platform_require(request.user)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = organisation_add(by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": made})
            return redirect("units:organisations")
    return _form(request, form, _("Thêm cơ quan"), _("Thêm cơ quan"))


@require_http_methods(["GET", "POST"])
def organisation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a body end, with what follows it."""
    platform_require(request.user)
    organisation = get_object_or_404(Organisation, pk=pk)
    form = OrganisationCloseForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            organisation_close(
                organisation=organisation, by=request.user, **form.cleaned_data
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            day = clock.format_date_vi(form.cleaned_data["from_day"])
            said = _("%(name)s thôi từ %(day)s.")
            messages.success(request, said % {"name": organisation, "day": day})
            return redirect("units:organisations")
    title = _("Kết thúc %(name)s") % {"name": organisation}
    return _form(request, form, title, _("Kết thúc cơ quan"))


@require_http_methods(["GET", "POST"])
def body_role_new(request: HttpRequest) -> HttpResponse:
    """Give a person a role of the ministry or of the platform."""
    platform_require(request.user)
    form = BodyRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = {**form.cleaned_data}
        try:
            wide_role_give(user=fields.pop("email"), by=request.user, **fields)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã thêm chức danh."))
            return redirect("units:organisations")
    return _form(request, form, _("Thêm chức danh ở Bộ"), _("Thêm chức danh"))


@require_POST
def body_role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role of the ministry today; the record of it stays."""
    platform_require(request.user)
    membership = get_object_or_404(wide_memberships(), pk=pk)
    try:
        wide_role_end(membership=membership, by=request.user)
    except ToasoanError as error:
        messages.error(request, error.message)
    else:
        said = _("%(name)s thôi giữ chức danh sau hôm nay.")
        messages.success(request, said % {"name": membership.user})
    return redirect("units:organisations")


def _form(
    request: HttpRequest, form: StaffForm, title: str, button: str
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "button": button}
    return render(request, "units/organisation_form.html", context, status=form.status)
