"""Many real articles, fast: rows written straight into the tables they live in.

    articles_generate(100_000, texts=Path("…/law-vi"))

The words come from a folder of Vietnamese texts (TOASOAN_BENCH_TEXTS), sentence
by sentence, so that how often a syllable occurs is true to the language.
Revisions, Wagtail's own search index and its reference index are left out.
"""

# ruff: noqa: SLF001 - the point of this file is to go around the ORM's slow ways
import json
import os
import random
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from taggit.models import Tag
from wagtail.models import Page

from toasoan.content.finding.search import entry_key, entry_make, words_of
from toasoan.content.finding.search_engines import learn, marks_for
from toasoan.content.models import (
    ArticleAuthor,
    ArticlePage,
    ArticleTag,
    AuthorPage,
    SearchEntry,
    SectionPage,
)
from toasoan.content.services import standard_pages_add, unit_open
from toasoan.core import clock
from toasoan.core.text import slug_vi
from toasoan.units.models import Organisation, PressUnit
from toasoan.units.selectors import unit_of_page

SYLLABLES = 400
BATCH = 500
SEED = 2866
TAGS = ("ngân sách", "thuế", "hải quan", "chứng khoán", "kho bạc", "đầu tư công")


@dataclass(frozen=True)
class Place:
    """A section to publish in."""

    section: SectionPage
    unit: PressUnit
    author_id: int | None


@dataclass(frozen=True)
class Sentence:
    """A sentence as written and as indexed, prepared once."""

    text: str
    words: tuple[str, ...]


def sentences_load(texts: Path | None = None) -> list[Sentence]:
    """Return the sentences of every text file in the folder."""
    folder = texts or Path(os.environ["TOASOAN_BENCH_TEXTS"])
    return [
        Sentence(text, tuple(words_of(text)))
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        for text in re.split(r"(?<=[.;:])\s+", line.strip())
        if 6 <= text.count(" ") + 1 <= 60
    ]


def places() -> list[Place]:
    """Return every section there is, opening six trial units when there is none."""
    if not SectionPage.objects.exists():
        _units_open()
    found = []
    for section in SectionPage.objects.all():
        unit = unit_of_page(section)
        if unit is not None:
            author = AuthorPage.objects.descendant_of(section.get_parent()).first()
            found.append(Place(section, unit, author.pk if author else None))
    return found


def _units_open() -> None:
    for key in ("tbtc", "tctc", "thue", "hq", "nq", "ck"):
        organisation = Organisation.objects.create(
            code=f"bench-{key}", name=f"Đơn vị {key}", kind="press_unit"
        )
        unit = PressUnit.objects.create(
            organisation=organisation,
            key=key,
            kind="newspaper",
            short_name=key,
            masthead=f"Báo {key}",
            theme=key,
            hostname=f"{key}.localhost",
        )
        sections = [{"slug": f"muc-{n}", "name": f"Mục {n}"} for n in range(4)]
        home = unit_open(unit=unit, sections=sections, port=8000)
        standard_pages_add(unit=unit)
        author = AuthorPage(title=f"Bút danh {key}", slug="but-danh", live=True)
        Page.objects.get(pk=home.pk).add_child(instance=author)


def articles_generate(n: int, *, texts: Path | None = None, seed: int = SEED) -> int:
    """Add `n` live articles over the last five years and return how many."""
    sentences = sentences_load(texts)
    dice = random.Random(seed)
    spots = places()
    tags = [Tag.objects.get_or_create(name=name)[0] for name in TAGS]
    first_pk = (
        Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    ) + 1
    steps = {each.section.pk: each.section.numchild for each in spots}
    written = 0
    while written < n:
        batch = [
            _Draft(dice, spots, sentences, first_pk + written + offset, n)
            for offset in range(min(BATCH, n - written))
        ]
        _batch_write(batch, steps, tags, dice)
        written += len(batch)
    for spot in spots:
        SectionPage.objects.filter(pk=spot.section.pk).update(
            numchild=steps[spot.section.pk]
        )
    return written


class _Draft:
    """The random parts of one article."""

    def __init__(
        self,
        dice: random.Random,
        spots: Sequence[Place],
        sentences: Sequence[Sentence],
        pk: int,
        spread: int,
    ) -> None:
        self.pk = pk
        self.place = dice.choice(spots)
        minutes = (pk * 5 * 365 * 24 * 60) // max(spread, 1) % (5 * 365 * 24 * 60)
        self.moment = clock.now() - timedelta(days=5 * 365) + timedelta(minutes=minutes)
        chosen = list(_enough(dice, sentences))
        self.title, self.sapo, self.rest = chosen[0], chosen[1], chosen[2:]
        self.headline = self.title.text[:150].rsplit(" ", 1)[0]

    def body(self) -> str:
        html = "".join(f"<p>{each.text}</p>" for each in self.rest)
        return json.dumps([{"type": "text", "value": html, "id": str(uuid.uuid4())}])

    def entry(self) -> SearchEntry:
        words = [word for each in (self.sapo, *self.rest) for word in each.words]
        unit_id = self.place.unit.pk
        return SearchEntry(
            id=entry_key(self.pk, self.moment),
            page_id=self.pk,
            unit_id=unit_id,
            published_at=self.moment,
            is_own=True,
            marks=marks_for(unit_id, is_own=True),
            title=" ".join(words_of(self.headline)),
            body=" ".join(words),
        )


def _enough(dice: random.Random, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    total = 0
    while total < SYLLABLES:
        # A few neighbours at a time: an article keeps to its subject.
        start = dice.randrange(len(sentences) - 4)
        for each in sentences[start : start + 4]:
            total += len(each.words)
            yield each


@transaction.atomic
def _batch_write(
    batch: list[_Draft], steps: dict[int, int], tags: list[Tag], dice: random.Random
) -> None:
    content_type = ContentType.objects.get_for_model(ArticlePage)
    pages = [_page(draft, steps, content_type) for draft in batch]
    Page.objects.bulk_create(pages)
    fields = [field.attname for field in Page._meta.local_concrete_fields]
    articles = []
    for draft, page in zip(batch, pages, strict=True):
        values = {name: getattr(page, name) for name in fields}
        article = ArticlePage(page_ptr_id=draft.pk, **values)
        article.unit_id = draft.place.unit.pk
        article.sapo = draft.sapo.text[:600]
        article.body = draft.body()
        articles.append(article)
    children_insert(ArticlePage, articles)
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(
            article_id=draft.pk, author_id=draft.place.author_id, sort_order=0
        )
        for draft in batch
        if draft.place.author_id
    )
    ArticleTag.objects.bulk_create(
        ArticleTag(content_object_id=draft.pk, tag=dice.choice(tags)) for draft in batch
    )
    learn(SearchEntry.objects.bulk_create(draft.entry() for draft in batch))


def _page(draft: _Draft, steps: dict[int, int], content_type: ContentType) -> Page:
    section = draft.place.section
    steps[section.pk] += 1
    return Page(
        pk=draft.pk,
        path=Page._get_path(section.path, section.depth + 1, steps[section.pk]),
        depth=section.depth + 1,
        numchild=0,
        title=draft.headline,
        draft_title=draft.headline,
        slug=f"{slug_vi(draft.headline)[:80]}-{draft.pk}",
        url_path=f"{section.url_path}{draft.pk}/",
        content_type=content_type,
        locale_id=section.locale_id,
        live=True,
        has_unpublished_changes=False,
        first_published_at=draft.moment,
        last_published_at=draft.moment,
        latest_revision_created_at=draft.moment,
    )


def children_insert(model: type[Model], objects: list[Any]) -> None:
    """Insert only the model's own table of a multi-table child."""
    rows = model._base_manager.all()
    rows._for_write = True
    rows._batched_insert(objects, model._meta.local_concrete_fields, batch_size=BATCH)


__all__ = [
    "articles_generate",
    "children_insert",
    "entry_make",
    "places",
    "sentences_load",
]
