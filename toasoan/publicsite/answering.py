"""What every reader view does alike: find the site, speak Vietnamese, fail well."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from toasoan.core.errors import NotFound
from toasoan.publicsite import addresses, store
from toasoan.publicsite.errors import PathRefused
from toasoan.publicsite.former_sections import address_now
from toasoan.publicsite.sites import ReaderSite, site_for_host

log = logging.getLogger("toasoan.publicsite")
P = ParamSpec("P")
SiteView = Callable[Concatenate[HttpRequest, ReaderSite, P], HttpResponse]

HTML_CACHE = "public, max-age=0, stale-while-revalidate=60"
OTHER_CACHE = "public, max-age=60, stale-while-revalidate=60"
DYNAMIC_CACHE = "public, max-age=300"
PRIVATE = "private, no-store"
# Set by the baker: an error must reach it, never become a stored page.
BAKING = "toasoan.baking"
NOINDEX = "noindex, nofollow"
PLAIN_404 = "<!doctype html><title>404</title><p>Không có trang này.</p>"


def reader_view(
    view: SiteView[P],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Return a Django view that hands the site of the host to `view`.

    A NotFound becomes the site's 404 page. With the database away the pages
    kept for that case are sent from the store instead of an error.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                return _answer(view, request, *args, **kwargs)
            except DatabaseError:
                if BAKING in request.META:
                    raise
                log.exception("the database is away: %s", request.path_info)
                return from_store(request)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", answer)


def _answer(
    view: SiteView[P], request: HttpRequest, *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    try:
        site = site_for_host(host_of(request))
    except NotFound:
        return HttpResponse(PLAIN_404, status=404)
    try:
        response = view(request, site, *args, **kwargs)
    except NotFound:
        now = address_now(site, request.path_info)
        return moved(now) if now else not_found(request, site)
    response.headers.setdefault("Cache-Control", HTML_CACHE)
    return response


def host_of(request: HttpRequest) -> str:
    """Return the request's host in small letters, without its port."""
    host = request.get_host().lower()
    return host.rsplit(":", 1)[0] if ":" in host and not host.endswith("]") else host


def page(
    request: HttpRequest, site: ReaderSite, template: str, **context: Any
) -> HttpResponse:
    """Return the rendered reader page."""
    status = context.pop("status", 200)
    context.setdefault("path", request.path_info)
    return render(
        request,
        f"publicsite/{template}.html",
        {"site": site, **context},
        status=status,
    )


def not_found(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Return the site's 404 page."""
    response = page(request, site, "not_found", status=404, noindex=True)
    response.headers["Cache-Control"] = "no-store"
    return response


def moved(path: str) -> HttpResponse:
    """Return a lasting redirect inside the site."""
    return HttpResponsePermanentRedirect(path)


def document(body: bytes | str, content_type: str) -> HttpResponse:
    """Return a feed, sitemap or other file for machines."""
    response = HttpResponse(body, content_type=content_type)
    response.headers["Cache-Control"] = OTHER_CACHE
    return response


def from_store(request: HttpRequest) -> HttpResponse:
    """Return what the store keeps for days without a database.

    Searching and old list pages need the database: 503. Anything else that is
    not in the store is taken for missing: 404.
    """
    needs_rows = request.path_info.startswith(("/tim-kiem/", "/xem-truoc/")) or (
        addresses.PAGED.fullmatch(request.path_info) is not None
    )
    name = addresses.UNAVAILABLE if needs_rows else addresses.NOT_FOUND
    try:
        body = store.page_read(host_of(request), name)
    except PathRefused:
        body = None
    response = HttpResponse(body or PLAIN_404, status=503 if needs_rows else 404)
    if needs_rows:
        response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response
