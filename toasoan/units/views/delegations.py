"""Who signs for whom in a unit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.core import clock
from toasoan.core.collation import alphabetical
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.forms import DelegationForm
from toasoan.units.models import Delegation, PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import membership_list
from toasoan.units.services import delegation_add, delegation_end


@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """Let one person sign with another's role between two dates."""
    unit = current_unit_required(request)
    user_require(request.user, Action.DELEGATE, unit)
    form = DelegationForm(request.POST or None, people=_people(unit))
    if request.method == "POST" and form.is_valid():
        try:
            made = delegation_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("%(deputy)s ký thay %(name)s đến %(day)s.")
                % {
                    "deputy": made.deputy,
                    "name": made.principal,
                    "day": clock.format_date_vi(made.valid_to),
                },
            )
            return redirect("units:people")
    return render(
        request,
        "units/form.html",
        {"form": form, "title": _("Ủy quyền ký duyệt"), "button": _("Ủy quyền")},
        status=form.status,
    )


def _people(unit: PressUnit) -> Any:
    return (
        get_user_model()
        .objects.filter(pk__in=membership_list(unit).values("user"), is_active=True)
        .order_by(alphabetical("full_name"))
    )


@require_POST
def delegation_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation now."""
    unit = current_unit_required(request)
    delegation = get_object_or_404(Delegation.objects.filter(unit=unit), pk=pk)
    delegation_end(delegation=delegation, by=request.user)
    messages.success(request, _("Đã thôi ủy quyền."))
    return redirect("units:people")
