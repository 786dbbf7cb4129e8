"""The preview beside a board of items, and what is done from there or with many at once.

A script asks with X-Sheet and gets JSON to patch the page with; without one the same
addresses lead from page to page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from toasoan.content.desks.desk_items import stages_of
from toasoan.content.models import ItemMark
from toasoan.content.services import mark_done
from toasoan.content.views.verbs import VERBS
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.desk_board import deeds
from toasoan.newsroom.desk_board.door import (
    board_item,
    desk_at_work,
    desks_mine,
    thrown_item,
)
from toasoan.newsroom.desk_board.forms import BinForm, DoneForm, MarkForm, SendForm
from toasoan.newsroom.desk_board.preview import IN_PLACE, preview_of
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_who_may
from toasoan.units.staff_forms import StaffForm

Said = dict[str, Any]


@require_GET
def item_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the item beside the board, or as a page of its own."""
    return _preview(request, board_item(request.user, pk))


def _preview(
    request: HttpRequest, item: Any, *, error: str = "", status: int = 200
) -> HttpResponse:
    by_script = bool(request.headers.get("X-Sheet"))
    facts = {
        "preview": preview_of(request.user, item),
        "item": item,
        "stages": stages_of(item.unit),
        "desks": desk_list(item.unit),
        "my_desks": desks_mine(request.user, item.unit),
        "people": people_who_may(Action.READ, item.unit),
        "error": error,
        "typed": request.POST if error else {},
    }
    template = "preview" if by_script else "preview_page"
    return render(request, f"newsroom/desk_board/{template}.html", facts, status=status)


@require_POST
def item_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the item to the stage chosen, or to the column it was put down in."""
    item = board_item(request.user, pk)

    def run(told: dict[str, Any]) -> Said:
        return deeds.send(item, told["to"], told["note"], request.user)

    return _done(request, item, SendForm(request.POST), run)


@require_POST
def item_fetch(request: HttpRequest, pk: int, desk_pk: int) -> HttpResponse:
    """Fetch the item to a desk."""
    item = board_item(request.user, pk)
    desk = desk_at_work(item.unit, desk_pk)

    def run(_told: dict[str, Any]) -> Said:
        return deeds.fetch(item, desk, request.user)

    return _done(request, item, StaffForm(request.POST), run)


@require_POST
def item_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the item for a person or a desk."""
    item = board_item(request.user, pk)

    def run(told: dict[str, Any]) -> Said:
        return deeds.mark(item, by=request.user, **told)

    return _done(request, item, MarkForm(request.POST, unit=item.unit), run)


@require_POST
def item_mark_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a mark off the item."""
    item = board_item(request.user, pk)

    def run(told: dict[str, Any]) -> Said:
        mark = ItemMark.objects.filter(item_id=item.pk, pk=told["mark"]).first()
        if mark is not None:
            mark_done(mark=mark, by=request.user)
        return {"said": _("Đã bỏ dấu của %(title)s.") % {"title": deeds.title_of(item)}}

    return _done(request, item, DoneForm(request.POST), run)


@require_POST
def item_bin(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the item into the bin."""
    item = board_item(request.user, pk)

    def run(told: dict[str, Any]) -> Said:
        said = deeds.throw(item, told["reason"], request.user)
        return {**said, "gone": True}

    return _done(request, item, BinForm(request.POST), run)


@require_POST
def item_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the item out of the bin again."""
    item = thrown_item(request.user, pk)

    def run(_told: dict[str, Any]) -> Said:
        return deeds.take_back(item, request.user)

    return _done(request, item, StaffForm(request.POST), run)


@require_POST
def item_step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Hand in, approve, return or publish the item."""
    item = board_item(request.user, pk)
    if verb not in IN_PLACE:
        raise Http404
    form = VERBS[verb].form(request.POST, item=item, user=request.user)

    def run(told: dict[str, Any]) -> Said:
        return {"said": VERBS[verb].run(item, request.user, told)}

    return _done(request, item, form, run)


def _done(
    request: HttpRequest,
    item: Any,
    form: StaffForm,
    run: Callable[[dict[str, Any]], Said],
) -> HttpResponse:
    """Do what the form says and say so; a refusal is said and changes nothing."""
    said: Said = {"said": " ".join(_errors(form))}
    status = 400
    if form.is_valid():
        try:
            said, status = {**run(form.cleaned_data), "ok": True}, 200
        except ToasoanError as error:
            said, status = {"said": error.message}, error.http_status
    if request.headers.get("X-Sheet"):
        return JsonResponse({"ok": False, **said}, status=status)
    if not said.get("ok"):
        return _preview(request, item, error=said["said"], status=status)
    messages.success(request, said["said"])
    if said.get("gone"):
        return redirect("newsroom:desk_boards")
    return redirect("newsroom:desk_item", pk=item.pk)


def _errors(form: StaffForm) -> list[str]:
    return [str(text) for errors in form.errors.values() for text in errors]


# --- Many at once ----------------------------------------------------------------


@require_POST
def many(request: HttpRequest, verb: str) -> HttpResponse:
    """Do one thing with each item chosen; each refusal is told by name."""
    pks = [int(pk[:18]) for pk in request.POST.getlist("item") if pk.isdecimal()]
    run, problem = _run_of(request, verb)
    if not pks:
        problem = _("Chọn bài bằng ô vuông trên mỗi bài rồi làm tiếp.")
    if run is None or problem:
        return _told(request, {"ok": False, "said": problem}, 400)
    find = thrown_item if verb == "lay-lai" else board_item
    outcome = deeds.for_each(request.user, pks, run, find)
    said: Said = {
        "ok": bool(outcome.done),
        "said": outcome.said(),
        "done": outcome.done,
        "refused": len(outcome.refused),
    }
    if outcome.back:
        undo = "lay-lai" if verb == "bo" else "chuyen"
        said["back"] = outcome.back
        said["back_by"] = reverse("newsroom:desk_many", args=[undo])
    return _told(request, said, 200 if outcome.done else 409)


def _run_of(
    request: HttpRequest, verb: str
) -> tuple[Callable[[Any, int], Said] | None, str]:
    """Return what is done with each item, or what is missing before it can be."""
    unit, by = current_unit_required(request), request.user
    form: StaffForm
    if verb == "chuyen":
        columns = request.POST.getlist("to")
        form = SendForm(request.POST)
        # One column for all, or to each its own: the way back.
        return _checked(
            form,
            lambda item, n: deeds.send(
                item, columns[min(n, len(columns) - 1)], form.cleaned_data["note"], by
            ),
        )
    if verb == "danh-dau":
        form = MarkForm(request.POST, unit=unit)
        return _checked(
            form, lambda item, _n: deeds.mark(item, by=by, **form.cleaned_data)
        )
    if verb == "bo":
        form = BinForm(request.POST)
        return _checked(
            form, lambda item, _n: deeds.throw(item, form.cleaned_data["reason"], by)
        )
    if verb == "lay-lai":
        return (lambda item, _n: deeds.take_back(item, by)), ""
    if verb == "lay" and request.POST.get("desk", "").isdecimal():
        desk = desk_at_work(unit, int(request.POST["desk"][:18]))
        return (lambda item, _n: deeds.fetch(item, desk, by)), ""
    raise Http404


def _checked(
    form: StaffForm, run: Callable[[Any, int], Said]
) -> tuple[Callable[[Any, int], Said] | None, str]:
    if form.is_valid():
        return run, ""
    return None, " ".join(_errors(form))


def _told(request: HttpRequest, said: Said, status: int) -> HttpResponse:
    if request.headers.get("X-Sheet"):
        return JsonResponse(said, status=status)
    tell = messages.success if said["ok"] else messages.error
    tell(request, said["said"])
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("newsroom:desk_boards")
