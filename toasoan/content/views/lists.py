"""Lists: the unit's items, and other units' articles to take over."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from toasoan.content.desks.kept_boards import item_searches_visible
from toasoan.content.finding.item_searches import ItemsWanted, items_wanted
from toasoan.content.finding.search_forms import ItemSearchForm
from toasoan.content.forms import SyndicateForm
from toasoan.content.item_lists import articles_elsewhere
from toasoan.content.item_states import to_second
from toasoan.content.models import ArticlePage, SyndicatedPage
from toasoan.content.publication.releases import release_waiting
from toasoan.content.services import item_syndicate
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action

PAGE_SIZE = 40


@require_GET
def item_list(request: HttpRequest) -> HttpResponse:
    """Show the items of the unit the person works in."""
    unit = current_unit_required(request)
    form = ItemSearchForm(request.GET or None, unit=unit)
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    items = items_wanted(request.user, unit, ItemsWanted.read(told))
    page = Paginator(items, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(
        request,
        "content/staff/list.html",
        {
            "form": form,
            "page": page,
            "filled": form.filled(),
            "filter_query": urlencode(form.filled()),
            "searches": item_searches_visible(request.user, unit),
            "search_now": request.GET.get("da-luu", ""),
            "may_write": user_may(request.user, Action.WRITE, unit),
            "may_syndicate": user_may(request.user, Action.SYNDICATE, unit),
        },
    )


@require_GET
def elsewhere_list(request: HttpRequest) -> HttpResponse:
    """Show what other units have published, for who may take it over."""
    unit = current_unit_required(request)
    user_require(request.user, Action.SYNDICATE, unit)
    words = request.GET.get("q", "")
    page = Paginator(articles_elsewhere(unit, words), PAGE_SIZE).get_page(
        request.GET.get("trang")
    )
    return render(
        request, "content/staff/elsewhere.html", {"page": page, "words": words}
    )


def _taken_over(copy: SyndicatedPage, at: datetime | None) -> str:
    """Return when readers see the copy."""
    if at is not None:
        return _("Đã hẹn đăng lại lúc %(at)s.") % {"at": clock.format_datetime_vi(at)}
    release = release_waiting(copy)
    if release is None:
        return _("Đã đăng lại bài của %(unit)s.") % {"unit": copy.original.unit}
    return _("Bài lên trang lúc %(at)s. Trước giờ ấy còn hoàn tác được.") % {
        "at": to_second(release.leaves_at)
    }


@require_http_methods(["GET", "POST"])
def syndicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a live article of another unit over into the unit worked in."""
    unit = current_unit_required(request)
    user_require(request.user, Action.SYNDICATE, unit)
    articles = ArticlePage.objects.live().filter(packagepage__isnull=True)
    article = get_object_or_404(articles.exclude(unit=unit), pk=pk)
    form = SyndicateForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            copy = item_syndicate(
                article=article, unit=unit, by=request.user, **form.cleaned_data
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _taken_over(copy, form.cleaned_data["at"]))
            return redirect("content:item", pk=copy.pk)
    return render(
        request,
        "content/staff/syndicate.html",
        {"form": form, "article": article},
        status=form.status,
    )
