"""Fronts for a later hour: the timeline, one plan, and what is done with it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from toasoan.content.curation.fronts import (
    front_slots,
    plan_gaps,
    plans_coming,
    plans_over,
    slots_of,
)
from toasoan.content.errors import FrontChanged
from toasoan.content.models import FrontPlan
from toasoan.content.services import (
    front_plan_add,
    front_plan_change,
    front_plan_duplicate,
    front_plan_promise_items,
    front_plan_withdraw,
)
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.publicsite.front_board import differences
from toasoan.publicsite.front_form import Arrangement, PlanForm, arrangement_read
from toasoan.publicsite.views.front import (
    Screen,
    board_answer,
    deed_do,
    screen_of,
)
from toasoan.units.access import user_may
from toasoan.units.roles import Action

MORNING_HOUR = 7


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Show what the front will be, in the order of the hours."""
    home = screen_of(request).home
    return render(
        request,
        "publicsite/staff/plans.html",
        {
            "plans": [(plan, plan_gaps(plan)) for plan in plans_coming(home.pk)],
            "over": plans_over(home.pk),
        },
    )


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """Plan a front, beginning with what it is now."""
    screen = screen_of(request)
    if request.method == "POST":
        return _arranged(screen, None)
    form = PlanForm(initial={"starts_at": next_morning()})
    return board_answer(screen, Arrangement(front_slots(screen.home.pk), 0), form=form)


def next_morning() -> datetime:
    """Return the next 07:00."""
    now = clock.local(clock.now())
    morning = now.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0)
    return morning if morning > now else morning + timedelta(days=1)


@require_http_methods(["GET", "POST"])
def plan_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan, arrange it, save it."""
    screen = screen_of(request)
    plan = _plan(screen, pk)
    if request.method == "POST":
        return _arranged(screen, plan)
    names = ("name", "starts_at", "ends_at")
    form = PlanForm(initial={name: getattr(plan, name) for name in names})
    arrangement = Arrangement(slots_of(plan.slots.all()), plan.version)
    return _plan_answer(screen, arrangement, plan, form)


def _plan(screen: Screen, pk: int) -> FrontPlan:
    plans = FrontPlan.objects.select_related("home__unit", "by")
    return get_object_or_404(plans, home=screen.home, pk=pk)


def _arranged(screen: Screen, plan: FrontPlan | None) -> HttpResponse:
    post = screen.request.POST
    arrangement, form = arrangement_read(post), PlanForm(post)
    if post.get("do") != "save":
        arrangement = deed_do(screen, arrangement, form.moment)
        return _plan_answer(screen, arrangement, plan, form)
    if not form.is_valid():
        return _plan_answer(screen, arrangement, plan, form)
    try:
        kept = _keep(screen, arrangement, plan, form)
    except FrontChanged as error:
        return _plan_changed(screen, arrangement, form, error)
    except ToasoanError as error:
        form.refuse(error)
        return _plan_answer(screen, arrangement, plan, form)
    messages.success(
        screen.request,
        _("Đã hẹn “%(name)s” lên trang lúc %(at)s.")
        % {"name": kept.name, "at": clock.format_datetime_vi(kept.starts_at)},
    )
    return redirect("front:plan", kept.pk)


def _keep(
    screen: Screen, arrangement: Arrangement, plan: FrontPlan | None, form: PlanForm
) -> FrontPlan:
    by = screen.request.user
    facts = {**form.cleaned_data, "slots": arrangement.slots, "by": by}
    if plan is None:
        return front_plan_add(home=screen.home, **facts)
    return front_plan_change(plan=plan, version=arrangement.version, **facts)


def _plan_changed(
    screen: Screen, arrangement: Arrangement, form: PlanForm, error: FrontChanged
) -> HttpResponse:
    """Keep what the person arranged, beside what somebody else saved meanwhile."""
    pk = screen.request.resolver_match.kwargs["pk"]  # type: ignore[union-attr]
    stored = _plan(screen, pk)
    return _plan_answer(
        screen,
        replace(arrangement, version=stored.version),
        stored,
        form,
        error=error,
        changes=differences(
            screen.site, arrangement.slots, slots_of(stored.slots.all())
        ),
    )


def _plan_answer(
    screen: Screen,
    arrangement: Arrangement,
    plan: FrontPlan | None,
    form: PlanForm,
    **context: Any,
) -> HttpResponse:
    gaps = plan_gaps(plan) if plan and plan.state == FrontPlan.State.PLANNED else []
    answer = board_answer(
        screen,
        arrangement,
        plan=plan,
        form=form,
        gaps=gaps,
        may_promise=user_may(screen.request.user, Action.PUBLISH, screen.home.unit),
        **context,
    )
    if form.status != 200 and screen.request.POST.get("do") == "save":
        answer.status_code = form.status
    return answer


@require_POST
def plan_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not let the plan become the front; end it if it is."""
    plan = _plan(screen_of(request), pk)
    try:
        front_plan_withdraw(plan=plan, by=request.user)
    except ToasoanError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã rút “%(name)s”.") % {"name": plan.name})
    return redirect("front:plans")


@require_POST
def plan_duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a second plan like it and open it."""
    plan = _plan(screen_of(request), pk)
    copy = front_plan_duplicate(plan=plan, by=request.user)
    messages.success(
        request,
        _("Đã nhân đôi, lên trang lúc %(at)s. Sửa giờ nếu cần.")
        % {"at": clock.format_datetime_vi(copy.starts_at)},
    )
    return redirect("front:plan", copy.pk)


@require_POST
def plan_promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the approved items of the plan go out with it."""
    plan = _plan(screen_of(request), pk)
    try:
        kept, left = front_plan_promise_items(plan=plan, by=request.user)
    except ToasoanError as error:
        messages.error(request, error.message)
        return redirect("front:plan", pk)
    if kept:
        text = ngettext(
            "Đã hẹn %(n)d bài lên trang cùng bố cục.",
            "Đã hẹn %(n)d bài lên trang cùng bố cục.",
            kept,
        )
        messages.success(request, text % {"n": kept})
    for line in left:
        messages.warning(request, line)
    return redirect("front:plan", pk)
