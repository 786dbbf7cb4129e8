"""The front as readers will find it at a moment; for staff of the unit, never kept."""

from datetime import datetime

from django.conf import settings
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from toasoan.content.curation.fronts import plan_at, plan_gaps, promised
from toasoan.content.models import UnitHomePage
from toasoan.core import clock
from toasoan.core.errors import NotFound
from toasoan.publicsite import addresses
from toasoan.publicsite.answering import NOINDEX, PRIVATE, page
from toasoan.publicsite.coming import view_at
from toasoan.publicsite.home import home_of
from toasoan.publicsite.sites import site_of_unit
from toasoan.publicsite.views.front_plans import next_morning
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.staff_forms import moment_field

WIDTHS = ("hai", "dien-thoai", "may-tinh")
_FIELD = moment_field("", required=False)


@require_GET
def preview_show(request: HttpRequest) -> HttpResponse:
    """Show the front of a moment on a phone and on a desk."""
    unit, home = _unit(request)
    moment = _moment(request) or next_morning()
    plan = plan_at(home.pk, moment)
    width = request.GET.get("man", "")
    return render(
        request,
        "publicsite/staff/preview.html",
        {
            "moment": moment,
            "is_past": moment <= clock.now(),
            "plan": plan,
            "gaps": plan_gaps(plan) if plan else [],
            "coming": promised(unit, moment),
            "width": width if width in WIDTHS else WIDTHS[0],
            "widths": WIDTHS,
            "may_curate": user_may(request.user, Action.CURATE, unit),
        },
    )


@require_GET
def preview_page(request: HttpRequest) -> HttpResponse:
    """Answer with the readers' own page as it will be; no store and no cache keeps it."""
    unit, _home = _unit(request)
    site = site_of_unit(unit)
    moment = _moment(request) or next_morning()
    with translation.override(settings.LANGUAGE_CODE):
        answer = page(
            request,
            site,
            "home",
            page=site.root,
            home=home_of(site, view_at(site, moment, user=request.user)),
            path=addresses.HOME,
            noindex=True,
            preview_at=moment,
        )
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["X-Robots-Tag"] = NOINDEX
    return answer


def _unit(request: HttpRequest) -> tuple[PressUnit, UnitHomePage]:
    unit = current_unit_required(request)
    user_require(request.user, Action.READ, unit)
    home = UnitHomePage.objects.filter(unit=unit).first()
    if home is None:
        raise NotFound
    return unit, home


def _moment(request: HttpRequest) -> datetime | None:
    try:
        found: datetime | None = _FIELD.clean(request.GET.get("luc", ""))
    except ValidationError:
        return None
    return found
