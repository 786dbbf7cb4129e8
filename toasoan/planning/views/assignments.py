"""Assignments: given, taken on, given back."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.core.errors import ToasoanError
from toasoan.planning.access import assignment_for_assignee, story_for_reading
from toasoan.planning.forms import AssignForm, GiveForm, ReasonForm
from toasoan.planning.models import Story
from toasoan.planning.services import (
    assignment_accept,
    assignment_decline,
    assignment_give,
    coverage_add,
)
from toasoan.planning.views.stories import story_page
from toasoan.units.access import user_require
from toasoan.units.roles import Action


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Order one more part and give it to somebody, in one step."""
    story = story_for_reading(request.user, pk)
    user_require(request.user, Action.ASSIGN, story.unit)
    form = AssignForm(request.POST, unit=story.unit)
    if form.is_valid():
        try:
            _order(story, form.cleaned_data, request.user)
        except ToasoanError as error:
            form.refuse(error)
        else:
            person = form.cleaned_data["assignee"]
            messages.success(
                request,
                _("Đã giao việc cho %(name)s.") % {"name": person}
                if person
                else _("Đã thêm hạng mục. Giao người khi chọn được."),
            )
            return redirect("planning:story", pk=pk)
    return story_page(request, story, assign_form=form)


@transaction.atomic
def _order(story: Story, data: dict[str, Any], by: Any) -> None:
    coverage = coverage_add(
        story=story,
        kind=data["kind"],
        note=data["note"],
        ordered_length=data["ordered_length"],
        by=by,
    )
    if data["assignee"] is not None:
        assignment_give(
            coverage=coverage,
            assignee=data["assignee"],
            freelancer=data.get("freelancer"),
            due_at=data["due_at"],
            note=data["note"],
            by=by,
        )


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, pk: int, coverage_pk: int) -> HttpResponse:
    """Give a part that is there to a person."""
    story = story_for_reading(request.user, pk)
    user_require(request.user, Action.ASSIGN, story.unit)
    coverage = get_object_or_404(story.coverages, pk=coverage_pk)
    form = GiveForm(request.POST or None, unit=story.unit)
    if request.method == "POST" and form.is_valid():
        try:
            assignment_give(coverage=coverage, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("Đã giao việc cho %(name)s.")
                % {"name": form.cleaned_data["assignee"]},
            )
            return redirect("planning:story", pk=pk)
    return render(
        request,
        "planning/give.html",
        {"story": story, "coverage": coverage, "form": form},
        status=form.status,
    )


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the work on."""
    assignment = assignment_for_assignee(request.user, pk)
    assignment_accept(assignment=assignment, by=request.user)
    messages.success(
        request, _("Đã nhận “%(title)s”.") % {"title": assignment.story.title}
    )
    return redirect("wagtailadmin_home")


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the work back with the reason."""
    assignment = assignment_for_assignee(request.user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            assignment_decline(
                assignment=assignment, by=request.user, reason=form.cleaned_data["note"]
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("Đã từ chối. %(name)s thấy lý do của bạn.")
                % {"name": assignment.assigned_by},
            )
            return redirect("wagtailadmin_home")
    return render(
        request,
        "planning/decline.html",
        {"assignment": assignment, "form": form},
        status=form.status,
    )
