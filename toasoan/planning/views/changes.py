"""What the head of a desk changes in a plan, and says to work handed in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.core.errors import ToasoanError
from toasoan.planning.access import assignment_for_assigning, story_for_reading
from toasoan.planning.forms import DueForm, ReasonForm
from toasoan.planning.models import Assignment, Story
from toasoan.planning.services import (
    assignment_complete,
    assignment_reschedule,
    assignment_return,
    assignment_withdraw,
    coverage_cancel,
)
from toasoan.units.access import user_require
from toasoan.units.roles import Action
from toasoan.units.staff_forms import StaffForm


def answer_form(
    request: HttpRequest,
    story: Story,
    form: StaffForm,
    run: Callable[[dict[str, Any]], str],
    **words: Any,
) -> HttpResponse:
    """Show the form about a part of the story, or do what it says.

    Args:
        request: a GET shows the form, a POST does it.
        story: where one comes from and goes back to.
        form: bound on a POST.
        run: does it with the cleaned fields and returns what to say.
        words: `heading`, `what`, `button`, and where they fit `warning` and
            `keep`, which names what stays when one goes back.
    """
    if request.method == "POST" and form.is_valid():
        try:
            said = run(form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect("planning:story", pk=story.pk)
    return render(
        request,
        "planning/act.html",
        {"story": story, "form": form, **words},
        status=form.status,
    )


@require_http_methods(["GET", "POST"])
def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the due time of an assignment."""
    assignment = assignment_for_assigning(request.user, pk)

    def run(fields: dict[str, Any]) -> str:
        assignment_reschedule(assignment=assignment, by=request.user, **fields)
        return _("Đã đổi hạn nộp của %(name)s.") % {"name": assignment.assignee}

    return answer_form(
        request,
        assignment.story,
        DueForm(request.POST or None, initial={"due_at": assignment.due_at}),
        run,
        heading=_("Đổi hạn nộp"),
        what=assignment,
        button=_("Đổi hạn nộp"),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the work back from its assignee, with the reason."""
    assignment = assignment_for_assigning(request.user, pk)

    def run(fields: dict[str, Any]) -> str:
        assignment_withdraw(
            assignment=assignment, by=request.user, reason=fields["note"]
        )
        return _("Đã thu hồi việc. %(name)s thấy lý do ở “Việc của tôi”.") % {
            "name": assignment.assignee
        }

    return answer_form(
        request,
        assignment.story,
        ReasonForm(request.POST or None),
        run,
        heading=_("Thu hồi việc"),
        what=assignment,
        button=_("Thu hồi việc"),
        keep=_("Giữ phân công"),
        warning=_withdrawal(assignment),
    )


def _withdrawal(assignment: Assignment) -> str:
    """Return what follows from taking the work back."""
    name = {"name": assignment.assignee}
    told = _(
        "%(name)s thôi làm việc này; tên bạn và lý do hiện ở “Việc của tôi” của người ấy."
    )
    if not assignment.item_id:
        return told % name
    kept = _(
        "Bài đang viết vẫn là bản nháp của %(name)s. "
        "Muốn người khác viết tiếp bài ấy thì dùng Giao lại."
    )
    return f"{told} {kept}" % name


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what was handed in; the part is done."""
    assignment = assignment_for_assigning(request.user, pk)
    assignment_complete(assignment=assignment, by=request.user)
    said = _("Đã nhận sản phẩm của %(name)s.") % {"name": assignment.assignee}
    story = Story.objects.get(pk=assignment.coverage.story_id)
    if story.state == Story.State.DONE:
        said = f"{said} {_('Đề tài đã xong.')}"
    messages.success(request, said)
    return redirect("planning:story", pk=story.pk)


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what was handed in back to its maker, with the reason."""
    assignment = assignment_for_assigning(request.user, pk)

    def run(fields: dict[str, Any]) -> str:
        assignment_return(assignment=assignment, by=request.user, reason=fields["note"])
        return _("Đã trả lại. %(name)s thấy lý do ở “Việc của tôi”.") % {
            "name": assignment.assignee
        }

    return answer_form(
        request,
        assignment.story,
        ReasonForm(request.POST or None),
        run,
        heading=_("Trả lại sản phẩm"),
        what=assignment,
        button=_("Trả lại %(name)s") % {"name": assignment.assignee},
    )


@require_http_methods(["GET", "POST"])
def strike_out(request: HttpRequest, pk: int, coverage_pk: int) -> HttpResponse:
    """Strike a part out of the plan."""
    story = story_for_reading(request.user, pk)
    user_require(request.user, Action.ASSIGN, story.unit)
    coverage = get_object_or_404(story.coverages, pk=coverage_pk)

    def run(fields: dict[str, Any]) -> str:
        coverage_cancel(coverage=coverage, by=request.user, reason=fields["note"])
        return _("Đã bỏ hạng mục %(kind)s.") % {"kind": coverage.get_kind_display()}

    return answer_form(
        request,
        story,
        ReasonForm(request.POST or None),
        run,
        heading=_("Bỏ hạng mục"),
        what=coverage,
        button=_("Bỏ hạng mục"),
        warning=_("Việc đang giao trong hạng mục bị hủy. Bài đã viết vẫn còn."),
    )
