"""The front as its editors arrange it; nothing is changed before it is saved."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.content.curation.fronts import (
    front_slots,
    front_version,
    layouts_of,
    plan_at,
    slots_unpacked,
)
from toasoan.content.errors import FrontChanged
from toasoan.content.models import FrontLayout, UnitHomePage
from toasoan.content.services import front_arrange
from toasoan.core import clock
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.publicsite.front_board import board_of, differences
from toasoan.publicsite.front_form import (
    Arrangement,
    PlanForm,
    arrangement_read,
    tray_of,
)
from toasoan.publicsite.sites import ReaderSite, site_of_unit
from toasoan.units.access import user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action


@dataclass(frozen=True)
class Screen:
    """Who arranges which front."""

    request: HttpRequest
    home: UnitHomePage
    site: ReaderSite


def screen_of(request: HttpRequest) -> Screen:
    """Return the front of the unit worked in, to who arranges it.

    Raises:
        NotAllowed: the person does not.
        NotFound: the unit has no front yet.
    """
    unit = current_unit_required(request)
    user_require(request.user, Action.CURATE, unit)
    home = UnitHomePage.objects.filter(unit=unit).select_related("unit").first()
    if home is None:
        raise NotFound
    return Screen(request, home, site_of_unit(unit))


@require_http_methods(["GET", "POST"])
def front_show(request: HttpRequest) -> HttpResponse:
    """Show the front, arrange it, save it."""
    screen = screen_of(request)
    if request.method != "POST":
        return board_answer(screen, _opened(screen))
    arrangement = arrangement_read(request.POST)
    if request.POST.get("do") == "save":
        return _save(screen, arrangement)
    return board_answer(screen, deed_do(screen, arrangement))


def _opened(screen: Screen) -> Arrangement:
    """Return the front as it is, or one from its history to be saved again."""
    home = screen.home
    version = front_version(home.pk)
    wanted = screen.request.GET.get("tu", "")
    if not wanted.isdecimal():
        return Arrangement(front_slots(home.pk), version)
    layout = get_object_or_404(FrontLayout, home=home, pk=int(wanted))
    return Arrangement(slots_unpacked(layout.slots), version, is_touched=True)


def deed_do(
    screen: Screen, arrangement: Arrangement, at: datetime | None = None
) -> Arrangement:
    """Return the arrangement after what the person pressed."""
    user = screen.request.user
    board = board_of(screen.site, arrangement.slots, user=user, at=at)
    return arrangement.after(screen.request.POST.get("do", ""), board.visible)


def _save(screen: Screen, arrangement: Arrangement) -> HttpResponse:
    home = screen.home
    try:
        front_arrange(
            home=home,
            slots=arrangement.slots,
            version=arrangement.version,
            by=screen.request.user,
        )
    except FrontChanged as error:
        return board_answer(
            screen,
            replace(arrangement, version=front_version(home.pk)),
            error=error,
            changed_by=layouts_of(home.pk, limit=1)[0],
            changes=differences(screen.site, arrangement.slots, front_slots(home.pk)),
        )
    except ToasoanError as error:
        return board_answer(screen, arrangement, error=error)
    messages.success(
        screen.request, _("Đã lưu. Bạn đọc thấy trang chủ mới trong vài giây.")
    )
    return redirect("front:front")


def board_answer(
    screen: Screen,
    arrangement: Arrangement,
    *,
    error: ToasoanError | None = None,
    form: PlanForm | None = None,
    **context: Any,
) -> HttpResponse:
    """Return the screen with the places as arranged; to a script only its parts."""
    request, home = screen.request, screen.home
    by_script = bool(request.headers.get("X-Sheet"))
    at = form.moment if form else None
    facts = {
        "site": screen.site,
        "board": board_of(screen.site, arrangement.slots, user=request.user, at=at),
        "arrangement": arrangement,
        "tray": tray_of(home.unit, request.user, arrangement.words),
        "error": error,
        "form": form,
        **context,
    }
    if not by_script and form is None:
        facts["live_plan"] = plan_at(home.pk, clock.now())
        facts["layouts"] = layouts_of(home.pk)
    template = "board" if by_script else "front"
    return render(
        request,
        f"publicsite/staff/{template}.html",
        facts,
        status=error.http_status if error else 200,
    )
