"""What machines are told of an article (schema.org)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from toasoan.archive.selectors import PhotoSources, photo_sources
from toasoan.archive.sizes import SHARED_WIDTH
from toasoan.content.models import Correction
from toasoan.core import clock
from toasoan.publicsite.article import ArticleView
from toasoan.publicsite.packages import PackageList
from toasoan.publicsite.sites import Link


def image_of(view: ArticleView) -> PhotoSources | None:
    """Return the lead photo in the shape other sites show, or None."""
    return photo_sources(view.source.lead_photo, (SHARED_WIDTH,), "3:2")


def structured_data(view: ArticleView) -> list[dict[str, Any]]:
    """Return the schema.org description of the article and of where it stands."""
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if view.is_opinion else "NewsArticle",
        "mainEntityOfPage": view.canonical,
        "url": view.url,
        "headline": _shortened(view.headline, 110),
        "description": view.sapo,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "datePublished": _iso(view.published_at),
        "dateModified": _iso(view.updated_at or view.published_at),
        "author": _people(view),
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": view.site.name,
            "url": view.site.absolute("/"),
            "logo": view.site.absolute("/icon-512.png"),
        },
    }
    image = image_of(view)
    if image is not None:
        article["image"] = [view.site.absolute(image.src)]
    if view.crumbs:
        article["articleSection"] = view.crumbs[-1].title
    if view.tags:
        article["keywords"] = [tag.title for tag in view.tags]
    if view.corrections:
        article["correction"] = [_correction(each) for each in view.corrections]
    if view.standings:
        article["isPartOf"] = [
            {
                "@type": "CollectionPage",
                "name": each.package.title,
                "url": view.site.absolute(each.package.path),
            }
            for each in view.standings
        ]
    if view.package is not None:
        article |= _collection(view, view.package)
    return [article, _crumb_list(view)]


def _collection(view: ArticleView, package: PackageList) -> dict[str, Any]:
    """Return what makes the description that of a package: all that stands in it."""
    parts = [
        {
            "@type": "NewsArticle",
            "headline": _shortened(card.item.title, 110),
            "url": view.site.absolute(card.path),
            "datePublished": _iso(card.item.published_at),
        }
        for card in package.cards
        if card.item is not None
    ]
    return {
        "@type": "CollectionPage",
        "name": view.headline,
        "hasPart": parts,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(parts),
            "itemListElement": [
                {"@type": "ListItem", "position": n, "url": part["url"]}
                for n, part in enumerate(parts, 1)
            ],
        },
    }


def _people(view: ArticleView) -> list[dict[str, str]]:
    people = [
        {"@type": "Person", "name": row.name, "url": _full(view, row.path)}
        for row in view.bylines
    ]
    return people or [{"@type": "Organization", "name": view.origin.name}]


def _full(view: ArticleView, path: str) -> str:
    return path if path.startswith("http") else view.site.absolute(path)


def _correction(each: Correction) -> dict[str, str]:
    words = _("Đã viết: {wrong} Viết đúng là: {right}")
    return {
        "@type": "CorrectionComment",
        "text": words.format(wrong=each.wrong, right=each.right),
        "datePublished": _iso(each.at),
    }


def _crumb_list(view: ArticleView) -> dict[str, Any]:
    places = [Link(view.site.name, "/"), *view.crumbs, Link(view.headline, view.path)]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": place.title,
                "item": view.site.absolute(place.path),
            }
            for number, place in enumerate(places, 1)
        ],
    }


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"


def _iso(moment: datetime) -> str:
    return clock.local(moment).isoformat(timespec="seconds")
