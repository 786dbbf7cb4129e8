"""Changing a story: planning keeps it, content carries the change to the articles."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.content.finding.search import articles_like
from toasoan.content.services import story_change
from toasoan.content.services.carrying import Carried
from toasoan.core.errors import ToasoanError
from toasoan.planning.access import story_for_editing, story_for_reading
from toasoan.planning.forms import StoryForm
from toasoan.planning.models import Story
from toasoan.planning.selectors import stories_like
from toasoan.units.current_unit import current_unit_required

# Beyond it a text says nothing more of what it is about.
TYPED_MAX = 500


@require_http_methods(["GET", "POST"])
def story_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the story's facts; its unpublished articles follow."""
    story = story_for_editing(request.user, pk)
    form = StoryForm(request.POST or None, unit=story.unit, initial=_initial(story))
    if request.method == "POST" and form.is_valid():
        try:
            carried = story_change(
                story=story, changes=form.cleaned_data, by=request.user
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _said(carried))
            return redirect("planning:story", pk=pk)
    return render(
        request,
        "planning/story_form.html",
        {"form": form, "unit": story.unit, "story": story},
        status=form.status,
    )


@require_safe
def story_similar(request: HttpRequest) -> HttpResponse:
    """Answer, while a pitch is typed or judged, what is like it: planned or published."""
    unit = current_unit_required(request)
    but = _looked_at(request)
    text = request.GET.get("tieu-de", "") or (but.title if but else "")
    like = stories_like(unit, text[:TYPED_MAX], but=but.pk if but else None)
    return render(
        request,
        "newsroom/similar.html",
        {"like": like, "published": articles_like(text[:TYPED_MAX]), "unit": unit},
    )


def _looked_at(request: HttpRequest) -> Story | None:
    typed = request.GET.get("cua", "")
    return story_for_reading(request.user, int(typed)) if typed.isdecimal() else None


def _initial(story: Story) -> dict[str, Any]:
    initial = {name: getattr(story, name) for name in StoryForm.base_fields}
    for name in ("desk", "subject", "genre", "section"):
        initial[name] = getattr(story, f"{name}_id")
    return initial


def _said(carried: Carried) -> str:
    said = [_("Đã lưu đề tài.")]
    if carried.followed:
        said.append(_("%(n)d bài nhận thay đổi.") % {"n": len(carried.followed)})
    said += [
        _("“%(title)s” giữ %(fields)s đã sửa trong bài.")
        % {"title": draft.article.draft_title, "fields": _names(draft.kept)}
        for draft in carried.kept
    ]
    if carried.published:
        said.append(_("%(n)d bài đã xuất bản giữ nguyên.") % {"n": carried.published})
    return " ".join(said)


def _names(fields: list[str]) -> str:
    words = {
        "title": _("tít"),
        "genre": _("thể loại"),
        "subject": _("lĩnh vực"),
        "section": _("chuyên mục"),
    }
    return ", ".join(words[name] for name in fields)
