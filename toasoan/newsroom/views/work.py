"""One piece of work of a plan: seen, handed in, given to a colleague."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toasoan.content.services import item_hand_over
from toasoan.content.story_panel import photos_handed_in
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.hand_in_form import HandInForm
from toasoan.newsroom.services import work_hand_in
from toasoan.planning.access import (
    assignment_for_assignee,
    assignment_for_assigning,
    assignment_for_reading,
)
from toasoan.planning.forms import GiveForm
from toasoan.planning.views.changes import answer_form
from toasoan.units.access import user_may
from toasoan.units.roles import Action


@require_GET
def work_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was asked for and what was handed in."""
    assignment = assignment_for_reading(request.user, pk)
    unit = assignment.story.unit
    return render(
        request,
        "newsroom/work.html",
        {
            "each": assignment,
            "story": assignment.story,
            "photos": photos_handed_in(assignment, unit),
            "may_assign": user_may(request.user, Action.ASSIGN, unit)
            and assignment.story.is_worked,
        },
    )


@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in photos, a film, a post; a refusal keeps what was typed."""
    assignment = assignment_for_assignee(request.user, pk)
    is_post = request.method == "POST"
    form = HandInForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        assignment=assignment,
        user=request.user,
        initial={
            "credit": str(request.user),
            "chosen": assignment.handed_in_photos,
            "link": assignment.handed_in_link,
        },
    )
    if is_post and form.is_valid():
        try:
            work_hand_in(
                assignment=assignment, by=request.user, **_fields(form.cleaned_data)
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("Đã nộp sản phẩm. %(name)s nhận hoặc trả lại.")
                % {"name": assignment.assigned_by},
            )
            return redirect("newsroom:work", pk=pk)
    return render(
        request,
        "newsroom/hand_in.html",
        {"form": form, "each": assignment, "story": assignment.story},
        status=form.status,
    )


def _fields(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {
        "files": cleaned["pictures"],
        "details": {
            "credit": cleaned["credit"],
            "caption": cleaned["caption"],
            "usage": cleaned["usage"],
        },
        "photo_ids": [photo.pk for photo in cleaned["chosen"]],
        "link": cleaned["link"],
        "note": cleaned["note"],
    }


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the work to a colleague as it stands."""
    assignment = assignment_for_assigning(request.user, pk)
    story = assignment.story

    def run(fields: dict[str, Any]) -> str:
        taken = item_hand_over(assignment=assignment, by=request.user, **fields)
        if taken.item_id:
            return _(
                "Đã giao lại cho %(name)s, bài đang viết đi cùng. "
                "Bút danh giữ nguyên, sửa trong bài nếu cần."
            ) % {"name": taken.assignee}
        return _("Đã giao lại cho %(name)s.") % {"name": taken.assignee}

    return answer_form(
        request,
        story,
        GiveForm(
            request.POST or None,
            unit=story.unit,
            initial={"due_at": assignment.due_at, "note": assignment.note},
        ),
        run,
        heading=_("Giao lại"),
        what=assignment,
        button=_("Giao lại"),
    )
