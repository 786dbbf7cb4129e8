"""What the unit says of itself, and where it answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.core.errors import ToasoanError
from toasoan.units.access import sees_every_unit, user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.forms import ImprintForm
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.services.imprint import (
    PLATFORM_FIELDS,
    UNIT_FIELDS,
    press_unit_update,
)


@require_http_methods(["GET", "POST"])
def imprint(request: HttpRequest) -> HttpResponse:
    """Show the unit's imprint and remit; who keeps the unit may change them."""
    unit = current_unit_required(request)
    if request.method == "POST":
        user_require(request.user, Action.MANAGE, unit)
    form = ImprintForm(
        request.POST or None,
        initial=_initial(unit),
        keeps_platform=sees_every_unit(request.user),
    )
    if request.method == "POST" and form.is_valid() and _saved(request, form, unit):
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


def _initial(unit: PressUnit) -> dict[str, Any]:
    names = (*UNIT_FIELDS, *PLATFORM_FIELDS)
    return {
        **{name: getattr(unit, name) for name in names},
        "subjects": unit.subjects.all(),
    }


def _saved(request: HttpRequest, form: ImprintForm, unit: PressUnit) -> bool:
    changes = {**form.cleaned_data}
    subjects = changes.pop("subjects")
    try:
        press_unit_update(
            unit=unit, subjects=subjects, changes=changes, by=request.user
        )
    except ToasoanError as error:
        unit.refresh_from_db()
        form.refuse(error)
        return False
    messages.success(request, _("Đã lưu thông tin đơn vị."))
    return True
