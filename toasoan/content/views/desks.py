"""Where one item lies, and everything that brings it elsewhere: one screen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.content import services
from toasoan.content.access import item_for_reading
from toasoan.content.desks.desk_forms import BinForm, MarkForm, SendForm
from toasoan.content.desks.desk_items import desks_of, states_fitting
from toasoan.content.desks.place_panel import place_panel
from toasoan.content.models import ItemMark
from toasoan.core.errors import ToasoanError
from toasoan.units.models import Desk

Forms = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """One thing done on the screen.

    Attributes:
        run: does it; returns the sentence that says so and where to go on.
        form: the name of the form it needs, or "".
    """

    run: Callable[[HttpRequest, Any, dict[str, Any]], tuple[str, str]]
    form: str = ""


@dataclass
class Tried:
    """What was refused, and the form as it was typed."""

    deed: str = ""
    form: Any = None
    error: str = ""
    status: int = 200
    forms: Forms = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
def item_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where the item lies; send it, fetch it, take it home, double, mark or bin it."""
    item = item_for_reading(request.user, pk)
    if request.method == "GET":
        return _page(request, item, Tried())
    name = request.POST.get("viec", "")
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    form = _forms(request, item, request.POST)[deed.form] if deed.form else None
    if form is not None and not form.is_valid():
        return _page(request, item, Tried(name, form, status=form.status))
    try:
        said, goes_to = deed.run(request, item, form.cleaned_data if form else {})
    except ToasoanError as error:
        return _page(request, item, _refused(name, form, error))
    messages.success(request, said)
    return redirect(goes_to)


def _refused(name: str, form: Any, error: ToasoanError) -> Tried:
    if form is not None:
        form.refuse(error)
    return Tried(name, form, "" if form else error.message, error.http_status)


def _page(request: HttpRequest, item: Any, tried: Tried) -> HttpResponse:
    forms = _forms(request, item, None)
    if tried.form is not None:
        forms[DEEDS[tried.deed].form] = tried.form
    return render(
        request,
        "content/staff/desk.html",
        {
            "item": item,
            "panel": place_panel(request.user, item),
            "forms": forms,
            "error": tried.error,
            "tried": tried.deed,
        },
        status=tried.status,
    )


def _forms(request: HttpRequest, item: Any, data: Any) -> Forms:
    about = {"item": item, "user": request.user}
    return {
        "send": SendForm(
            data, auto_id="id_send_%s", fitting=states_fitting(item), **about
        ),
        "mark": MarkForm(data, auto_id="id_mark_%s", **about),
        "bin": BinForm(data, auto_id="id_bin_%s", **about),
    }


# --- What is done ----------------------------------------------------------------


def _item_url(item: Any) -> str:
    return reverse("content:item", args=[item.pk])


def _send(request: HttpRequest, item: Any, data: dict[str, Any]) -> tuple[str, str]:
    place = services.item_send(item=item, by=request.user, **data)
    said = _("Bài đã sang %(desk)s, khâu “%(stage)s”.")
    return said % _stage_words(place), _item_url(item)


def _stage_words(place: Any) -> dict[str, Any]:
    return {"desk": place.stage.desk, "stage": place.stage}


def _fetch(request: HttpRequest, item: Any, _data: dict[str, Any]) -> tuple[str, str]:
    wanted = request.POST.get("desk", "")
    desks = desks_of(request.user).filter(unit=item.unit)
    desk: Desk = get_object_or_404(desks, pk=wanted if wanted.isdecimal() else 0)
    place = services.item_fetch(item=item, desk=desk, by=request.user)
    said = _("Đã lấy bài về %(desk)s, khâu “%(stage)s”.")
    return said % _stage_words(place), _item_url(item)


def _home(request: HttpRequest, item: Any, _data: dict[str, Any]) -> tuple[str, str]:
    services.item_take_home(item=item, by=request.user)
    said = _("Bài thành bài cá nhân: từ giờ chỉ bạn thấy.")
    return said, reverse("content:personal")


def _double(request: HttpRequest, item: Any, _data: dict[str, Any]) -> tuple[str, str]:
    copy = services.item_duplicate(item=item, by=request.user)
    return _("Đã nhân bản. Bản mới là bài cá nhân của bạn."), _item_url(copy)


def _mark(request: HttpRequest, item: Any, data: dict[str, Any]) -> tuple[str, str]:
    mark = services.item_mark(item=item, by=request.user, **data)
    said = _("Đã đánh dấu cho %(who)s.") % {"who": mark.person or mark.desk}
    return said, reverse("content:item_desk", args=[item.pk])


def _bin(request: HttpRequest, item: Any, data: dict[str, Any]) -> tuple[str, str]:
    services.item_bin(item=item, by=request.user, **data)
    said = _("Bài ở trong thùng. Cần lại thì mở thùng, bấm “Khôi phục”.")
    return said, reverse("content:bin")


DEEDS = {
    "chuyen": Deed(_send, "send"),
    "lay-ve": Deed(_fetch),
    "ca-nhan": Deed(_home),
    "nhan-ban": Deed(_double),
    "danh-dau": Deed(_mark, "mark"),
    "thung": Deed(_bin, "bin"),
}


@require_POST
def mark_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item off the list of marks."""
    mark = get_object_or_404(ItemMark.objects.select_related("item"), pk=pk)
    item = item_for_reading(request.user, mark.item_id)
    services.mark_done(mark=mark, by=request.user)
    messages.success(
        request, _("“%(title)s”: đã xong dấu nhắc.") % {"title": item.draft_title}
    )
    return redirect("content:marked")
