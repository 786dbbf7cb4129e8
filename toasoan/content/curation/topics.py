"""What belongs to a running story: what its editors chose, and what meets its rule."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from taggit.models import Tag
from wagtail.models import Page

from toasoan.content.finding.search import words_of
from toasoan.content.models import (
    ArticlePage,
    ArticleTag,
    SyndicatedPage,
    TopicEntry,
    TopicPage,
    TopicRule,
)
from toasoan.core import clock
from toasoan.core.text import slug_vi
from toasoan.units.models import PressUnit

# A tag that so many articles of the last days share may be a running story.
SUGGESTED_FROM = 5
SUGGESTED_DAYS = 30
SUGGESTIONS = 5
Source = TopicEntry.Source


@dataclass(frozen=True)
class Traits:
    """What a rule may ask of an item; a copy has those of its original.

    Attributes:
        pk: the item.
        path: where its page stands in the tree.
        words: the folded words of its headline and sapo, a space around each.
        tags: its tags as addresses spell them.
    """

    pk: int
    path: str
    words: str
    tags: frozenset[str]
    subject_id: int | None
    genre_id: int | None
    slugline: str
    event_id: int | None
    day: date | None


@dataclass(frozen=True)
class Suggestion:
    """A tag that may be a running story, and on how many articles it is."""

    tag: str
    count: int


# --- Rules -------------------------------------------------------------------------


def rules_running() -> list[TopicRule]:
    """Return the rules of all running stories, in one query whatever their number."""
    rules = TopicRule.objects.filter(topic__live=True, topic__is_running=True)
    return [rule for rule in rules.select_related("topic") if not rule.is_empty]


def rule_takes(rule: TopicRule, item: Traits, section_paths: dict[int, str]) -> bool:
    """Return whether the item belongs to the running story by its rule.

    Args:
        rule: a rule that says something.
        item: an item of any unit.
        section_paths: where the sections that rules name stand in the tree.
    """
    home = rule.topic.path[: -Page.steplen]
    if not item.path.startswith(home) or not _in_days(rule, item.day):
        return False
    met = list(_conditions(rule, item, section_paths))
    return bool(met) and (all(met) if rule.match == rule.Match.ALL else any(met))


def _in_days(rule: TopicRule, day: date | None) -> bool:
    if day is None:
        return False
    if rule.first_day and day < rule.first_day:
        return False
    return not (rule.last_day and day > rule.last_day)


def _conditions(
    rule: TopicRule, item: Traits, section_paths: dict[int, str]
) -> Iterator[bool]:
    if rule.tags:
        yield bool(item.tags & {slug_vi(name) for name in rule.tags})
    if rule.subjects:
        yield item.subject_id in rule.subjects
    if rule.genres:
        yield item.genre_id in rule.genres
    if rule.sections:
        paths = [section_paths[pk] for pk in rule.sections if pk in section_paths]
        yield any(item.path.startswith(path) for path in paths)
    if rule.words:
        yield any(_spaced(phrase) in item.words for phrase in rule.words)
    if rule.slugline:
        yield item.slugline.startswith(rule.slugline)
    if rule.event_id:
        yield item.event_id == rule.event_id


def _spaced(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def section_paths_of(rules: Iterable[TopicRule]) -> dict[int, str]:
    """Return where the sections that these rules name stand in the tree."""
    wanted = {pk for rule in rules for pk in rule.sections}
    if not wanted:
        return {}
    return dict(Page.objects.filter(pk__in=wanted).values_list("pk", "path"))


# --- Items -------------------------------------------------------------------------

_OWN = ("pk", "path", "title", "sapo", "pk", "subject", "genre")
_STORY = ("story__slugline", "story__event", "first_published_at")
_COPIED = ("pk", "path", "title", "own_sapo", "original", "original__subject")


def traits_of(among: Q) -> list[Traits]:
    """Return the traits of the live items among these pages, in three queries."""
    articles = ArticlePage.objects.filter(among, live=True)
    copies = SyndicatedPage.objects.filter(among, live=True, original__live=True)
    rows = list(articles.values_list(*_OWN, *_STORY))
    rows += [
        (*row[:3], row[3] or row[-1], *row[4:-1])
        for row in copies.values_list(
            *_COPIED,
            "original__genre",
            "original__story__slugline",
            "original__story__event",
            "first_published_at",
            "original__sapo",
        )
    ]
    tags = _tags_of(articles, copies) if rows else {}
    return [_traits(row, tags) for row in rows]


def _traits(row: tuple[Any, ...], tags: dict[int, set[str]]) -> Traits:
    pk, path, title, sapo, source, subject, genre, slugline, event, first = row
    return Traits(
        pk=pk,
        path=path,
        words=_spaced(f"{title} {sapo}"),
        tags=frozenset(tags.get(source, ())),
        subject_id=subject,
        genre_id=genre,
        slugline=slugline or "",
        event_id=event,
        day=clock.local(first).date() if first else None,
    )


def _tags_of(
    articles: QuerySet[ArticlePage], copies: QuerySet[SyndicatedPage]
) -> dict[int, set[str]]:
    rows = ArticleTag.objects.filter(
        Q(content_object__in=articles.values("pk"))
        | Q(content_object__in=copies.values("original"))
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for source, name in rows.values_list("content_object", "tag__name"):
        found[source].add(slug_vi(name))
    return found


def items_taken(rule: TopicRule) -> list[int]:
    """Return the live items of the unit that the rule takes, the newest first."""
    if rule.is_empty:
        return []
    home = rule.topic.path[: -Page.steplen]
    among = Q(path__startswith=home) & _narrowed(rule)
    paths = section_paths_of([rule])
    taken = [each for each in traits_of(among) if rule_takes(rule, each, paths)]
    return [each.pk for each in sorted(taken, key=_newest, reverse=True)]


def _newest(item: Traits) -> tuple[date, int]:
    return item.day or date.min, item.pk


def _narrowed(rule: TopicRule) -> Q:
    """Return what the database can say beforehand of the items the rule takes."""
    found = Q()
    if rule.first_day:
        found &= Q(first_published_at__gte=_midnight(rule.first_day))
    if rule.last_day:
        last = _midnight(rule.last_day + timedelta(days=1))
        found &= Q(first_published_at__lt=last)
    return found


def _midnight(day: date) -> datetime:
    zone = clock.local(clock.now()).tzinfo
    return datetime.combine(day, datetime.min.time(), zone)


# --- What belongs ------------------------------------------------------------------


def topics_of(item: Any, source: ArticlePage) -> list[TopicPage]:
    """Return the running stories readers find the item in, in one query.

    What the article itself ticks, what its unit's topics took in, without what
    their editors left out. A copy has none of what its original ticks.
    """
    if not getattr(item, "has_entries", True):
        return []  # a copy that was read with the answer
    entries = TopicEntry.objects.filter(item=item.pk)
    wanted = Q(pk__in=entries.filter(left_out=False).values("topic"))
    if item.pk == source.pk:
        wanted |= _ticked(source)
    left_out = entries.filter(left_out=True).values("topic")
    topics = TopicPage.objects.live().filter(wanted).exclude(pk__in=left_out)
    return list(topics.order_by("path"))


def _ticked(article: ArticlePage) -> Q:
    if hasattr(article, "has_notes"):
        # Read from its own row, not from a draft: the database knows its topics.
        through = ArticlePage.topics.through.objects
        return Q(pk__in=through.filter(articlepage=article.pk).values("topicpage"))
    return Q(pk__in=[topic.pk for topic in article.topics.all()])


def item_ids_of(topic: TopicPage) -> set[int]:
    """Return the live items that readers find in the running story."""
    entries = TopicEntry.objects.filter(topic=topic)
    ticked = ArticlePage.topics.through.objects.filter(topicpage=topic)
    pages = Page.objects.live().filter(
        Q(pk__in=entries.filter(left_out=False).values("item"))
        | Q(pk__in=ticked.values("articlepage"))
    )
    left_out = entries.filter(left_out=True).values("item")
    return set(pages.exclude(pk__in=left_out).values_list("pk", flat=True))


def pinned_of(topic: TopicPage) -> list[int]:
    """Return what stands first on the topic's page, in order."""
    rule: TopicRule | None = getattr(topic, "rule", None)
    return list(rule.pinned) if rule else []


def topics_of_unit(unit: PressUnit) -> QuerySet[TopicPage]:
    """Return the unit's running stories, those that run first."""
    topics = TopicPage.objects.child_of(unit.home).select_related("rule")
    return topics.order_by("-is_running", "-latest_revision_created_at", "-pk")


def suggestions_of(unit: PressUnit) -> list[Suggestion]:
    """Return the tags of many recent articles that no topic of the unit gathers."""
    since = clock.now() - timedelta(days=SUGGESTED_DAYS)
    rows = Tag.objects.filter(
        content_articletag_items__content_object__in=ArticlePage.objects.filter(
            unit=unit, live=True, first_published_at__gte=since
        )
    )
    counted = (
        rows.annotate(total=Count("content_articletag_items__content_object"))
        .filter(total__gte=SUGGESTED_FROM)
        .order_by("-total", "name")
    )
    known = _gathered(topics_of_unit(unit))
    found = [
        Suggestion(name, total)
        for name, total in counted.values_list("name", "total")
        if slug_vi(name) not in known
    ]
    return found[:SUGGESTIONS]


def _gathered(topics: Iterable[TopicPage]) -> Collection[str]:
    known: set[str] = set()
    for topic in topics:
        known.add(slug_vi(topic.title))
        rule: TopicRule | None = getattr(topic, "rule", None)
        known |= {slug_vi(name) for name in rule.tags} if rule else set()
    return known
