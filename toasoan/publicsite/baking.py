"""One page through Django's own view into the store: baked is what is dynamic."""

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.urls import resolve

from toasoan.archive.storing.picture_keys import READERS, pictures_for
from toasoan.publicsite import addresses, store
from toasoan.publicsite.answering import BAKING, page
from toasoan.publicsite.errors import PathRefused
from toasoan.publicsite.public_pictures import pictures_follow
from toasoan.publicsite.sites import ReaderSite

log = logging.getLogger("toasoan.publicsite")


@dataclass
class Baked:
    """What a round of baking did."""

    written: int = 0
    same: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        """How many pages were looked at."""
        return self.written + self.same + self.removed


def page_render(site: ReaderSite, path: str) -> HttpResponse:
    """Return what Django answers a reader at this address, middleware left out."""
    request = _request(site, path)
    if path == addresses.UNAVAILABLE:
        return page(request, site, "unavailable", noindex=True)
    match = resolve(path)
    return match.func(request, *match.args, **match.kwargs)


def page_bake(site: ReaderSite, path: str, baked: Baked) -> None:
    """Bring the stored page in line with what Django answers now."""
    with pictures_for(READERS) as shown:
        response = page_render(site, path)
    fallback = path in {addresses.NOT_FOUND, addresses.UNAVAILABLE}
    try:
        if fallback or (response.status_code == 200 and _may_be_kept(response)):
            pictures_follow(site.host, path, response.content, shown)
            changed = store.page_write(site.host, path, response.content)
            store.page_delete(site.host, path, gone=True)
        elif response.status_code == 410:
            pictures_follow(site.host, path, response.content, shown)
            changed = store.page_write(site.host, path, response.content, gone=True)
            store.page_delete(site.host, path)
        else:
            _remove(site, path, baked)
            return
    except PathRefused:
        log.warning("no file for %s%s", site.host, path[:200])
        return
    if changed:
        baked.written += 1
    else:
        baked.same += 1


def pages_bake(site: ReaderSite, paths: Iterable[str]) -> Baked:
    """Bake the pages in this order; one that fails stops none of the others.

    Raises:
        Exception: the last failure, after every page was tried.
    """
    baked = Baked()
    failure: Exception | None = None
    for path in paths:
        try:
            page_bake(site, path, baked)
        except Exception as err:
            log.exception("not baked: %s%s", site.host, path)
            failure = err
    if failure is not None:
        raise failure
    return baked


def _remove(site: ReaderSite, path: str, baked: Baked) -> None:
    pictures_follow(site.host, path)
    was_there = store.page_delete(site.host, path)
    was_gone = store.page_delete(site.host, path, gone=True)
    baked.removed += was_there or was_gone


def _may_be_kept(response: HttpResponse) -> bool:
    return not response.cookies and (
        "no-store" not in response.headers.get("Cache-Control", "")
        and "private" not in response.headers.get("Cache-Control", "")
        and "max-age=300" not in response.headers.get("Cache-Control", "")
    )


def _request(site: ReaderSite, path: str) -> WSGIRequest:
    secure = site.root_url.startswith("https:")
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": site.host,
            "SERVER_PORT": "443" if secure else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.host,
            "wsgi.url_scheme": "https" if secure else "http",
            "wsgi.input": io.BytesIO(),
            BAKING: True,
        }
    )
