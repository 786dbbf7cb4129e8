"""Stories: pitched, listed, decided."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toasoan.core.errors import ToasoanError
from toasoan.planning.access import story_for_deciding, story_for_reading
from toasoan.planning.forms import (
    AnswerForm,
    AssignForm,
    NoteForm,
    ReasonForm,
    StoryFilterForm,
    StoryForm,
)
from toasoan.planning.models import Story, StoryOffer
from toasoan.planning.selectors import (
    coverages_of,
    coverages_unfinished,
    question_open,
    story_list_for_unit,
)
from toasoan.planning.services import (
    story_approve,
    story_drop,
    story_finish,
    story_pitch,
    story_reject,
)
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import Membership
from toasoan.units.roles import Action
from toasoan.units.staff_forms import StaffForm

PAGE_SIZE = 40


@require_GET
def story_list(request: HttpRequest) -> HttpResponse:
    """Show the stories of the unit the person works in."""
    unit = current_unit_required(request)
    form = StoryFilterForm(request.GET or None, unit=unit)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    stories = story_list_for_unit(
        unit,
        state=wanted.get("state") or "",
        desk=wanted["desk"].pk if wanted.get("desk") else None,
        words=wanted.get("q") or "",
    )
    return render(
        request,
        "planning/list.html",
        {
            "form": form,
            "page": Paginator(stories, PAGE_SIZE).get_page(request.GET.get("trang")),
            "is_filtered": any(wanted.values()),
            "may_pitch": user_may(request.user, Action.PITCH, unit),
        },
    )


@require_http_methods(["GET", "POST"])
def pitch(request: HttpRequest) -> HttpResponse:
    """Put an idea before the desk."""
    unit = current_unit_required(request)
    user_require(request.user, Action.PITCH, unit)
    form = StoryForm(request.POST or None, unit=unit, initial=_own_desk(request, unit))
    if request.method == "POST" and form.is_valid():
        try:
            story = story_pitch(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã đề xuất. %(desk)s trả lời ở đây.") % {"desk": story.desk}
            )
            return redirect("planning:story", pk=story.pk)
    return render(
        request,
        "planning/story_form.html",
        {"form": form, "unit": unit},
        status=form.status,
    )


def _own_desk(request: HttpRequest, unit: Any) -> dict[str, Any]:
    held = Membership.objects.filter(
        user=request.user.pk, organisation=unit.organisation, desk__isnull=False
    ).first()
    return {"desk": held.desk_id} if held else {}


def _articles(story: Story, user: Any) -> Any:
    """Return what of the story's articles the person may come upon."""
    own = Q(place__owner__isnull=True) | Q(place__owner=user.pk)
    seen = story.articles.filter(own, place__binned_at__isnull=True)
    return seen.order_by("-latest_revision_created_at")


@require_GET
def story_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the story, its parts, who makes them and what came of it."""
    return story_page(request, story_for_reading(request.user, pk))


def story_page(
    request: HttpRequest,
    story: Story,
    *,
    assign_form: AssignForm | None = None,
    answer_form: AnswerForm | None = None,
) -> HttpResponse:
    """Return the story's page, with a form on it as it was filled in."""
    unit, user = story.unit, request.user
    may_assign = user_may(user, Action.ASSIGN, unit) and story.is_worked
    may_decide = user_may(user, Action.DECIDE_STORY, unit)
    own_pitch = story.pitched_by_id == user.pk and story.state == Story.State.PITCHED
    return render(
        request,
        "planning/story.html",
        {
            "story": story,
            "coverages": coverages_of(story),
            "items": _articles(story, user),
            "may_decide": may_decide,
            "may_edit": story.is_open and (may_decide or own_pitch),
            "may_write": user_may(user, Action.WRITE, unit) and story.is_worked,
            "assign_form": assign_form
            or (AssignForm(unit=unit) if may_assign else None),
            "may_assign": may_assign,
            "offers": story.offers.select_related("to_unit", "taken_as"),
            "taken_from": StoryOffer.objects.filter(taken_as=story)
            .select_related("story__unit")
            .first(),
            "may_offer": may_decide and story.is_worked,
            "question": question_open(story),
            "questions": story.questions.select_related("asked_by", "answered_by"),
            "answer_form": answer_form or (AnswerForm() if own_pitch else None),
        },
        status=(assign_form or answer_form or StaffForm()).status,
    )


@require_http_methods(["GET", "POST"])
def story_decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Approve, reject or stop a story; a refusal keeps what was typed."""
    story = story_for_deciding(request.user, pk)
    runs: dict[str, Callable[..., Story]] = {
        "duyet": story_approve,
        "khong-duyet": story_reject,
        "dung": story_drop,
        "xong": story_finish,
    }
    if verb not in runs:
        raise Http404
    unfinished = coverages_unfinished(story) if verb == "xong" else []
    needs_none = (verb == "duyet" and story.is_in_remit) or (
        verb == "xong" and not unfinished
    )
    asks = NoteForm if needs_none else ReasonForm
    form = asks(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            runs[verb](story=story, by=request.user, note=form.cleaned_data["note"])
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _said(verb))
            return redirect("planning:story", pk=pk)
    return render(
        request,
        "planning/decide.html",
        {"story": story, "verb": verb, "form": form, "unfinished": unfinished},
        status=form.status,
    )


def _said(verb: str) -> str:
    return {
        "duyet": _("Đã duyệt đề tài. Giao việc ở ngay dưới đây."),
        "khong-duyet": _("Đã trả lời: không duyệt."),
        "xong": _("Đã đóng đề tài: xong."),
        "dung": _("Đã dừng đề tài. Việc đang giao đã hủy."),
    }[verb]
