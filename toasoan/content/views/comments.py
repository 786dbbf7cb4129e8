"""What is said beside the text: read, said, answered, settled."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toasoan.content import services
from toasoan.content.access import item_for_reading
from toasoan.content.discussion.comment_forms import CommentForm
from toasoan.content.discussion.comment_spots import item_spots
from toasoan.content.discussion.comment_telling import comment_path
from toasoan.content.discussion.comments import (
    ALL,
    DONE,
    MINE,
    OPEN,
    comment_of,
    comments_version,
    mentionable,
    open_comments,
    threads_of,
)
from toasoan.content.models import ItemComment
from toasoan.content.models.comments import TEXT_MAX
from toasoan.core.errors import ToasoanError

FILTERS: dict[str, Callable[[], str]] = {
    OPEN: lambda: _("Đang chờ"),
    DONE: lambda: _("Đã xong"),
    MINE: lambda: _("Của tôi"),
    ALL: lambda: _("Tất cả"),
}
Act = Callable[..., ItemComment]


def _which(request: HttpRequest) -> str:
    wanted = request.GET.get("xem", OPEN)
    return wanted if wanted in FILTERS else OPEN


@require_GET
def comment_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the latest draft with what is said beside it."""
    return _screen(request, item_for_reading(request.user, pk))


def _screen(
    request: HttpRequest,
    item: Any,
    *,
    form: CommentForm | None = None,
) -> HttpResponse:
    draft, which = item.get_latest_revision_as_object(), _which(request)
    refused = form.data.get("thread", "") if form is not None else ""
    return render(
        request,
        "content/staff/comments.html",
        {
            "item": item,
            "draft": draft,
            "person": request.user,
            "spots": [spot for spot in item_spots(draft) if spot.text or spot.block],
            "version": comments_version(item.pk),
            "draft_mark": _draft_mark(item),
            "threads": threads_of(request.user, item, which),
            "which": which,
            "filters": [(key, label()) for key, label in FILTERS.items()],
            "open_count": open_comments([item.pk]).get(item.pk, 0),
            "may_edit": item.may_be_edited_by(request.user),
            "refused": form,
            "refused_thread": refused,
            "most": TEXT_MAX,
        },
        status=form.status if form is not None else 200,
    )


@require_GET
def comment_news(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the threads when anything of them changed since the version asked from."""
    item = item_for_reading(request.user, pk)
    version = comments_version(item.pk)
    answer = HttpResponse(status=204)
    if request.GET.get("tu") != version:
        answer = JsonResponse(_news(request, item, version))
    answer["X-Draft"] = _draft_mark(item)
    return answer


def _draft_mark(item: Any) -> str:
    """Return what changes with each draft, the one that is rewritten too."""
    at = item.latest_revision_created_at
    return f"{item.latest_revision_id}-{at.timestamp() if at else 0}"


def _news(request: HttpRequest, item: Any, version: str) -> dict[str, Any]:
    threads = threads_of(request.user, item, _which(request))
    return {
        "version": version,
        "open": open_comments([item.pk]).get(item.pk, 0),
        "html": render_to_string(
            "content/staff/comment_threads.html",
            {"item": item, "threads": threads, "most": TEXT_MAX},
            request=request,
        ),
    }


@require_GET
def comment_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer people who may read the item and desks, by a part of the name."""
    item = item_for_reading(request.user, pk)
    people, desks = mentionable(item, request.GET.get("q", "")[:80])
    return JsonResponse(
        {
            "names": [
                *(
                    {"token": f"@[p:{p.pk}]", "name": str(p), "kind": ""}
                    for p in people
                ),
                *(
                    {"token": f"@[d:{d.pk}]", "name": str(d), "kind": _("ban")}
                    for d in desks
                ),
            ]
        }
    )


@require_POST
def comment_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something, or answer; what is refused stays where it was typed."""
    item = item_for_reading(request.user, pk)
    form = CommentForm(request.POST)
    said = _said(request, item, form) if form.is_valid() else None
    if said is None and _wants_json(request):
        problem = next(each[0] for each in form.errors.values())
        return JsonResponse({"message": problem}, status=form.status)
    if said is None:
        return _screen(request, item, form=form)
    return _answer(request, item, said, _("Đã gửi ý kiến."))


def _said(request: HttpRequest, item: Any, form: CommentForm) -> ItemComment | None:
    fields = form.cleaned_data
    thread = fields["thread"] and comment_of(item, fields["thread"])
    try:
        return services.comment_add(
            item=item,
            text=fields["text"],
            by=request.user,
            thread=thread or None,
            passage=form.passage(),
            client_key=_uuid(fields["key"]),
        )
    except ToasoanError as error:
        form.refuse(error)
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
def comment_settle(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Let the thread be done."""
    return _act(request, pk, comment_pk, services.comment_resolve, _("Ý kiến đã xong."))


@require_POST
def comment_open(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Let the thread wait for somebody again."""
    said = _("Ý kiến đã mở lại.")
    return _act(request, pk, comment_pk, services.comment_reopen, said)


@require_POST
def comment_take_back(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Take one's own words back."""
    said = _("Đã rút lại ý kiến.")
    return _act(request, pk, comment_pk, services.comment_withdraw, said)


def _act(
    request: HttpRequest, pk: int, comment_pk: int, act: Act, done: str
) -> HttpResponse:
    item = item_for_reading(request.user, pk)
    comment = comment_of(item, comment_pk)
    try:
        comment = act(comment=comment, item=item, by=request.user)
    except ToasoanError as error:
        if _wants_json(request):
            return JsonResponse({"message": error.message}, status=error.http_status)
        messages.error(request, error.message)
        return redirect(comment_path(comment))
    return _answer(request, item, comment, done)


def _answer(
    request: HttpRequest, item: Any, comment: ItemComment, done: str
) -> HttpResponse:
    if not _wants_json(request):
        messages.success(request, done)
        return redirect(comment_path(comment))
    news = _news(request, item, comments_version(item.pk))
    return JsonResponse({**news, "comment": comment.pk, "said": done})


def _wants_json(request: HttpRequest) -> bool:
    return not request.accepts("text/html")
