"""Which items of a unit changed since a pulse."""

from toasoan.content.models import ArticlePage, SyndicatedPage
from toasoan.newsroom.boards.pulse import Changes, Touched, changes_read, keys_in
from toasoan.planning.models import Assignment
from toasoan.units.models import PressUnit

# Each save of a draft is felt: headline, length and who edits stand on the card.
SILENT = frozenset({"content.preview_linked"})
ITEM_KINDS = ("content.articlepage", "content.syndicatedpage")
# What stands above the columns, or which columns there are.
FRAMES = frozenset({"units.desk", "content.stage"})


def item_changes_since(unit: PressUnit, since: int) -> Changes:
    """Return which items of the unit changed after the pulse `since`."""
    return changes_read(unit, since, _items, SILENT)


def _items(unit: PressUnit, touched: Touched) -> tuple[set[int], bool]:
    items = keys_in(set().union(*(touched.get(kind, ()) for kind in ITEM_KINDS)))
    stories = keys_in(touched.get("planning.story", ()))
    work = keys_in(touched.get("planning.assignment", ()))
    if work:
        tied = Assignment.objects.filter(pk__in=work, item__isnull=False)
        items |= {pk for pk in tied.values_list("item", flat=True) if pk}
    if stories:
        articles = ArticlePage.objects.filter(unit=unit, story__in=stories)
        items |= set(articles.values_list("pk", flat=True))
        copies = SyndicatedPage.objects.filter(original__story__in=stories)
        items |= set(copies.filter(unit=unit).values_list("pk", flat=True))
    return items, not FRAMES.isdisjoint(touched)
