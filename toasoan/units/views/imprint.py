"""What the unit says of itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.forms import ImprintForm
from toasoan.units.roles import Action
from toasoan.units.services.imprint import IMPRINT_FIELDS, press_unit_update


@require_http_methods(["GET", "POST"])
def imprint(request: HttpRequest) -> HttpResponse:
    """Show the unit's imprint and remit; who keeps the unit may change them."""
    unit = current_unit_required(request)
    if request.method == "POST":
        user_require(request.user, Action.MANAGE, unit)
    initial = {name: getattr(unit, name) for name in IMPRINT_FIELDS}
    initial["subjects"] = unit.subjects.all()
    form = ImprintForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        press_unit_update(
            unit=unit, subjects=fields.pop("subjects"), changes=fields, by=request.user
        )
        messages.success(request, _("Đã lưu thông tin đơn vị."))
        return redirect("units:imprint")
    return render(
        request,
        "units/imprint.html",
        {
            "form": form,
            "may_manage": user_may(request.user, Action.MANAGE, unit),
            "tab": "imprint",
        },
        status=form.status,
    )
