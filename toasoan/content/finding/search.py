"""Search over what readers may read, and over everything a unit is making.

Words are folded on both sides: "giao duc" finds "giáo dục" and "dang" finds
"đảng". A Vietnamese word is often several syllables, and each syllable is
common, so the whole phrase is tried first, then every neighbouring pair, and
only then all the syllables anywhere.
"""

import itertools
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from wagtail.models import Page

from toasoan.content.desks.desk_items import not_binned, not_personal_of_others
from toasoan.content.finding import search_engines
from toasoan.content.finding.search_engines import Match, Phrase, marks_for
from toasoan.content.models import ArticlePage, SyndicatedPage
from toasoan.content.models.articles import ItemPage
from toasoan.content.models.search_index import PK_BITS, SearchEntry
from toasoan.core import clock
from toasoan.core.likeness import most_alike, syllable_pairs
from toasoan.core.text import fold
from toasoan.units.access import units_visible
from toasoan.units.models import PressUnit

PAGE_SIZE = 20
# A match is counted and paged through to here, newest first beyond the ranked.
FOUND_MAX = 2000
# The newest of each step are put in order of relevance.
RANKED_MAX = 200
QUERY_CHARS_MAX = 500
QUERY_WORDS_MAX = 16
PAIRED_WORDS_MAX = 6
WORD_CHARS_MAX = 60
BODY_CHARS_MAX = 300_000
DRAFTS_MAX = 5000
LIKE_PAIRS_MAX = 12
LIKE_EACH = 40
LIKE_MAX = 5
ORDERS = ("relevance", "newest")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class SearchPage:
    """One page of what was found.

    Attributes:
        items: articles and articles of other units carried here, in order.
        total: how many match, counted to FOUND_MAX.
        total_is_capped: whether there are more than `total`.
        has_more: whether there is a next page.
        page: which page this is, from 1.
    """

    items: list[Any]
    total: int
    total_is_capped: bool
    has_more: bool
    page: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found at all."""
        return self.total == 0


def words_of(text: str) -> list[str]:
    """Return the folded words of the text: runs of letters and digits."""
    return [word[:WORD_CHARS_MAX] for word in WORD.findall(fold(text))]


# --- Looking ---------------------------------------------------------------------


def articles_search(
    *, unit: PressUnit | None, words: str, order: str = "relevance", page: int = 1
) -> SearchPage:
    """Return a page of the unit's live articles that match; never raises on words.

    Args:
        unit: None searches the own articles of all units.
        words: what the reader typed, in any form.
        order: "relevance" puts the phrase before pairs before scattered words;
            "newest" keeps to the strictest of these that fills a page.
        page: from 1.
    """
    page = max(1, page)
    steps = [Match(each, unit.pk if unit else None) for each in tiers(words)]
    if not steps:
        return SearchPage([], 0, total_is_capped=False, has_more=False, page=page)
    if order == "newest":
        match = _strictest_that_fills(steps)
        found = search_engines.newest(match, page * PAGE_SIZE + 1)
        total = search_engines.count(match, FOUND_MAX + 1)
    else:
        found = _by_rank(steps, page * PAGE_SIZE + 1)
        total = search_engines.count(steps[-1], FOUND_MAX + 1)
    return _search_page(found[:FOUND_MAX], total, page)


def articles_like(text: str) -> list[Any]:
    """Return live articles of any unit about the same matter, the likest first.

    Only headlines are compared: of each pair of neighbouring words the newest that
    have it, put in order by how much of the text they share.
    """
    pairs = sorted(syllable_pairs(text[:QUERY_CHARS_MAX]))[:LIKE_PAIRS_MAX]
    keys: dict[int, None] = {}
    for pair in pairs:
        match = Match((tuple(pair.split()),), in_title=True)
        keys |= dict.fromkeys(search_engines.newest(match, LIKE_EACH))
    return most_alike(text, _items(list(keys)), lambda item: item.title, limit=LIKE_MAX)


def tiers(words: str) -> list[tuple[Phrase, ...]]:
    """Return what to look for, strictest first: the phrase, pairs, all words."""
    every = words_of(words[:QUERY_CHARS_MAX])
    # A word typed twice in a row says no more than once, and costs as much again.
    typed = [word for word, _same in itertools.groupby(every)][:QUERY_WORDS_MAX]
    if not typed:
        return []
    steps: list[tuple[Phrase, ...]] = [(tuple(typed),)]
    if 2 < len(typed) <= PAIRED_WORDS_MAX:
        steps.append(tuple(dict.fromkeys(itertools.pairwise(typed))))
    if len(typed) > 1:
        steps.append(tuple((word,) for word in dict.fromkeys(typed)))
    return steps


def _strictest_that_fills(steps: list[Match]) -> Match:
    for match in steps:
        if search_engines.count(match, PAGE_SIZE) >= PAGE_SIZE:
            return match
    return steps[-1]


def _by_rank(steps: list[Match], needed: int) -> list[int]:
    """Return keys, those of a stricter step first, at least `needed` if there are."""
    found: dict[int, None] = {}
    # A headline with every word is worth finding however old it is.
    titles = search_engines.newest(replace(steps[-1], in_title=True), RANKED_MAX)
    for match in steps:
        newest = search_engines.newest(match, RANKED_MAX)
        fresh = [key for key in dict.fromkeys([*titles, *newest]) if key not in found]
        found |= dict.fromkeys(_ranked(fresh, steps))
        if len(found) < needed and len(newest) == RANKED_MAX:
            found |= dict.fromkeys(search_engines.newest(match, FOUND_MAX))
        if len(found) >= needed:
            break
        titles = []
    return list(found)


def _ranked(keys: list[int], steps: list[Match]) -> list[int]:
    """Return the keys by how well their words fit, of equals the newest first."""
    phrase = f" {' '.join(steps[0].phrases[0])} "
    words = [f" {each[0]} " for each in steps[-1].phrases]
    rows = SearchEntry.objects.filter(pk__in=keys).values_list("pk", "title", "body")
    scores = {
        key: _score(f" {title} ", f" {body} ", phrase, words)
        for key, title, body in rows.iterator()
    }
    return sorted(scores, key=lambda key: (scores[key], key), reverse=True)


def _score(title: str, body: str, phrase: str, words: list[str]) -> float:
    """Weigh the headline above the text, and the whole phrase above its words."""
    in_title = 4.0 * (phrase in title) + 2.0 * all(word in title for word in words)
    often = sum(_saturated(body.count(word)) for word in words) / len(words)
    return in_title + 2.0 * _saturated(body.count(phrase)) + often


def _saturated(times: int) -> float:
    # As in BM25: the tenth occurrence says little more than the third.
    return times / (times + 1.2)


def _search_page(found: list[int], total: int, page: int) -> SearchPage:
    start = (page - 1) * PAGE_SIZE
    return SearchPage(
        items=_items(found[start : start + PAGE_SIZE]),
        total=min(total, FOUND_MAX),
        total_is_capped=total > FOUND_MAX,
        has_more=len(found) > start + PAGE_SIZE,
        page=page,
    )


def _items(keys: list[int]) -> list[Any]:
    """Return the live items of these entries, in this order, in three queries."""
    page_ids = dict(
        SearchEntry.objects.filter(pk__in=keys).values_list("pk", "page_id")
    )
    items: dict[int, Any] = {}
    for model in (ArticlePage, SyndicatedPage):
        rows = model.objects.live().filter(pk__in=page_ids.values())
        items |= {item.pk: item for item in rows.select_related("unit")}
    return [items[page_ids[key]] for key in keys if page_ids.get(key) in items]


# --- Keeping the index -----------------------------------------------------------


def article_index_update(article: ItemPage) -> None:
    """Make the index hold what readers see of the item, or nothing when it is not live.

    Call it in the transaction that changes the item.
    """
    if not article.live or article.first_published_at is None:
        article_index_remove(article.pk)
        return
    entry = entry_of(article)
    SearchEntry.objects.filter(page_id=article.pk).exclude(pk=entry.pk).delete()
    stored, _is_new = SearchEntry.objects.update_or_create(
        pk=entry.pk,
        defaults={
            "page_id": entry.page_id,
            "unit_id": entry.unit_id,
            "published_at": entry.published_at,
            "is_own": entry.is_own,
            "marks": entry.marks,
            "title": entry.title,
            "body": entry.body,
        },
    )
    search_engines.learn([stored])


def article_index_remove(pk: int) -> None:
    """Make the item with this key findable no more."""
    SearchEntry.objects.filter(page_id=pk).delete()


def articles_index_rebuild() -> int:
    """Write the index anew from the live items and return how many it holds."""
    SearchEntry.objects.all().delete()
    count = 0
    for model in (ArticlePage, SyndicatedPage):
        for item in model.objects.live().select_related("unit").iterator(200):
            article_index_update(item)
            count += 1
    return count


def entry_of(item: ItemPage) -> SearchEntry:
    """Return the unsaved entry of a live item."""
    article: ArticlePage = item.original if isinstance(item, SyndicatedPage) else item
    names = [row.author.title for row in article.bylines.select_related("author")]
    tags = [tag.name for tag in article.tags.all()]
    sapo = getattr(item, "own_sapo", "") or article.sapo
    return entry_make(
        item_id=item.pk,
        unit_id=item.unit_id,
        published_at=item.first_published_at or clock.now(),
        is_own=item is article,
        title=f"{item.title} {article.short_headline}",
        body=" ".join([sapo, *names, *tags, article.body_text()]),
    )


def entry_make(
    *,
    item_id: int,
    unit_id: int,
    published_at: datetime,
    is_own: bool,
    title: str,
    body: str,
) -> SearchEntry:
    """Return an unsaved entry, its words folded and its key in order of time."""
    return SearchEntry(
        id=entry_key(item_id, published_at),
        page_id=item_id,
        unit_id=unit_id,
        published_at=published_at,
        is_own=is_own,
        marks=marks_for(unit_id, is_own=is_own),
        title=" ".join(words_of(title)),
        body=" ".join(words_of(body[:BODY_CHARS_MAX])),
    )


def entry_key(item_id: int, published_at: datetime) -> int:
    """Return a key that grows with the time and differs for each item."""
    seconds = max(0, int(published_at.astimezone(UTC).timestamp()))
    return (seconds << PK_BITS) | (item_id & ((1 << PK_BITS) - 1))


# --- The newsroom's own search ---------------------------------------------------


def items_search(
    *, user: Any, words: str, unit: PressUnit | None = None, page: int = 1
) -> SearchPage:
    """Return a page of items, drafts included, of the units the person belongs to.

    Drafts come first: they are what people look for in a newsroom. They are
    found by their headline, the newest DRAFTS_MAX of them; live items by every
    word.

    Args:
        user: whose units are searched.
        words: what was typed.
        unit: only this one; nothing is found when the person is not in it.
        page: from 1.
    """
    page = max(1, page)
    units = list(units_visible(user).filter(**({"pk": unit.pk} if unit else {})))
    typed = words_of(words[:QUERY_CHARS_MAX])[:QUERY_WORDS_MAX]
    if not typed or not units:
        return SearchPage([], 0, total_is_capped=False, has_more=False, page=page)
    drafts = _drafts_found(units, set(typed), user)
    live = _live_found(units, words)
    page_ids = list(dict.fromkeys([*drafts, *live]))
    start = (page - 1) * PAGE_SIZE
    return SearchPage(
        items=_items_of_staff(page_ids[start : start + PAGE_SIZE]),
        total=min(len(page_ids), FOUND_MAX),
        total_is_capped=len(page_ids) > FOUND_MAX,
        has_more=len(page_ids) > start + PAGE_SIZE,
        page=page,
    )


def _drafts_found(units: list[PressUnit], typed: set[str], user: Any) -> list[int]:
    """Return the keys of drafts whose headline has every word, newest first."""
    titles: list[tuple[datetime | None, int, str]] = []
    for model in (ArticlePage, SyndicatedPage):
        rows = model.objects.filter(
            not_binned(), not_personal_of_others(user), unit__in=units, live=False
        )
        titles += rows.order_by("-latest_revision_created_at").values_list(
            "latest_revision_created_at", "pk", "draft_title"
        )[:DRAFTS_MAX]
    found = [row for row in titles if typed <= set(words_of(row[2]))]
    found.sort(key=lambda row: (row[0] is not None, row[0], row[1]), reverse=True)
    return [pk for _moment, pk, _title in found]


def _live_found(units: list[PressUnit], words: str) -> list[int]:
    """Return the page keys of live items, the best of each unit, newest unit by unit."""
    keys: list[int] = []
    for unit in units:
        steps = [Match(each, unit.pk) for each in tiers(words)]
        keys += _by_rank(steps, FOUND_MAX // len(units))
    if len(units) > 1:
        keys.sort(reverse=True)
    found = SearchEntry.objects.filter(pk__in=keys).values_list("pk", "page_id")
    page_ids = dict(found)
    return [page_ids[key] for key in keys if key in page_ids]


def _items_of_staff(page_ids: list[int]) -> list[Page]:
    items: dict[int, Page] = {}
    for model in (ArticlePage, SyndicatedPage):
        rows = model.objects.filter(pk__in=page_ids).select_related("unit", "owner")
        items |= {item.pk: item for item in rows}
    return [items[pk] for pk in page_ids if pk in items]
