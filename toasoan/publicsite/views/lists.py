"""Search, the list of authors and the archive by date."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from toasoan.content.finding.search import articles_search
from toasoan.core import clock
from toasoan.publicsite.answering import page, reader_view
from toasoan.publicsite.errors import PageNotFound
from toasoan.publicsite.highlighting import marked
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.selectors import (
    authors_with_items,
    items_in_order,
    items_of_day,
    items_of_month,
    months_with_items,
)
from toasoan.publicsite.sites import ReaderSite

WORDS_MAX = 120
PAGES_MAX = 50
ORDERS = ("relevance", "newest")


@reader_view
def search(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with what is found, or with how to search."""
    words = " ".join(request.GET.get("q", "")[:WORDS_MAX].split())
    order = request.GET.get("thu-tu", "")
    order = order if order in ORDERS else ORDERS[0]
    number = _number(request.GET.get("trang", "1"))
    context = {"words": words, "order": order, "number": number, "noindex": True}
    if words:
        found = articles_search(unit=site.unit, words=words, order=order, page=number)
        items = items_in_order([item.pk for item in found.items])
        context |= {
            "hits": [_hit(item, words) for item in items],
            "total": found.total,
            "is_capped": found.total_is_capped,
            "next": number + 1 if found.has_more and number < PAGES_MAX else 0,
            "previous": number - 1,
        }
    response = page(request, site, "search", **context)
    response.headers["Cache-Control"] = "private, max-age=30"
    return response


def _number(text: str) -> int:
    return min(max(int(text), 1), PAGES_MAX) if text.isascii() and text.isdigit() else 1


def _hit(item: ReaderItem, words: str) -> tuple[ReaderItem, SafeString, SafeString]:
    return item, marked(item.title, words), marked(item.sapo, words)


@reader_view
def authors(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with everyone who writes for the unit."""
    if site.unit is None:
        raise PageNotFound
    return page(request, site, "authors", authors=authors_with_items(site.root))


@reader_view
def archive(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the months there is something from."""
    if site.unit is None:
        raise PageNotFound
    years: dict[int, list[date]] = {}
    for month in months_with_items(site.unit):
        years.setdefault(month.year, []).append(month)
    return page(request, site, "archive", years=list(years.items()))


@reader_view
def archive_month(
    request: HttpRequest, site: ReaderSite, year: int, month: int
) -> HttpResponse:
    """Answer with the days of a month and how much came out on each."""
    first = _date(year, month, 1)
    if site.unit is None:
        raise PageNotFound
    counts: dict[date, int] = {}
    moments = items_of_month(site.unit, first).values_list("published_at", flat=True)
    for moment in moments:
        day = clock.local(moment).date()
        counts[day] = counts.get(day, 0) + 1
    if not counts:
        raise PageNotFound
    return page(request, site, "archive_month", month=first, days=list(counts.items()))


@reader_view
def archive_day(
    request: HttpRequest, site: ReaderSite, year: int, month: int, day: int
) -> HttpResponse:
    """Answer with everything published on a day."""
    wanted = _date(year, month, day)
    items = items_of_day(site.unit, wanted) if site.unit else []
    if not items:
        raise PageNotFound
    return page(request, site, "archive_day", day=wanted, items=items)


def _date(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as err:
        raise PageNotFound from err
    if not 1990 <= found.year <= 2200:
        raise PageNotFound
    return found
