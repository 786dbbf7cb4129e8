"""The stages of the unit's desks, kept by buttons."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toasoan.content.desks.desk_forms import NewStageForm, StageForm
from toasoan.content.desks.desk_items import may_keep_stages
from toasoan.content.models import Stage
from toasoan.content.services.stages import (
    stage_add,
    stage_move,
    stage_remove,
    stage_update,
)
from toasoan.core.errors import NotAllowed, ToasoanError
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import Desk, PressUnit
from toasoan.units.selectors import desk_list


@dataclass(frozen=True)
class StageRow:
    """A stage with the form that changes it, open while it holds an error."""

    stage: Any
    form: StageForm
    is_open: bool
    may_go: bool


@dataclass(frozen=True)
class DeskRow:
    """A desk with its stages, and the form for one more."""

    desk: Desk
    stages: list[StageRow]
    form: NewStageForm
    is_open: bool
    may_keep: bool


# What a form was sent for, and the form as it was sent.
Tried = tuple[Desk | Stage, Any]


@require_GET
def stage_list(request: HttpRequest) -> HttpResponse:
    """Show the stages of the unit's desks."""
    return _page(request, current_unit_required(request))


def _page(
    request: HttpRequest,
    unit: PressUnit,
    *,
    error: ToasoanError | None = None,
    tried: Tried | None = None,
) -> HttpResponse:
    """Show the desks; the form that was refused stands in its place, as typed."""
    return render(
        request,
        "content/staff/stages.html",
        {
            "rows": [_desk_row(request.user, desk, tried) for desk in desk_list(unit)],
            "error": error,
            "tab": "stages",
        },
        status=tried[1].status if tried else error.http_status if error else 200,
    )


def _desk_row(user: Any, desk: Desk, tried: Tried | None) -> DeskRow:
    lying = Count("places", filter=Q(places__binned_at__isnull=True))
    typed = tried[1] if tried and tried[0] == desk else None
    return DeskRow(
        desk,
        [_stage_row(each, tried) for each in desk.stages.annotate(lying=lying)],
        typed or NewStageForm(auto_id=f"id_desk_{desk.pk}_%s"),
        typed is not None,
        may_keep_stages(user, desk),
    )


def _stage_row(stage: Any, tried: Tried | None) -> StageRow:
    typed = tried[1] if tried and tried[0] == stage else None
    form = typed or StageForm(
        auto_id=f"id_stage_{stage.pk}_%s",
        initial={"name": stage.name, "takes": stage.takes},
    )
    return StageRow(stage, form, typed is not None, stage.takes not in Stage.NEEDED)


@require_POST
def stage_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a stage to a desk."""
    unit = current_unit_required(request)
    desk = get_object_or_404(Desk, pk=pk, unit=unit)
    form = NewStageForm(request.POST, auto_id=f"id_desk_{pk}_%s")
    return _sent(request, unit, (desk, form), stage_add, desk=desk)


@require_POST
def stage_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the name of a stage, and what it takes."""
    unit = current_unit_required(request)
    stage = get_object_or_404(Stage, pk=pk, desk__unit=unit)
    form = StageForm(request.POST, auto_id=f"id_stage_{pk}_%s")
    return _sent(request, unit, (stage, form), stage_update, stage=stage)


def _sent(
    request: HttpRequest, unit: PressUnit, tried: Tried, save: Any, **what: Any
) -> HttpResponse:
    held, form = tried
    if not may_keep_stages(request.user, held if isinstance(held, Desk) else held.desk):
        raise NotAllowed
    if form.is_valid():
        try:
            save(by=request.user, **what, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu khâu."))
            return redirect("content:stages")
    return _page(request, unit, tried=tried)


@require_POST
def stage_change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Move a stage up or down, or take it out; its items go to the one chosen."""
    unit = current_unit_required(request)
    stage = get_object_or_404(Stage, pk=pk, desk__unit=unit)
    wanted = request.POST.get("to", "")
    to = stage.desk.stages.filter(pk=wanted if wanted.isdecimal() else 0).first()
    runs = {
        "len": lambda: stage_move(stage=stage, is_up=True, by=request.user),
        "xuong": lambda: stage_move(stage=stage, is_up=False, by=request.user),
        "bo": lambda: stage_remove(stage=stage, by=request.user, to=to),
    }
    if verb not in runs:
        return redirect("content:stages")
    try:
        runs[verb]()
    except NotAllowed:
        raise
    except ToasoanError as error:
        return _page(request, unit, error=error)
    messages.success(request, _("Đã đổi khâu của %(desk)s.") % {"desk": stage.desk})
    return redirect("content:stages")
