"""Home, sections, articles, topics, authors, tags and pages about the unit."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from toasoan.archive.storing.picture_keys import PREVIEW, pictures_for
from toasoan.content.access import item_for_preview
from toasoan.content.curation.topics import pinned_of
from toasoan.content.errors import PreviewEnded
from toasoan.content.models import (
    ArticleTag,
    AuthorPage,
    PortalPage,
    SectionPage,
    StandardPage,
    TakeDown,
    TopicPage,
)
from toasoan.core.errors import NotFound
from toasoan.core.text import slug_vi
from toasoan.publicsite import addresses
from toasoan.publicsite.answering import (
    DYNAMIC_CACHE,
    NOINDEX,
    PRIVATE,
    moved,
    page,
    reader_view,
)
from toasoan.publicsite.article import (
    Item,
    article_view,
    is_public,
    item_of_site,
    take_down_of,
)
from toasoan.publicsite.errors import PageNotFound
from toasoan.publicsite.home import home_of, portal_blocks
from toasoan.publicsite.selectors import (
    ListPage,
    list_page,
    newest_together,
    topic_parts,
)
from toasoan.publicsite.sites import Link, ReaderSite, site_of_unit


@reader_view
def serve(request: HttpRequest, site: ReaderSite, path: str) -> HttpResponse:
    """Answer for the front page, a section, an article or a page of the unit."""
    if not path:
        return front(request, site)
    article = addresses.ARTICLE.fullmatch(path)
    if article:
        return article_answer(request, site, int(article[1]))
    if path.endswith("/"):
        return _tree_answer(request, site, path)
    if "." in path.rsplit("/", 1)[-1]:
        raise PageNotFound
    return moved(f"/{path}/")


def _tree_answer(request: HttpRequest, site: ReaderSite, path: str) -> HttpResponse:
    paged = addresses.PAGED.fullmatch(path)
    base, number = (paged[1], int(paged[2])) if paged else (path, 1)
    if paged and number < 2:
        return moved(f"/{base}")
    found = _tree_page(site, base)
    if isinstance(found, SectionPage):
        return section_answer(request, site, found, number)
    if isinstance(found, StandardPage) and not paged:
        return page(request, site, "standard", page=found)
    raise PageNotFound


def _tree_page(site: ReaderSite, path: str) -> Page | None:
    slug = path.strip("/").split("/")[-1]
    found = (
        Page.objects.live()
        .filter(slug=slug, url_path=f"{site.root.url_path}{path}")
        .first()
    )
    return found.specific if found else None


def front(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the unit's front, or the group's."""
    if site.unit is None:
        portal = PortalPage.objects.filter(pk=site.root.pk).first()
        return page(request, site, "portal", page=portal, blocks=portal_blocks())
    return page(request, site, "home", page=site.root, home=home_of(site))


def section_answer(
    request: HttpRequest, site: ReaderSite, section: SectionPage, number: int
) -> HttpResponse:
    """Answer with a page of the section's list."""
    base = site.path_of(section.url_path)
    parents = section.get_ancestors().filter(depth__gt=site.root.depth)
    above = [
        Link(title, site.path_of(url_path), pk)
        for pk, title, url_path in parents.values_list("pk", "title", "url_path")
    ]
    below = SectionPage.objects.child_of(section).live().order_by("in_menu_order")
    return _list_answer(
        request,
        site,
        "section",
        _list(addresses.section_key(section.pk), number, base),
        page=section,
        above=above,
        below=[Link(each.title, site.path_of(each.url_path)) for each in below],
        topics=_topics_of(site) if number == 1 else [],
        current=(above[0].page_id if above else section.pk),
        feed=f"{base}rss.xml",
    )


def _topics_of(site: ReaderSite) -> list[TopicPage]:
    topics = TopicPage.objects.child_of(site.root).live().filter(is_running=True)
    return list(topics.order_by("-latest_revision_created_at", "-pk")[:4])


def _list(key: str, number: int, base: str, first: Sequence[int] = ()) -> ListPage:
    found = list_page(key, number, base, first)
    if found is None:
        raise PageNotFound
    return found


def _list_answer(
    request: HttpRequest,
    site: ReaderSite,
    template: str,
    listing: ListPage,
    **context: Any,
) -> HttpResponse:
    response = page(request, site, template, listing=listing, **context)
    if listing.number > addresses.STORED_PAGES:
        response.headers["Cache-Control"] = DYNAMIC_CACHE
    return response


@reader_view
def topic(
    request: HttpRequest, site: ReaderSite, slug: str, number: int = 1
) -> HttpResponse:
    """Answer with a running story."""
    topics = TopicPage.objects.child_of(site.root).live().select_related("rule")
    found = topics.filter(slug=slug).first()
    if found is None:
        raise PageNotFound
    pinned = pinned_of(found)
    base = addresses.topic_path(slug)
    listing = _list(addresses.topic_key(found.pk), number, base, pinned)
    return _list_answer(
        request,
        site,
        "topic",
        listing,
        page=found,
        **topic_parts(listing.items, pinned),
    )


@reader_view
def author(
    request: HttpRequest, site: ReaderSite, slug: str, number: int = 1
) -> HttpResponse:
    """Answer with a pen name and everything by it."""
    found = (
        AuthorPage.objects.child_of(site.root)
        .live()
        .select_related("portrait")
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise PageNotFound
    listing = _list(addresses.author_key(found.pk), number, addresses.author_path(slug))
    return _list_answer(request, site, "author", listing, page=found)


@reader_view
def tag(
    request: HttpRequest, site: ReaderSite, slug: str, number: int = 1
) -> HttpResponse:
    """Answer with everything of the unit under a tag."""
    if site.unit is None:
        raise PageNotFound
    key = addresses.tag_key(site.unit.pk, slug)
    listing = _list(key, number, addresses.tag_path(slug))
    if not listing.items:
        raise PageNotFound
    name = _tag_name(slug, listing.items[0].source_id)
    return _list_answer(request, site, "tag", listing, name=name)


def _tag_name(slug: str, article_id: int) -> str:
    """Return the tag as people wrote it: addresses have no marks."""
    tagged = ArticleTag.objects.filter(content_object=article_id)
    names = tagged.values_list("tag__name", flat=True)
    return next((name for name in names if slug_vi(name) == slug), slug)


def article_answer(
    request: HttpRequest, site: ReaderSite, item_id: int
) -> HttpResponse:
    """Answer with an article, where it has moved to, or why it is gone."""
    item = item_of_site(site, item_id)
    if item is None:
        raise PageNotFound
    if not is_public(item):
        return gone_answer(request, site, item)
    view = article_view(site, item, has_picture_pages=True)
    if view.path != request.path_info:
        return moved(view.path)
    crumbs = view.crumbs
    return page(
        request,
        site,
        "article",
        page=item,
        article=view,
        current=crumbs[0].page_id if crumbs else 0,
    )


def gone_answer(request: HttpRequest, site: ReaderSite, item: Item) -> HttpResponse:
    """Answer 410 with the reason of the take-down.

    Raises:
        PageNotFound: it was never public, or was hidden without a word.
    """
    taken: TakeDown | None = take_down_of(item)
    if taken is None:
        raise PageNotFound
    view = article_view(site, item)
    keys = [addresses.topic_key(each.pk) for each in view.topics]
    keys += [addresses.section_key(link.page_id) for link in view.crumbs[::-1]]
    return page(
        request,
        site,
        "gone",
        status=410,
        noindex=True,
        page=item,
        article=view,
        taken=taken,
        newer=newest_together(keys, without={item.pk}, limit=2),
    )


@reader_view
def print_version(request: HttpRequest, site: ReaderSite, item_id: int) -> HttpResponse:
    """Answer with the article laid out for paper."""
    item = item_of_site(site, item_id)
    if item is None:
        raise PageNotFound
    if not is_public(item):
        return gone_answer(request, site, item)
    return page(
        request,
        site,
        "print",
        page=item,
        article=article_view(site, item),
        noindex=True,
    )


@reader_view
def preview(request: HttpRequest, site: ReaderSite, token: str) -> HttpResponse:
    """Answer with a draft to whoever holds the link; nothing keeps it."""
    try:
        item = item_for_preview(token)
    except NotFound as error:
        return _private(_preview_refused(request, site, error))
    own = site_of_unit(item.unit)
    # The link opens the draft's pictures, too, to whoever holds it.
    with pictures_for(PREVIEW):
        answer = page(
            request,
            own,
            "article",
            page=item,
            article=article_view(own, item),
            is_preview=True,
            noindex=True,
        )
    return _private(answer)


def _preview_refused(
    request: HttpRequest, site: ReaderSite, error: NotFound
) -> HttpResponse:
    """Say whom to ask; nothing of the item, which may be under embargo."""
    return page(
        request,
        site,
        "preview_ended",
        status=error.http_status,
        maker=error.maker if isinstance(error, PreviewEnded) else "",
        noindex=True,
    )


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = NOINDEX
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
