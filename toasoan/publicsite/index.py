"""Keeping the readers' index in line with the pages themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q
from wagtail.models import Page

from toasoan.content.curation.topics import topics_of
from toasoan.content.models import (
    ArticleAuthor,
    ArticlePage,
    ArticleTag,
    Correction,
    ItemRequest,
    ItemUpdate,
    PackagePlace,
    SyndicatedPage,
    TopicEntry,
)
from toasoan.core.text import slug_vi
from toasoan.publicsite import addresses
from toasoan.publicsite.models import ReaderItem, ReaderListing

_BYLINES = ArticleAuthor.objects.select_related("author")
_TAGS = ArticleTag.objects.select_related("tag")
_HAS_ENTRIES = Exists(TopicEntry.objects.filter(item=OuterRef("pk"), left_out=False))


@dataclass(frozen=True)
class Indexed:
    """An item in the index, with the lists it stands in."""

    item: ReaderItem
    keys: frozenset[str]


def item_indexed(item_id: int) -> Indexed | None:
    """Return what the index holds of the item, or None."""
    item = ReaderItem.objects.select_related("unit").filter(pk=item_id).first()
    if item is None:
        return None
    keys = ReaderListing.objects.filter(item=item_id).values_list("key", flat=True)
    return Indexed(item, frozenset(keys))


def looks_different(before: Indexed, after: Indexed | None) -> bool:
    """Return whether others that name the item have to say something new of it."""
    if after is None:
        return True
    fields = ("headline", "path", "title")
    return any(getattr(before.item, f) != getattr(after.item, f) for f in fields)


def item_index(item_id: int) -> Indexed | None:
    """Bring the index in line with the item as it is now; None when not public."""
    page = item_page(item_id)
    if page is None or not page.live or not _source(page).live:
        ReaderItem.objects.filter(pk=item_id).delete()
        return None
    row, keys = item_row(page)
    with transaction.atomic():
        ReaderItem.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["item"],
            update_fields=_COPIED,
        )
        _listings_set(row, keys)
    return Indexed(row, frozenset(keys))


def item_row(page: ArticlePage | SyndicatedPage) -> tuple[ReaderItem, set[str]]:
    """Return the row that the index keeps of the item, and the lists it stands in."""
    source = _source(page)
    sections = _sections(page)
    keys = _keys(page, source, [row["pk"] for row in sections])
    return ReaderItem(pk=page.pk, **_fields(page, source, sections[-1])), keys


def item_page(item_id: int) -> ArticlePage | SyndicatedPage | None:
    """Return the item with what its index row needs, or None when it is no item."""
    article = (
        ArticlePage.objects.filter(pk=item_id)
        .annotate(
            has_notes=_has_notes("pk"),
            in_package=_in_package(),
            package_kind=F("packagepage__kind"),
        )
        .select_related("unit", "genre", "lead_photo")
        .prefetch_related(
            Prefetch("bylines", _BYLINES), Prefetch("tagged_items", _TAGS)
        )
        .first()
    )
    if article is not None:
        return article
    return (
        SyndicatedPage.objects.filter(pk=item_id)
        .annotate(
            has_notes=_has_notes("original"),
            in_package=_in_package(),
            has_entries=_HAS_ENTRIES,
        )
        .select_related(
            "unit", "original__unit", "original__genre", "original__lead_photo"
        )
        .prefetch_related(
            Prefetch("original__bylines", _BYLINES),
            Prefetch("original__tagged_items", _TAGS),
        )
        .first()
    )


def _has_notes(source: str) -> Exists | Q:
    """Return the condition that something was added to the article, or is a reply."""
    updated = ItemUpdate.objects.filter(
        Q(item=OuterRef("pk")) | Q(item=OuterRef(source))
    )
    replies = ItemRequest.objects.filter(
        Q(item=OuterRef(source)) | Q(reply=OuterRef(source)),
        outcome=ItemRequest.Outcome.REPLY_PUBLISHED,
    )
    return Exists(updated) | Exists(replies)


def _in_package() -> Exists:
    """Return the condition that the item stands in a package readers can read."""
    places = PackagePlace.objects.filter(item=OuterRef("pk"), is_public=True)
    return Exists(places.filter(package__live=True))


def copies_of(item_id: int) -> list[int]:
    """Return the ids of the public copies of the article at other units."""
    rows = SyndicatedPage.objects.filter(original=item_id, live=True)
    return list(rows.values_list("pk", flat=True))


def items_public() -> Iterable[int]:
    """Return the ids of every public item, the newest first."""
    live = Page.objects.live().filter(
        Q(articlepage__isnull=False) | Q(syndicatedpage__isnull=False)
    )
    return live.order_by("-first_published_at").values_list("pk", flat=True)


def _source(page: ArticlePage | SyndicatedPage) -> ArticlePage:
    return page.original if isinstance(page, SyndicatedPage) else page


def _sections(page: Page) -> list[dict[str, Any]]:
    """Return the sections above the page, the outermost first."""
    steps = range(Page.steplen * 3, len(page.path), Page.steplen)
    return list(
        Page.objects.filter(path__in=[page.path[:end] for end in steps])
        .order_by("path")
        .values("pk", "title", "url_path", "depth")
    )


def _fields(
    page: ArticlePage | SyndicatedPage, source: ArticlePage, section: dict[str, Any]
) -> dict[str, Any]:
    copied = isinstance(page, SyndicatedPage)
    parts = page.get_url_parts()
    home_parts = section["url_path"].strip("/").split("/")
    return {
        "unit_id": page.unit_id,
        "source_id": source.pk,
        "section_id": section["pk"],
        "section_title": section["title"],
        "section_path": "/" + "/".join(home_parts[1:]) + "/",
        "path": parts[2] if parts else "",
        "headline": page.title if copied else source.list_headline,
        "title": page.title,
        "sapo": (page.own_sapo or source.sapo) if copied else source.sapo,
        "photo_id": source.lead_photo_id,
        "genre_code": source.genre.code if source.genre else "",
        "authors": _authors(source),
        "pictures": [each["photo"].pk for each in source.gallery_pictures()],
        "minutes": source.reading_minutes,
        "published_at": page.first_published_at,
        "updated_at": changed_at(page, _corrected_at(page, source)),
    }


def changed_at(
    page: ArticlePage | SyndicatedPage, corrected_at: datetime | None
) -> datetime | None:
    """Return when what readers see of the item last changed; never published, None.

    A copy changes with its original. A correction may be its note alone, with
    which no new version is published.
    """
    source = _source(page)
    moments = (page.last_published_at, source.last_published_at, corrected_at)
    return max(
        (moment for moment in moments if moment), default=page.first_published_at
    )


def _corrected_at(
    page: ArticlePage | SyndicatedPage, source: ArticlePage
) -> datetime | None:
    found = Correction.objects.filter(item__in={page.pk, source.pk})
    return found.aggregate(last=Max("at"))["last"]


_COPIED = [
    "unit",
    "source",
    "section_id",
    "section_title",
    "section_path",
    "path",
    "headline",
    "title",
    "sapo",
    "photo",
    "genre_code",
    "authors",
    "pictures",
    "minutes",
    "published_at",
    "updated_at",
]


def _authors(source: ArticlePage) -> list[dict[str, Any]]:
    return [
        {"name": row.author.title, "slug": row.author.slug, "part": row.part}
        for row in source.bylines.all()
    ]


def _keys(
    page: ArticlePage | SyndicatedPage, source: ArticlePage, section_ids: list[int]
) -> set[str]:
    keys = {addresses.section_key(pk) for pk in section_ids}
    keys |= {
        addresses.tag_key(page.unit_id, slug_vi(row.tag.name))
        for row in source.tagged_items.all()
    }
    if source.genre:
        keys.add(addresses.genre_key(page.unit_id, source.genre.code))
    keys |= {addresses.topic_key(topic.pk) for topic in topics_of(page, source)}
    if page is source:
        # Pen names are the unit's own; a copy has none.
        keys |= {addresses.author_key(row.author_id) for row in source.bylines.all()}
    return keys


def _listings_set(row: ReaderItem, keys: set[str]) -> None:
    held = ReaderListing.objects.filter(item=row)
    held.exclude(key__in=keys, published_at=row.published_at).delete()
    missing = keys - set(held.values_list("key", flat=True))
    ReaderListing.objects.bulk_create(
        ReaderListing(key=key, item=row, published_at=row.published_at)
        for key in sorted(missing)
    )
