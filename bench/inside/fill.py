"""Fills a data folder with generated articles, ready to be read and listed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from bench.corpus import articles_generate
from bench.texts import texts_folder
from toasoan.archive.models import Photo
from toasoan.content.models import ArticleAuthor, ArticlePage, ArticleTag, SectionPage
from toasoan.core.text import reading_minutes, slug_vi
from toasoan.publicsite import addresses
from toasoan.publicsite.models import ReaderItem, ReaderListing
from toasoan.units.models import PressUnit

BATCH = 2_000


def answer(count: int) -> int:
    """Write the articles and the readers' index of them; return how many there are."""
    articles_generate(count, texts=texts_folder(Path(settings.DATA_DIR)))
    _photos_hang()
    indexed = ReaderItem.objects.values("pk")
    missing = ArticlePage.objects.live().exclude(pk__in=indexed)
    ids = list(missing.order_by("pk").values_list("pk", flat=True))
    sections = {row.pk: row for row in SectionPage.objects.all()}
    by_path = {row.path: row for row in sections.values()}
    for part in _parts(ids):
        _index(part, by_path)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return ReaderItem.objects.count()


def _photos_hang() -> None:
    """Give every generated article a picture of its unit's archive."""
    for unit in PressUnit.objects.all():
        photos = list(
            Photo.objects.filter(collection=unit.collection).values_list(
                "pk", flat=True
            )
        )
        bare = ArticlePage.objects.filter(unit=unit, lead_photo=None, live=True)
        for number, photo in enumerate(photos):
            pks = bare.extra(
                where=["page_ptr_id %% %s = %s"], params=[len(photos), number]
            )
            ArticlePage.objects.filter(
                pk__in=list(pks.values_list("pk", flat=True))
            ).update(lead_photo=photo)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


@transaction.atomic
def _index(ids: Sequence[int], by_path: dict[str, SectionPage]) -> None:
    articles = ArticlePage.objects.in_bulk(ids)
    authors = _authors(ids)
    items = []
    for pk in ids:
        section = by_path[articles[pk].path[: -ArticlePage.steplen]]
        items.append(_item(articles[pk], section, authors.get(pk, [])))
    ReaderItem.objects.bulk_create(items, batch_size=500)
    tags = dict(
        ArticleTag.objects.filter(content_object__in=ids).values_list(
            "content_object", "tag__name"
        )
    )
    listings = [
        ReaderListing(key=key, item_id=item.pk, published_at=item.published_at)
        for item in items
        for key in _keys(item, authors.get(item.pk, []), tags.get(item.pk))
    ]
    ReaderListing.objects.bulk_create(listings, batch_size=1000)


def _item(
    article: ArticlePage, section: SectionPage, authors: Sequence[ArticleAuthor]
) -> ReaderItem:
    home_length = len(section.url_path.strip("/").split("/", 1)[0]) + 1
    section_path = section.url_path[home_length:]
    address = article.url_path[home_length:].rstrip("/")
    return ReaderItem(
        item_id=article.pk,
        unit_id=article.unit_id,
        source_id=article.pk,
        section_id=section.pk,
        section_title=section.title,
        section_path=section_path,
        path=f"{address}-{article.pk}.html",
        headline=article.list_headline,
        title=article.title,
        sapo=article.sapo,
        photo_id=article.lead_photo_id,
        authors=[
            {"name": row.author.title, "slug": row.author.slug, "part": row.part}
            for row in authors
        ],
        minutes=reading_minutes(article.sapo) + 1,
        published_at=article.first_published_at,
        updated_at=article.last_published_at,
    )


def _authors(ids: Sequence[int]) -> dict[int, list[ArticleAuthor]]:
    found: dict[int, list[ArticleAuthor]] = {}
    for row in ArticleAuthor.objects.filter(article__in=ids).select_related("author"):
        found.setdefault(row.article_id, []).append(row)
    return found


def _keys(
    item: ReaderItem, authors: Sequence[ArticleAuthor], tag: str | None
) -> Iterator[str]:
    yield addresses.section_key(item.section_id)
    for row in authors:
        yield addresses.author_key(row.author_id)
    if tag:
        yield addresses.tag_key(item.unit_id, slug_vi(tag))
