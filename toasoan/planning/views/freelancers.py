"""The book of a unit's contributors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toasoan.core.errors import ToasoanError
from toasoan.planning.people_forms import FreelancerForm
from toasoan.planning.selectors import freelancers_of
from toasoan.planning.services import freelancer_add, freelancer_update
from toasoan.planning.services.freelancers import FIELDS
from toasoan.units.access import user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


def _unit(request: HttpRequest) -> PressUnit:
    # Telephone numbers and addresses of people outside are not everybody's to read.
    unit = current_unit_required(request)
    user_require(request.user, Action.ASSIGN, unit)
    return unit


@require_GET
def freelancer_list(request: HttpRequest) -> HttpResponse:
    """Show the contributors to who gives out work."""
    people = freelancers_of(_unit(request), all_of_them=True)
    return render(request, "planning/freelancers.html", {"people": people})


@require_http_methods(["GET", "POST"])
def freelancer_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write a contributor down, or change what is written."""
    unit = _unit(request)
    held = (
        None
        if pk is None
        else get_object_or_404(
            freelancers_of(unit, all_of_them=True).select_related("unit"), pk=pk
        )
    )
    form = FreelancerForm(
        request.POST or None,
        initial={name: getattr(held, name) for name in FIELDS} if held else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            if held is None:
                held = freelancer_add(unit=unit, by=request.user, **form.cleaned_data)
            else:
                freelancer_update(freelancer=held, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu %(name)s.") % {"name": held})
            return redirect("planning:freelancers")
    return render(
        request,
        "planning/freelancer.html",
        {"form": form, "freelancer": held},
        status=form.status,
    )
