"""Stories done together: offered to other units, taken, and the plan of all units."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.planning.access import (
    group_plan_require,
    offer_for_answering,
    offer_for_withdrawing,
    story_for_deciding,
)
from toasoan.planning.forms import ReasonForm
from toasoan.planning.group_plan import group_plan
from toasoan.planning.models import Story
from toasoan.planning.people_forms import OfferForm, TakeForm
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.selectors import offers_to
from toasoan.planning.services import (
    offer_decline,
    offer_take,
    offer_withdraw,
    story_offer,
)
from toasoan.planning.views.changes import answer_form
from toasoan.planning.views.events import DAY, WEEK, monday_of
from toasoan.units.current_unit import units_of


@require_http_methods(["GET", "POST"])
def offer_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another unit to do the story too."""
    story = story_for_deciding(request.user, pk)

    def run(fields: dict[str, Any]) -> str:
        offer = story_offer(story=story, by=request.user, **fields)
        return _("Đã mời %(unit)s. Trả lời hiện ở trang này.") % {
            "unit": offer.to_unit.short_name
        }

    return answer_form(
        request,
        story,
        OfferForm(request.POST or None, unit=story.unit),
        run,
        heading=_("Mời đơn vị khác làm chung"),
        what=story,
        button=_("Gửi lời mời"),
    )


@require_POST
def offer_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offer back that nobody has answered."""
    offer = offer_for_withdrawing(request.user, pk)
    offer_withdraw(offer=offer, by=request.user)
    messages.success(
        request, _("Đã rút lời mời %(unit)s.") % {"unit": offer.to_unit.short_name}
    )
    return redirect("planning:story", pk=offer.story_id)


@require_http_methods(["GET", "POST"])
def offer_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what another unit offers; take it, or say why not."""
    offer = offer_for_answering(request.user, pk)
    outside = not offer.to_unit.has_in_remit(offer.story.subject)
    takes = request.method == "POST" and request.POST.get("verb") == "nhan"
    declines = request.method == "POST" and not takes
    take = TakeForm(
        request.POST if takes else None, unit=offer.to_unit, outside_remit=outside
    )
    decline = ReasonForm(request.POST if declines else None, prefix="tu-choi")
    filled = take if takes else decline
    if request.method == "POST" and filled.is_valid():
        try:
            if takes:
                story = offer_take(offer=offer, by=request.user, **take.cleaned_data)
                messages.success(
                    request, _("Đã nhận đề tài. Giao việc ở ngay dưới đây.")
                )
                return redirect("planning:story", pk=story.pk)
            offer_decline(offer=offer, by=request.user, **decline.cleaned_data)
        except ToasoanError as error:
            filled.refuse(error)
        else:
            messages.success(
                request,
                _("Đã trả lời %(unit)s.") % {"unit": offer.story.unit.short_name},
            )
            return redirect("planning:group_plan")
    return render(
        request,
        "planning/offer.html",
        {"offer": offer, "take": take, "decline": decline, "outside": outside},
        status=filled.status,
    )


@require_GET
def group_plan_show(request: HttpRequest) -> HttpResponse:
    """Show a week of what all units plan and let the others see, and what is offered."""
    group_plan_require(request.user)
    first = monday_of(request.GET.get("tu", ""))
    days = [first + n * DAY for n in range(WEEK)]
    plan = group_plan(*day_bounds(days[0], days[-1]))
    own = units_of(request)
    return render(
        request,
        "planning/group_plan.html",
        {
            "days": [(day, _on(day, plan.dated)) for day in days],
            "undated": plan.undated,
            "unshared": plan.unshared,
            "first": first,
            "before": first - WEEK * DAY,
            "after": first + WEEK * DAY,
            "today": clock.today(),
            "n_stories": len(plan.dated),
            "own": {unit.pk for unit in own},
            "offers": [offer for unit in own for offer in offers_to(unit)],
        },
    )


def _on(day: date, stories: list[Story]) -> list[Story]:
    return [
        story
        for story in stories
        if story.planned_at and clock.local(story.planned_at).date() == day
    ]
