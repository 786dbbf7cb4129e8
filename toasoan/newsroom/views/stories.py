"""Changing a story: planning keeps it, content carries the change to the articles."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.content.services import story_fields_carry_down
from toasoan.core.errors import ToasoanError
from toasoan.planning.access import story_for_editing
from toasoan.planning.forms import StoryForm
from toasoan.planning.models import Story
from toasoan.planning.services import story_update


@require_http_methods(["GET", "POST"])
def story_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the story's facts; its unpublished articles follow."""
    story = story_for_editing(request.user, pk)
    form = StoryForm(request.POST or None, unit=story.unit, initial=_initial(story))
    if request.method == "POST" and form.is_valid():
        try:
            followed = _update(story, form.cleaned_data, request.user)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _said(followed))
            return redirect("planning:story", pk=pk)
    return render(
        request,
        "planning/story_form.html",
        {"form": form, "unit": story.unit, "story": story},
        status=form.status,
    )


def _initial(story: Story) -> dict[str, Any]:
    initial = {name: getattr(story, name) for name in StoryForm.base_fields}
    for name in ("desk", "subject", "genre", "section"):
        initial[name] = getattr(story, f"{name}_id")
    return initial


@transaction.atomic
def _update(story: Story, fields: dict[str, Any], by: Any) -> int:
    updated = story_update(story=story, changes=fields, by=by)
    return len(story_fields_carry_down(story=updated, by=by))


def _said(followed: int) -> str:
    if followed:
        return _("Đã lưu đề tài. %(n)d bài nhận thay đổi.") % {"n": followed}
    return _("Đã lưu đề tài.")
