"""How the unit reviews: chains and their steps, changed by buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from toasoan.content.models import ReviewChain, ReviewStep
from toasoan.content.services.chains import (
    chain_add,
    chain_remove,
    step_add,
    step_move,
    step_remove,
    step_update,
)
from toasoan.core.errors import ToasoanError
from toasoan.planning.models import Genre
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.forms import UNIT_ROLES
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.units.staff_forms import StaffForm, person_field

DUE_MAX = 10_080
DUE_ERROR = gettext_lazy("Hạn từ 1 đến 10.080 phút (7 ngày).")


class ReviewStepForm(StaffForm):
    """A step: a role or one named person, and how long it may take."""

    role = forms.ChoiceField(label=gettext_lazy("Chức danh"), choices=UNIT_ROLES)
    person = person_field(
        gettext_lazy("Đích danh"),
        required=False,
        empty_label=gettext_lazy("Ai giữ chức danh cũng duyệt được"),
    )
    due_minutes = forms.IntegerField(
        label=gettext_lazy("Hạn (phút)"),
        min_value=1,
        max_value=DUE_MAX,
        initial=60,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), DUE_ERROR
        ),
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_who_may(  # type: ignore[attr-defined]
            Action.READ, unit
        )


@dataclass(frozen=True)
class StepRow:
    """A step with the form that changes it, open while it holds an error."""

    step: ReviewStep
    form: ReviewStepForm
    is_open: bool


@dataclass(frozen=True)
class ChainRow:
    """A chain with its steps and the form for one more."""

    chain: ReviewChain
    steps: list[StepRow]
    form: ReviewStepForm
    is_open: bool


# The row a form was sent for, and the form as it was sent.
Tried = tuple[ReviewChain | ReviewStep, ReviewStepForm]


@require_GET
def chain_list(request: HttpRequest) -> HttpResponse:
    """Show the unit's review chains."""
    return _page(request, current_unit_required(request))


def _page(
    request: HttpRequest,
    unit: PressUnit,
    *,
    error: ToasoanError | None = None,
    tried: Tried | None = None,
) -> HttpResponse:
    """Show the chains; the form that was refused stands in its place, as typed."""
    chains = (
        ReviewChain.objects.filter(unit=unit)
        .select_related("genre")
        .prefetch_related("steps__person")
        .order_by("genre__order", "pk")
    )
    own = [chain.genre_id for chain in chains if chain.genre_id]
    return render(
        request,
        "content/staff/chains.html",
        {
            "rows": [_chain_row(chain, unit, tried) for chain in chains],
            "genres": Genre.objects.exclude(pk__in=own),
            "may_manage": user_may(request.user, Action.MANAGE, unit),
            "error": error,
            "tab": "chains",
        },
        status=tried[1].status if tried else error.http_status if error else 200,
    )


def _chain_row(chain: ReviewChain, unit: PressUnit, tried: Tried | None) -> ChainRow:
    steps = []
    for step in chain.steps.all():
        typed = _typed(step, tried)
        steps.append(StepRow(step, typed or _step_form(step, unit), typed is not None))
    typed = _typed(chain, tried)
    form = typed or ReviewStepForm(unit=unit, auto_id=_ids(chain))
    return ChainRow(chain, steps, form, typed is not None)


def _typed(row: ReviewChain | ReviewStep, tried: Tried | None) -> ReviewStepForm | None:
    """Return the form as it was sent, when it was sent for this row."""
    return tried[1] if tried and tried[0] == row else None


def _step_form(step: ReviewStep, unit: PressUnit) -> ReviewStepForm:
    initial = {
        "role": step.role,
        "person": step.person_id,
        "due_minutes": step.due_minutes,
    }
    return ReviewStepForm(unit=unit, auto_id=_ids(step), initial=initial)


def _ids(row: ReviewChain | ReviewStep) -> str:
    """Return how the fields of one of the page's many forms are numbered."""
    kind = "step" if isinstance(row, ReviewStep) else "chain"
    return f"id_{kind}_{row.pk}_%s"


@require_POST
def chain_new(request: HttpRequest) -> HttpResponse:
    """Give a genre a chain of its own."""
    unit = current_unit_required(request)
    genre = get_object_or_404(Genre, pk=request.POST.get("genre") or 0)
    return _done(
        request,
        unit,
        lambda: chain_add(unit=unit, genre=genre, by=request.user),
        _("Đã thêm quy trình cho %(genre)s.") % {"genre": genre},
    )


@require_POST
def chain_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the genre pass the general chain again."""
    unit = current_unit_required(request)
    chain = get_object_or_404(ReviewChain, pk=pk, unit=unit)
    return _done(
        request,
        unit,
        lambda: chain_remove(chain=chain, by=request.user),
        _("Đã bỏ quy trình riêng. Thể loại này theo quy trình chung."),
    )


@require_POST
def step_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a last step to a chain."""
    unit = current_unit_required(request)
    chain = get_object_or_404(ReviewChain, pk=pk, unit=unit)
    said = _("Đã thêm bước. Bài đang duyệt giữ quy trình cũ.")
    return _step_sent(request, unit, chain, partial(step_add, chain=chain), said)


@require_POST
def step_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the role, the person or the time of a step."""
    unit = current_unit_required(request)
    step = get_object_or_404(ReviewStep, pk=pk, chain__unit=unit)
    said = _("Đã đổi quy trình. Bài đang duyệt giữ quy trình cũ.")
    return _step_sent(request, unit, step, partial(step_update, step=step), said)


def _step_sent(
    request: HttpRequest,
    unit: PressUnit,
    held: ReviewChain | ReviewStep,
    save: Callable[..., Any],
    said: str,
) -> HttpResponse:
    user_require(request.user, Action.MANAGE, unit)
    form = ReviewStepForm(request.POST, unit=unit, auto_id=_ids(held))
    if form.is_valid():
        try:
            save(by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect("content:chains")
    return _page(request, unit, tried=(held, form))


@require_POST
def step_change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Move a step up or down, or take it out."""
    unit = current_unit_required(request)
    step = get_object_or_404(ReviewStep, pk=pk, chain__unit=unit)
    runs = {
        "len": lambda: step_move(step=step, is_up=True, by=request.user),
        "xuong": lambda: step_move(step=step, is_up=False, by=request.user),
        "bo": lambda: step_remove(step=step, by=request.user),
    }
    if verb not in runs:
        return redirect("content:chains")
    return _done(
        request,
        unit,
        runs[verb],
        _("Đã đổi quy trình. Bài đang duyệt giữ quy trình cũ."),
    )


def _done(request: HttpRequest, unit: PressUnit, run: Any, said: str) -> HttpResponse:
    try:
        run()
    except ToasoanError as error:
        return _page(request, unit, error=error)
    messages.success(request, said)
    return redirect("content:chains")
