"""Trial material in, trial material out."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Page

from toasoan.archive.keeping.storage import storage_measure
from toasoan.archive.models import ArchiveDocument, AssetDeposit, Photo
from toasoan.archive.uses_noting import entries_used_note
from toasoan.content import services as content
from toasoan.content.models import (
    ArticlePage,
    ArticleTag,
    DepositRecord,
    SectionPage,
    SyndicatedPage,
    UnitHomePage,
)
from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.beginnings import beginnings_load, beginnings_remove
from toasoan.newsroom.demo.desk_work import desk_work_load
from toasoan.newsroom.demo.duty import duty_load, duty_remove
from toasoan.newsroom.demo.events import events_load
from toasoan.newsroom.demo.fronts import (
    figures_load,
    figures_remove,
    front_plan_load,
    plans_remove,
    slots_load,
    topic_rule_load,
)
from toasoan.newsroom.demo.holdings import holdings_load, holdings_remove
from toasoan.newsroom.demo.packages import UNIT as PACKAGE_UNIT
from toasoan.newsroom.demo.packages import package_load
from toasoan.newsroom.demo.people import (
    MAIL_ENDING,
    fronts_load,
    fronts_remove,
    people_load,
    portraits_remove,
)
from toasoan.newsroom.demo.recordings import recordings_load
from toasoan.newsroom.demo.stories import StoryLoader
from toasoan.newsroom.setup import house_setup
from toasoan.planning.models import Event, EventSeries, Story
from toasoan.units.models import PressUnit
from toasoan.workspace.models import Notification, PushDevice
from toasoan.workspace.services import notifications_read_all

Progress = Callable[[int, int, str], None]


def demo_people_load() -> dict[str, Any]:
    """Open the units and bring in their people, imprints and pen names."""
    house_setup()
    people = people_load()
    fronts_load(people)
    return people


def demo_load(progress: Progress) -> int:
    """Bring in what is missing of the trial material; return how many stories.

    Each story is begun, then finished, in one transaction each: a load that is cut
    off goes on where it was. `progress` hears of both.
    """
    people = demo_people_load()
    loaders = {unit.key: StoryLoader(unit, people) for unit in PressUnit.objects.all()}
    rows = files.stories()
    known = set(Story.objects.values_list("unit__key", "slugline"))
    for done, row in enumerate(rows, start=1):
        loaders[row["unit"]].begin(row)
        progress(done, 2 * len(rows), row["slugline"])
    for done, row in enumerate(rows, start=len(rows) + 1):
        article = loaders[row["unit"]].finish(row)
        if article is not None:
            _syndicate(article, row, loaders)
        progress(done, 2 * len(rows), row["slugline"])
    package_load(loaders[PACKAGE_UNIT])
    events_load(people)
    duty_load(people)
    desk_work_load(people)
    beginnings_load(people)
    for home in UnitHomePage.objects.all():
        figures_load(home)
        slots_load(home)
        secretary = loaders[home.unit.key].secretary
        front_plan_load(home, secretary)
        topic_rule_load(home, secretary)
    recordings_load()
    holdings_load(people)
    entries_used_note()
    storage_measure()
    # What happened before the house opened is no news, and mailed to nobody.
    for person in people.values():
        notifications_read_all(by=person)
    return sum((row["unit"], row["slugline"]) not in known for row in rows)


def _syndicate(
    article: ArticlePage, row: dict[str, Any], loaders: dict[str, StoryLoader]
) -> None:
    for wanted in row.get("syndicate_to") or []:
        loader = loaders[wanted["unit"]]
        if SyndicatedPage.objects.filter(original=article, unit=loader.unit).exists():
            continue
        copy = content.item_syndicate(
            article=ArticlePage.objects.get(pk=article.pk),
            unit=loader.unit,
            section=SectionPage.objects.child_of(loader.unit.home).get(
                slug=wanted["section"]
            ),
            headline=wanted.get("headline") or "",
            by=loader.secretary,
        )
        loader.backdate(copy, row["published_offset_minutes"] + 30)


@transaction.atomic
def demo_remove() -> dict[str, int]:
    """Take the trial material out; return how many of each went.

    What belongs to trial people goes. The people themselves are switched off
    and not deleted: the audit chain names them, and it is never rewritten.
    """
    people = get_user_model().objects.filter(email__endswith=MAIL_ENDING)
    stories = Story.objects.filter(pitched_by__in=people)
    articles = ArticlePage.objects.filter(owner__in=people)
    copies = SyndicatedPage.objects.filter(owner__in=people)
    ids = [*copies.values_list("pk", flat=True), *articles.values_list("pk", flat=True)]
    photos = Photo.with_binned.filter(uploaded_by_user__in=people)
    gone = {
        "stories": stories.count(),
        "items": len(ids),
        "photos": photos.count(),
        "people": people.filter(is_active=True).count(),
    }
    tags = [
        *ArticleTag.objects.filter(content_object__in=ids).values_list("tag", flat=True)
    ]
    for pk in ids:
        content.item_erase(item=Page.objects.get(pk=pk).specific)
    DepositRecord.objects.filter(item_id__in=ids).delete()
    AssetDeposit.objects.filter(item_id__in=ids).delete()
    stories.delete()
    _told_remove(people)
    Event.objects.filter(created_by__in=people).delete()
    EventSeries.objects.filter(events__isnull=True).delete()
    duty_remove(people, MAIL_ENDING)
    beginnings_remove(people)
    portraits_remove()
    holdings_remove(people)
    for asset in (
        *photos,
        *ArchiveDocument.with_binned.filter(uploaded_by_user__in=people),
    ):
        asset.delete()
    figures_remove()
    plans_remove(people)
    fronts_remove()
    ArticleTag.tag_model().objects.filter(
        pk__in=tags, content_articletag_items__isnull=True
    ).delete()
    people.update(is_active=False)
    return gone


def _told_remove(people: QuerySet[Any]) -> None:
    told = Notification.objects.filter(Q(recipient__in=people) | Q(sent_by__in=people))
    told.delete()
    PushDevice.objects.filter(user__in=people).delete()
