"""The register of what people outside ask about published items."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from toasoan.content.access import unit_for_writing
from toasoan.content.models import ItemRequest
from toasoan.content.publication.request_forms import (
    AssignForm,
    DecideForm,
    LetterForm,
    RequestForm,
)
from toasoan.content.publication.requests import (
    article_at,
    letter_for_reading,
    request_for_reading,
    requests_open_count,
    requests_visible,
)
from toasoan.content.services import (
    request_assign,
    request_decide,
    request_letter_add,
    request_record,
)
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action
from toasoan.units.staff_forms import StaffForm

PAGE_SIZE = 40
ANSWERED = "xong"


@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, the earliest due first, or what was answered."""
    unit = current_unit_required(request)
    is_answered = request.GET.get("xem") == ANSWERED
    found = requests_visible(request.user, unit).filter(
        signed_at__isnull=not is_answered
    )
    if is_answered:
        found = found.order_by("-signed_at", "-pk")
    return render(
        request,
        "content/staff/requests.html",
        {
            "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
            "is_answered": is_answered,
            "open_count": requests_open_count(request.user, unit),
            "may_write": user_may(request.user, Action.WRITE, unit),
        },
    )


@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    """Write a request down."""
    unit = unit_for_writing(request.user, current_unit_required(request))
    named = article_at(unit, request.GET.get("bai", ""))
    form = RequestForm(
        request.POST or None,
        unit=unit,
        initial={"article": named.full_url or named.pk} if named else {},
    )
    if request.method == "POST" and form.is_valid():
        fields = {**form.cleaned_data}
        try:
            recorded = request_record(
                unit=unit, item=fields.pop("article"), by=request.user, **fields
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("Đã ghi yêu cầu. Hạn trả lời %(at)s.")
                % {"at": clock.format_datetime_vi(recorded.due_at)},
            )
            return redirect("content:request", pk=recorded.pk)
    return render(
        request, "content/staff/request_new.html", {"form": form}, status=form.status
    )


@require_GET
def request_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the request, and what this person may do with it."""
    return _screen(request, request_for_reading(request.user, pk))


@require_POST
def request_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the request into a colleague's hands."""
    asked = request_for_reading(request.user, pk)
    form = AssignForm(request.POST, unit=asked.unit)

    def run() -> str:
        given = request_assign(
            request=asked, assignee=form.cleaned_data["assignee"], by=request.user
        )
        return _("Đã giao %(name)s xử lý.") % {"name": given.assignee}

    return _answer(request, asked, form, run, "assign")


@require_POST
def request_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the answer."""
    asked = request_for_reading(request.user, pk)
    form = DecideForm(request.POST, unit=asked.unit)

    def run() -> str:
        request_decide(request=asked, by=request.user, **form.cleaned_data)
        return _("Đã ký trả lời. Báo cho người yêu cầu theo cách họ đã ghi.")

    return _answer(request, asked, form, run, "decide")


@require_POST
def letter_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a letter with the request."""
    asked = request_for_reading(request.user, pk)
    form = LetterForm(request.POST, request.FILES)

    def run() -> str:
        request_letter_add(
            request=asked, file=form.cleaned_data["file"], by=request.user
        )
        return _("Đã giữ văn bản cùng yêu cầu.")

    return _answer(request, asked, form, run, "letter")


@require_safe
def letter_show(request: HttpRequest, pk: int, letter_pk: int) -> FileResponse:
    """Send the letter to who may read the request; no browser opens it as a page."""
    letter = letter_for_reading(request.user, pk, letter_pk)
    name = f"{letter.name}.{letter.kind}"
    answer = FileResponse(letter.file.open("rb"), as_attachment=True, filename=name)
    answer["Content-Type"] = "application/octet-stream"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _answer(
    request: HttpRequest,
    asked: ItemRequest,
    form: StaffForm,
    run: Callable[[], str],
    name: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            said = run()
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect("content:request", pk=asked.pk)
    fresh = request_for_reading(request.user, asked.pk)
    return _screen(request, fresh, **{name: form})


def _screen(
    request: HttpRequest, asked: ItemRequest, **sent: StaffForm
) -> HttpResponse:
    unit, user = asked.unit, request.user
    forms: dict[str, Any] = {
        "assign": sent.get("assign")
        or AssignForm(unit=unit, initial={"assignee": asked.assignee_id}),
        "decide": sent.get("decide") or DecideForm(unit=unit),
        "letter": sent.get("letter") or LetterForm(),
    }
    item = asked.item.specific
    return render(
        request,
        "content/staff/request.html",
        {
            "asked": asked,
            "item": item,
            "letters": asked.letters.select_related("added_by"),
            "may_assign": asked.is_open and user_may(user, Action.CORRECT, unit),
            "may_decide": asked.is_open and user_may(user, Action.TAKE_DOWN, unit),
            "may_correct": item.live and user_may(user, Action.CORRECT, unit),
            "may_take_down": item.live and user_may(user, Action.TAKE_DOWN, unit),
            "may_write": user_may(user, Action.WRITE, unit),
            **forms,
        },
        status=next((form.status for form in sent.values()), 200),
    )
