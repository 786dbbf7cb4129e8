"""A gallery picture on a page of its own, so that no script is needed to see it large."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from toasoan.archive.selectors import PhotoSources, photo_sources
from toasoan.archive.sizes import PICTURE_WIDTH
from toasoan.publicsite import addresses
from toasoan.publicsite.answering import page, reader_view
from toasoan.publicsite.article import (
    ArticleView,
    article_view,
    is_public,
    item_of_site,
)
from toasoan.publicsite.errors import PageNotFound
from toasoan.publicsite.sites import ReaderSite
from toasoan.publicsite.views.pages import gone_answer


@dataclass(frozen=True)
class PictureView:
    """A picture among those of its article's galleries."""

    picture: Any
    number: int
    total: int
    previous: str
    next: str

    @property
    def image(self) -> PhotoSources | None:
        """The picture in the size other sites show."""
        return photo_sources(self.picture["photo"], (PICTURE_WIDTH,))


@reader_view
def picture(
    request: HttpRequest, site: ReaderSite, item_id: int, photo_id: int
) -> HttpResponse:
    """Answer with the picture, or with the article when it shows it no more.

    A picture that is only taken out may come back: that redirect does not last.
    """
    item = item_of_site(site, item_id)
    if item is None:
        raise PageNotFound
    if not is_public(item):
        return gone_answer(request, site, item)
    article = article_view(site, item)
    shown = picture_view(article, photo_id)
    if shown is None:
        return HttpResponseRedirect(article.path)
    crumbs = article.crumbs
    return page(
        request,
        site,
        "picture",
        page=item,
        article=article,
        shown=shown,
        current=crumbs[0].page_id if crumbs else 0,
    )


def picture_view(article: ArticleView, photo_id: int) -> PictureView | None:
    """Return the picture with this photo and its neighbours, or None."""
    pictures = article.source.gallery_pictures()
    ids = [each["photo"].pk for each in pictures]
    if photo_id not in ids:
        return None
    place = ids.index(photo_id)
    paths = addresses.picture_paths(article.page.pk, ids)
    return PictureView(
        picture=pictures[place],
        number=place + 1,
        total=len(ids),
        previous=paths[place - 1] if place else "",
        next=paths[place + 1] if place + 1 < len(ids) else "",
    )
