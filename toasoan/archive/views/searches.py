"""Kept searches of the archive: the list, keeping one, forgetting one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.archive.errors import AssetSearchWrong
from toasoan.archive.search.asset_searches import (
    addressed,
    asset_search_address,
    asset_search_keep,
    asset_search_own,
    asset_search_remove,
    asset_searches_visible,
)
from toasoan.archive.search.cards import chips_of, query_of
from toasoan.archive.search.finding import EntriesWanted
from toasoan.archive.search.search_forms import AssetSearchForm
from toasoan.units.current_unit import current_unit_required


@require_GET
def search_list(request: HttpRequest) -> HttpResponse:
    """Show the person's kept searches and those the unit shares."""
    unit = current_unit_required(request)
    searches = asset_searches_visible(request.user, unit)
    return render(
        request, "archive/staff/searches.html", {"searches": addressed(searches)}
    )


@require_http_methods(["GET", "POST"])
def search_new(request: HttpRequest) -> HttpResponse:
    """Keep the search that the address carries."""
    unit = current_unit_required(request)
    asked = request.POST.get("query", "") if request.POST else request.GET.urlencode()
    wanted = EntriesWanted.read(QueryDict(asked[:2000]).dict())
    form = AssetSearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            search = asset_search_keep(
                unit=unit, told=wanted.told(), by=request.user, **form.cleaned_data
            )
        except AssetSearchWrong as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Đã lưu tìm kiếm “%s”.") % search.name)
            return redirect(asset_search_address(search))
    return render(
        request,
        "archive/staff/search_new.html",
        {
            "form": form,
            "wanted": wanted,
            "query_now": query_of(wanted),
            "chips": chips_of(request.user, wanted),
        },
    )


@require_POST
def search_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one's own kept search."""
    current_unit_required(request)
    search = asset_search_own(request.user, pk)
    asset_search_remove(search=search, by=request.user)
    messages.success(request, _("Đã xóa tìm kiếm “%s”.") % search.name)
    return redirect("catalogue:searches")
