"""A pitch asked back about, and answered by who made it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.core.errors import ToasoanError
from toasoan.planning.access import story_for_deciding, story_for_reading
from toasoan.planning.forms import AnswerForm, QuestionForm
from toasoan.planning.services import pitch_ask, pitch_reply
from toasoan.planning.views.changes import answer_form
from toasoan.planning.views.stories import story_page


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who pitched the story something before it is answered."""
    story = story_for_deciding(request.user, pk)

    def run(fields: dict[str, Any]) -> str:
        pitch_ask(story=story, by=request.user, **fields)
        return _("Đã hỏi %(name)s. Trả lời hiện ở trang này.") % {
            "name": story.pitched_by
        }

    return answer_form(
        request,
        story,
        QuestionForm(request.POST or None),
        run,
        heading=_("Hỏi lại người đề xuất"),
        what=story,
        button=_("Gửi câu hỏi"),
    )


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what was asked about one's own pitch."""
    story = story_for_reading(request.user, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            pitch_reply(story=story, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("Đã trả lời. Đề xuất trở lại chờ %(desk)s.") % {"desk": story.desk},
            )
            return redirect("planning:story", pk=pk)
    return story_page(request, story, answer_form=form)
