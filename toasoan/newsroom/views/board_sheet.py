"""The panel beside a view, and everything done in it without opening the story.

A script asks with X-Sheet and gets JSON to patch the page with; without one the
same addresses lead from page to page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toasoan.content.access import item_for_reading
from toasoan.content.item_states import quoted
from toasoan.content.services import item_hand_over, story_change
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.boards.forms import (
    ColumnForm,
    CommentForm,
    MoveForm,
    PlannedForm,
)
from toasoan.newsroom.boards.moves import answer_to, hour_at, hour_in_week
from toasoan.newsroom.boards.sheet import item_act, sheet_of
from toasoan.planning.access import assignment_for_assigning, story_for_reading
from toasoan.planning.errors import OutsideRemit, ReasonMissing, StoryStateWrong
from toasoan.planning.forms import DueForm, GiveForm, NoteForm
from toasoan.planning.models import Story
from toasoan.planning.services import (
    assignment_give,
    assignment_reschedule,
    story_approve,
    story_comment_add,
    story_drop,
    story_finish,
    story_reject,
)
from toasoan.units.access import user_require
from toasoan.units.roles import Action
from toasoan.units.staff_forms import StaffForm

Said = dict[str, Any]
REASON_ASKED = (ReasonMissing, OutsideRemit)
DECISIONS: dict[str, Callable[..., Story]] = {
    "duyet": story_approve,
    "khong-duyet": story_reject,
    "dung": story_drop,
    "xong": story_finish,
}


@require_GET
def sheet_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the story in the panel, or as a page of its own."""
    return _sheet(request, story_for_reading(request.user, pk))


def _sheet(
    request: HttpRequest, story: Story, *, error: str = "", status: int = 200
) -> HttpResponse:
    by_script = bool(request.headers.get("X-Sheet"))
    template = "sheet" if by_script else "sheet_page"
    facts = {
        "sheet": sheet_of(request.user, story),
        "story": story,
        "error": error,
        "typed": request.POST if error else {},
    }
    return render(request, f"newsroom/boards/{template}.html", facts, status=status)


def _done(
    request: HttpRequest,
    story: Story,
    form: StaffForm,
    run: Callable[[Any], Said],
    answer: str = "",
) -> HttpResponse:
    """Do what the form says and say so; a refusal is said and changes nothing.

    Where only the reason for an `answer` is missing, the panel opens to ask for it.
    """
    status, ask = 400, ""
    if form.is_valid():
        try:
            said = run(form.cleaned_data)
        except ToasoanError as error:
            said, status = {"said": error.message}, error.http_status
            ask = answer if isinstance(error, REASON_ASKED) else ""
        else:
            return _answer(request, story, {**said, "ok": True})
    else:
        told = [str(text) for errors in form.errors.values() for text in errors]
        said = {"said": " ".join(told)}
    if request.headers.get("X-Sheet"):
        return JsonResponse({**said, "ok": False, "ask": ask}, status=status)
    return _sheet(request, story, error=said["said"], status=status)


def _answer(request: HttpRequest, story: Story, said: Said) -> HttpResponse:
    if request.headers.get("X-Sheet"):
        return JsonResponse(said)
    messages.success(request, said["said"])
    return redirect("newsroom:board_story", pk=story.pk)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about the story."""
    story = story_for_reading(request.user, pk)

    def run(fields: dict[str, Any]) -> Said:
        story_comment_add(story=story, text=fields["text"], by=request.user)
        return {"said": _("Đã ghi ý kiến. Mọi người làm đề tài đọc được.")}

    return _done(request, story, CommentForm(request.POST), run)


@require_POST
def decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Approve, reject, stop or finish the story."""
    story = story_for_reading(request.user, pk)
    if verb not in DECISIONS:
        raise Http404

    def run(fields: dict[str, Any]) -> Said:
        return _decide(story, verb, fields["note"], request.user)

    return _done(request, story, NoteForm(request.POST), run)


def _decide(story: Story, verb: str, note: str, by: Any) -> Said:
    DECISIONS[verb](story=story, by=by, note=note)
    said = {
        "duyet": _("Đã duyệt %(title)s. Giao việc được ngay."),
        "khong-duyet": _("Đã trả lời không duyệt %(title)s."),
        "dung": _("Đã dừng %(title)s. Việc đang giao đã hủy."),
        "xong": _("Đã đóng %(title)s: xong."),
    }[verb]
    return {"said": said % {"title": quoted(story.title)}}


@require_POST
def column(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the story to the column it was put down in, where a decision does that."""
    story = story_for_reading(request.user, pk)
    verb = answer_to(story, request.POST.get("to", ""))

    def run(_fields: dict[str, Any]) -> Said:
        if verb is None:
            raise StoryStateWrong(
                _("Đề tài đến cột này khi việc của nó tới đó, không kéo sang được.")
            )
        return _decide(story, verb, "", request.user)

    return _done(request, story, ColumnForm(request.POST), run, verb or "")


@require_POST
def planned(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the story another hour, or none."""
    story = story_for_reading(request.user, pk)
    if "planned_at" not in request.POST:
        raise Http404

    def run(fields: dict[str, Any]) -> Said:
        return _plan(story, fields["planned_at"], request.user)

    return _done(request, story, PlannedForm(request.POST), run)


@require_POST
def moved(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the story the hour of the place it was put down in."""
    story = story_for_reading(request.user, pk)

    def run(fields: dict[str, Any]) -> Said:
        if fields["is_week"]:
            at = hour_in_week(story.planned_at, fields["day"])
        else:
            at = hour_at(story.planned_at, fields["day"], band=fields["band"])
        return _plan(story, at, request.user)

    return _done(request, story, MoveForm(request.POST), run)


def _plan(story: Story, at: Any, by: Any) -> Said:
    before = story.planned_at
    story_change(story=story, changes={"planned_at": at}, by=by)
    facts = {
        "title": quoted(story.title),
        "at": clock.format_datetime_vi(at) if at else "",
    }
    said = _("Đã dời %(title)s sang %(at)s.") if at else _("%(title)s nay chưa có giờ.")
    undo = f"{clock.local(before):%Y-%m-%dT%H:%M}" if before else ""
    return {"said": said % facts, "undo": {"planned_at": undo}}


@require_POST
def give(request: HttpRequest, pk: int, coverage_pk: int) -> HttpResponse:
    """Give a part of the story to a person."""
    story = story_for_reading(request.user, pk)
    user_require(request.user, Action.ASSIGN, story.unit)
    coverage = get_object_or_404(story.coverages, pk=coverage_pk)

    def run(fields: dict[str, Any]) -> Said:
        assignment_give(coverage=coverage, by=request.user, **fields)
        return {"said": _("Đã giao việc cho %(name)s.") % {"name": fields["assignee"]}}

    return _done(request, story, GiveForm(request.POST, unit=story.unit), run)


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the work to a colleague as it stands."""
    assignment = assignment_for_assigning(request.user, pk)

    def run(fields: dict[str, Any]) -> Said:
        item_hand_over(assignment=assignment, by=request.user, **fields)
        return {"said": _("Đã giao lại cho %(name)s.") % {"name": fields["assignee"]}}

    story = assignment.story
    return _done(request, story, GiveForm(request.POST, unit=story.unit), run)


@require_POST
def due(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the due time of a part."""
    assignment = assignment_for_assigning(request.user, pk)

    def run(fields: dict[str, Any]) -> Said:
        assignment_reschedule(assignment=assignment, by=request.user, **fields)
        return {
            "said": _("Đã đổi hạn nộp của %(name)s.") % {"name": assignment.assignee}
        }

    return _done(request, assignment.story, DueForm(request.POST), run)


@require_POST
def item(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Hand in, approve or publish an article of the story."""
    article = item_for_reading(request.user, pk)
    story = getattr(article, "story", None)
    if story is None:
        raise Http404

    def run(_fields: dict[str, Any]) -> Said:
        said = item_act(request.user, article, verb, request.POST)
        if said is None:
            raise StoryStateWrong(_("Bài vừa đổi. Xem lại rồi bấm tiếp."))
        return {"said": said}

    return _done(request, story, StaffForm(request.POST), run)
