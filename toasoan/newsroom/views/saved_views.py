"""Filters kept under a name: made, renamed, shared, forgotten."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.core.errors import ToasoanError
from toasoan.newsroom.boards.forms import BoardFilterForm, SavedViewForm
from toasoan.newsroom.boards.kinds import VIEWS
from toasoan.planning.access import saved_view_for_changing, saved_views_visible
from toasoan.planning.models import SavedView
from toasoan.planning.services import (
    saved_view_add,
    saved_view_change,
    saved_view_remove,
)
from toasoan.units.current_unit import current_unit_required


def address_of(view: SavedView) -> str:
    """Return the address that opens the saved view."""
    query = QueryDict(mutable=True)
    query.update({**view.filters, "bo-loc": str(view.pk)})
    return f"{reverse('newsroom:board', args=[view.kind])}?{query.urlencode()}"


@require_GET
def saved_list(request: HttpRequest) -> HttpResponse:
    """Show one's own saved views and those shared with one."""
    unit = current_unit_required(request)
    views = saved_views_visible(request.user, unit)
    rows = [(view, address_of(view)) for view in views]
    return render(request, "newsroom/boards/saved.html", {"rows": rows})


@require_GET
def saved_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the view with its filters."""
    unit = current_unit_required(request)
    view = saved_views_visible(request.user, unit).filter(pk=pk).first()
    if view is None:
        messages.warning(request, _("Bộ lọc này đã xóa hoặc không còn chia sẻ."))
        return redirect("newsroom:saved_views")
    return redirect(address_of(view))


@require_http_methods(["GET", "POST"])
def saved_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep the filter that stands in the address under a name."""
    unit = current_unit_required(request)
    filters = BoardFilterForm(request.GET, unit=unit)
    filters.is_valid()
    form = SavedViewForm(request.POST or None, unit=unit, prefix="luu")
    if request.method == "POST" and form.is_valid():
        try:
            view = saved_view_add(
                unit=unit,
                kind=kind,
                filters=filters.filled(),
                by=request.user,
                **form.cleaned_data,
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": view.name}
            )
            return redirect(address_of(view))
    return render(
        request,
        "newsroom/boards/saved_form.html",
        {"form": form, "kind": VIEWS[kind]},
        status=form.status,
    )


@require_http_methods(["GET", "POST"])
def saved_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one's saved view another name or other readers."""
    view = saved_view_for_changing(request.user, pk)
    initial = {"name": view.name, "shared": view.shared, "desk": view.desk_id}
    form = SavedViewForm(
        request.POST or None, unit=view.unit, prefix="luu", initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved_view_change(view=view, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã sửa bộ lọc."))
            return redirect("newsroom:saved_views")
    return render(
        request,
        "newsroom/boards/saved_form.html",
        {"form": form, "saved_view": view, "kind": VIEWS[view.kind]},
        status=form.status,
    )


@require_POST
def saved_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one's saved view; the stories stay."""
    view = saved_view_for_changing(request.user, pk)
    name = view.name
    saved_view_remove(view=view, by=request.user)
    messages.success(request, _("Đã xóa bộ lọc “%(name)s”.") % {"name": name})
    return redirect("newsroom:saved_views")
