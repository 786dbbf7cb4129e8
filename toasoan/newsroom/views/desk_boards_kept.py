"""Boards of one's own and saved searches: made, ordered, shared, forgotten."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.content.desks.kept_boards import (
    columns_of,
    desk_board_for_changing,
    item_search_for_changing,
    item_searches_visible,
)
from toasoan.content.finding.search_forms import ItemSearchForm
from toasoan.content.services import (
    desk_board_add,
    desk_board_change,
    desk_board_column_add,
    desk_board_column_remove,
    desk_board_columns_order,
    desk_board_remove,
    item_search_add,
    item_search_change,
    item_search_remove,
)
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.desk_board.forms import BoardForm, ColumnAddForm, SearchForm
from toasoan.units.current_unit import current_unit_required

STEPS = {"len": -1, "xuong": 1}


# --- Boards ----------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def board_new(request: HttpRequest) -> HttpResponse:
    """Begin a board of one's own."""
    unit = current_unit_required(request)
    form = BoardForm(request.POST or None, unit=unit, prefix="luu")
    if request.method == "POST" and form.is_valid():
        try:
            board = desk_board_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lập bảng. Thêm cột cho bảng."))
            return redirect("newsroom:own_board_edit", board_pk=board.pk)
    return render(
        request,
        "newsroom/desk_board/board_form.html",
        {"form": form},
        status=form.status,
    )


@require_http_methods(["GET", "POST"])
def board_edit(request: HttpRequest, board_pk: int) -> HttpResponse:
    """Name, share and put together one's own board."""
    board = desk_board_for_changing(request.user, board_pk)
    initial = {"name": board.name, "shared": board.shared, "desk": board.desk_id}
    form = BoardForm(
        request.POST or None, unit=board.unit, prefix="luu", initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            desk_board_change(board=board, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã sửa bảng."))
            return redirect("newsroom:own_board_edit", board_pk=board.pk)
    return _board_page(request, board, form)


def _board_page(
    request: HttpRequest, board: Any, form: Any, column_form: Any = None
) -> HttpResponse:
    asked = column_form or ColumnAddForm(unit=board.unit, user=request.user)
    return render(
        request,
        "newsroom/desk_board/board_form.html",
        {
            "form": form,
            "own": board,
            "columns": columns_of(board),
            "column_form": asked,
        },
        status=max(form.status, asked.status),
    )


@require_POST
def board_remove(request: HttpRequest, board_pk: int) -> HttpResponse:
    """Forget one's own board; the items stay."""
    board = desk_board_for_changing(request.user, board_pk)
    name = board.name
    desk_board_remove(board=board, by=request.user)
    messages.success(request, _("Đã xóa bảng “%(name)s”.") % {"name": name})
    return redirect("newsroom:desk_boards")


@require_POST
def column_add(request: HttpRequest, board_pk: int) -> HttpResponse:
    """Put a stage or a search at the end of one's own board."""
    board = desk_board_for_changing(request.user, board_pk)
    form = ColumnAddForm(request.POST, unit=board.unit, user=request.user)
    if form.is_valid():
        try:
            desk_board_column_add(board=board, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            return redirect("newsroom:own_board_edit", board_pk=board.pk)
    initial = {"name": board.name, "shared": board.shared, "desk": board.desk_id}
    kept = BoardForm(unit=board.unit, prefix="luu", initial=initial)
    return _board_page(request, board, kept, form)


@require_POST
def column_change(
    request: HttpRequest, board_pk: int, column_pk: int, verb: str
) -> HttpResponse:
    """Move a column of one's own board one to the left or right, or take it off."""
    board = desk_board_for_changing(request.user, board_pk)
    column = get_object_or_404(board.columns, pk=column_pk)
    if verb == "bo":
        desk_board_column_remove(column=column, by=request.user)
    elif verb in STEPS:
        keys = list(board.columns.values_list("pk", flat=True))
        now = keys.index(column.pk)
        keys.insert(max(0, now + STEPS[verb]), keys.pop(now))
        desk_board_columns_order(board=board, columns=keys, by=request.user)
    else:
        raise Http404
    return redirect("newsroom:own_board_edit", board_pk=board.pk)


@require_POST
def columns_order(request: HttpRequest, board_pk: int) -> HttpResponse:
    """Put the columns in the order they were dragged into."""
    board = desk_board_for_changing(request.user, board_pk)
    keys = [int(pk[:18]) for pk in request.POST.getlist("column") if pk.isdecimal()]
    desk_board_columns_order(board=board, columns=keys, by=request.user)
    if request.headers.get("X-Sheet"):
        return JsonResponse({"ok": True, "said": _("Đã xếp lại cột.")})
    return redirect("newsroom:own_board_edit", board_pk=board.pk)


# --- Saved searches --------------------------------------------------------------


def address_of(search: Any) -> str:
    """Return the address of the list of items that opens the search."""
    query = QueryDict(mutable=True)
    query.update({**search.filters, "da-luu": str(search.pk)})
    return f"{reverse('content:item_list')}?{query.urlencode()}"


@require_GET
def search_list(request: HttpRequest) -> HttpResponse:
    """Show one's own searches and those shared with one."""
    unit = current_unit_required(request)
    searches = item_searches_visible(request.user, unit)
    rows = [(search, address_of(search)) for search in searches]
    return render(request, "newsroom/desk_board/searches.html", {"rows": rows})


@require_GET
def search_open(request: HttpRequest, search_pk: int) -> HttpResponse:
    """Lead to the list of items with the search's conditions."""
    unit = current_unit_required(request)
    search = item_searches_visible(request.user, unit).filter(pk=search_pk).first()
    if search is None:
        messages.warning(request, _("Tìm kiếm này đã xóa hoặc không còn chia sẻ."))
        return redirect("newsroom:item_searches")
    return redirect(address_of(search))


@require_http_methods(["GET", "POST"])
def search_new(request: HttpRequest) -> HttpResponse:
    """Keep conditions under a name; those in the address are filled in."""
    unit = current_unit_required(request)
    told = request.POST if request.method == "POST" else request.GET
    asked = ItemSearchForm(told or None, unit=unit)
    form = SearchForm(request.POST or None, unit=unit, prefix="luu")
    if request.method == "POST" and form.is_valid() and asked.is_valid():
        try:
            search = item_search_add(
                unit=unit, filters=asked.filled(), by=request.user, **form.cleaned_data
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã lưu tìm kiếm “%(name)s”.") % {"name": search.name}
            )
            return redirect(address_of(search))
    return _search_page(request, form, asked)


@require_http_methods(["GET", "POST"])
def search_edit(request: HttpRequest, search_pk: int) -> HttpResponse:
    """Give one's own search another name, other readers or other conditions."""
    search = item_search_for_changing(request.user, search_pk)
    initial = {"name": search.name, "shared": search.shared, "desk": search.desk_id}
    told = request.POST if request.method == "POST" else search.filters
    asked = ItemSearchForm(told, unit=search.unit)
    form = SearchForm(
        request.POST or None, unit=search.unit, prefix="luu", initial=initial
    )
    if request.method == "POST" and form.is_valid() and asked.is_valid():
        try:
            item_search_change(
                search=search,
                filters=asked.filled(),
                by=request.user,
                **form.cleaned_data,
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã sửa tìm kiếm."))
            return redirect("newsroom:item_searches")
    return _search_page(request, form, asked, search)


def _search_page(
    request: HttpRequest, form: Any, asked: Any, search: Any = None
) -> HttpResponse:
    return render(
        request,
        "newsroom/desk_board/search_form.html",
        {"form": form, "asked": asked, "search": search},
        status=max(form.status, asked.status if request.method == "POST" else 200),
    )


@require_POST
def search_remove(request: HttpRequest, search_pk: int) -> HttpResponse:
    """Forget one's own search; the items stay."""
    search = item_search_for_changing(request.user, search_pk)
    name = search.name
    item_search_remove(search=search, by=request.user)
    messages.success(request, _("Đã xóa tìm kiếm “%(name)s”.") % {"name": name})
    return redirect("newsroom:item_searches")
