"""“Việc của tôi”, the unit switcher, help."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.auth import require_admin_access

from toasoan.core import clock
from toasoan.newsroom.figures import month_first, unit_figures
from toasoan.newsroom.health import needs_of
from toasoan.newsroom.selectors import my_work
from toasoan.units.access import is_ministry_person
from toasoan.units.current_unit import current_unit, current_unit_set


@require_GET
def my_work_show(request: HttpRequest) -> HttpResponse:
    """Show what the person has to do in the unit they work in."""
    unit = current_unit(request)
    if unit is None and is_ministry_person(request.user):
        return render(
            request,
            "newsroom/ministry.html",
            {"figures": unit_figures(), "since": month_first(), "today": clock.today()},
        )
    if unit is None:
        needs = needs_of(request.user)
        return render(request, "newsroom/no_unit.html", {"system_needs": needs})
    return render(
        request,
        "newsroom/home.html",
        {
            "work": my_work(request.user, unit),
            "today": clock.today(),
            "system_needs": needs_of(request.user),
        },
    )


# Stands in for Wagtail's own dashboard at the root of the staff side.
home = require_admin_access(my_work_show)


@require_POST
def unit_switch(request: HttpRequest) -> HttpResponse:
    """Work in another of one's units from now on."""
    unit = current_unit_set(request, request.POST.get("unit", ""))
    messages.success(request, _("Đang ở %(unit)s.") % {"unit": unit.masthead})
    return redirect("wagtailadmin_home")


@require_GET
def help_show(request: HttpRequest) -> HttpResponse:
    """Show how the work goes, and the keys."""
    return render(request, "newsroom/help.html", {})
