"""An embargo holds on every way out: page, feed, search, preview, mail, notification."""

from datetime import timedelta

import pytest
import time_machine
from wagtail.models import Page
from wagtail.rich_text import RichText

from toasoan.content import services
from toasoan.content.errors import GateClosed, ItemNotReady
from toasoan.content.models import ArticlePage, HomeSlot, SyndicatedPage
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_photo,
    make_published,
    open_newsroom,
)
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.event_types import event_classes
from toasoan.core.models import OutboxEvent
from toasoan.planning.services import story_approve, story_pitch, story_update
from toasoan.publicsite.tests import ways_out
from toasoan.publicsite.tests.factories import home_of, make_topic
from toasoan.publicsite.tests.ways_out import MARK, leaks
from toasoan.units.access import units_visible
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_subject

pytestmark = pytest.mark.django_db
HEADLINE = f"{MARK} giữ kín"


@pytest.fixture
def outsider(db):
    return open_newsroom("hq").chief


@pytest.fixture
def until():
    return clock.now() + timedelta(hours=2)


def story_of(newsroom):
    story = story_pitch(
        unit=newsroom.unit,
        desk=Desk.objects.get(unit=newsroom.unit),
        slugline="giu-kin",
        title=HEADLINE,
        brief=f"{MARK} nội dung",
        subject=make_subject("tax"),
        by=newsroom.reporter,
    )
    story_approve(story=story, by=newsroom.chief)
    story.refresh_from_db()
    return story


def secret(newsroom, **fields):
    """An article full of the mark, ready but for the embargo, with a link to its draft."""
    photo = make_photo(newsroom.unit, title=f"{MARK} ảnh", caption=f"{MARK} lời")
    article = make_article(
        newsroom,
        HEADLINE,
        sapo=f"{MARK} sapo",
        body=[("text", RichText(f"<p>{MARK} nội dung.</p>"))],
        lead_photo=photo,
        lead_caption=f"{MARK} chú thích",
        short_headline=f"{MARK} ngắn",
        **fields,
    )
    draft = article.get_latest_revision_as_object()
    draft.tags.add("thu khoa")
    draft.topics.add(make_topic(newsroom))
    draft.save_revision()
    token = services.preview_link_create(item=article, by=newsroom.reporter)
    return ArticlePage.objects.get(pk=article.pk), token


def named_elsewhere(newsroom, article):
    """A public article that leads to this one, and the front page's first place."""
    other = make_published(
        newsroom, "Bài khác", body=[("related", {"articles": [article]})]
    )
    HomeSlot.objects.create(
        home=home_of(newsroom), article=Page.objects.get(pk=article.pk)
    )
    return other


def embargo_on_draft(newsroom, until):
    article, token = secret(newsroom)
    draft = article.get_latest_revision_as_object()
    draft.embargo_until = until
    draft.save_revision()
    return article, token


def embargo_on_story(newsroom, until):
    story = story_of(newsroom)
    article, token = secret(newsroom, story=story)
    story_update(
        story=story,
        changes={"embargo_until": until},
        by=newsroom.people[Role.HEAD_OF_DESK],
    )
    return article, token


@pytest.fixture(params=[embargo_on_draft, embargo_on_story])
def held(request, newsroom, portal, outsider, until):
    article, token = request.param(newsroom, until)
    approve_all(newsroom, article)
    return article, token


def lift(newsroom, article):
    """End the embargo wherever it was set, and have the text approved again."""
    draft = article.get_latest_revision_as_object()
    draft.embargo_until = None
    draft.save_revision()
    if article.story is not None:
        story_update(
            story=article.story,
            changes={"embargo_until": None},
            by=newsroom.people[Role.HEAD_OF_DESK],
        )
    latest = ArticlePage.objects.get(pk=article.pk).latest_revision
    review = article.reviews.first()
    if review.fingerprint != revision_fingerprint(latest):
        services.item_approve(item=article, by=newsroom.chief, step=review.step)


def test_nothing_leaves_by_any_way(newsroom, held, outsider):
    article, token = held
    other = named_elsewhere(newsroom, article)

    for publish in (services.item_publish, services.item_release):
        with pytest.raises(GateClosed, match="Cấm công bố"):
            publish(item=article, by=newsroom.secretary)
    with pytest.raises(ItemNotReady):
        services.preview_link_create(item=article, by=newsroom.reporter)

    assert leaks(article, other, token, outsider) == []
    about = OutboxEvent.objects.filter(
        aggregate=f"item:{article.pk}", kind__in=ways_out.EVENTS_ABOUT_ITEMS
    )
    assert not about.exists()


def test_nothing_leaves_while_it_is_promised_for_after(newsroom, held, outsider, until):
    article, token = held
    other = named_elsewhere(newsroom, article)
    services.item_schedule(
        item=article, at=until + timedelta(minutes=5), by=newsroom.secretary
    )

    assert services.scheduled_items_publish() == 0
    assert leaks(article, other, token, outsider) == []
    with time_machine.travel(until + timedelta(minutes=1)):
        assert services.scheduled_items_publish() == 0
        # What the embargo held back, the promise still does; only the preview opens.
        left = leaks(article, other, token, outsider)
    assert [way for way in left if "/xem-truoc/" not in way] == []


def test_a_promise_that_the_embargo_overtakes_is_not_kept(newsroom, held, outsider):
    article, token = held
    other = named_elsewhere(newsroom, article)
    with pytest.raises(GateClosed):
        services.item_schedule(
            item=article, at=clock.now() + timedelta(hours=1), by=newsroom.secretary
        )

    assert leaks(article, other, token, outsider) == []


def test_another_unit_does_not_take_it_over(newsroom, held, outsider):
    article, _token = held
    unit = units_visible(outsider).get()

    with pytest.raises(ItemNotReady):
        services.item_syndicate(
            article=article,
            unit=unit,
            section=unit.home.get_children().first().specific,
            by=outsider,
        )

    assert SyndicatedPage.objects.count() == 0


def test_once_lifted_the_same_walk_finds_it_on_every_way(newsroom, held, outsider):
    """The walk that finds nothing above is not blind."""
    article, token = held
    other = named_elsewhere(newsroom, article)
    lift(newsroom, article)

    services.item_publish(item=article, by=newsroom.secretary)

    ways = leaks(ArticlePage.objects.get(pk=article.pk), other, token, outsider)
    shown = "\n".join(ways)
    host = newsroom.unit.hostname
    for way in (
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/sitemap-news.xml",
        "/tim-kiem/?q=giu+kin",
        "/dong-su-kien/thu-2026/",
        "/tac-gia/thu-ha/",
        "/tu-khoa/thu-khoa/",
        f"/in/{article.pk}.html",
        f"/xem-truoc/{token}/",
        "/thue/rss.xml",
        "/thue/",
    ):
        assert f"{host}{way}" in ways, way
    for way in ("store: ", "search index", "reader index", "store of record"):
        assert way in shown
    assert "what another unit may take over" in shown


def test_a_newer_version_under_embargo_leaves_the_old_one_as_it_is(
    newsroom, portal, outsider, until
):
    live = make_published(newsroom, "Bài đã đăng")
    draft = live.get_latest_revision_as_object()
    draft.title, draft.sapo, draft.embargo_until = HEADLINE, f"{MARK} sapo", until
    draft.save_revision()
    services.item_approve(item=live, by=newsroom.chief, step=live.reviews.first().step)

    for attempt in (
        lambda: services.item_release(item=live, by=newsroom.secretary),
        lambda: services.item_update(item=live, added="x", by=newsroom.secretary),
        lambda: services.item_correct(
            item=live, wrong="x", right="y", by=newsroom.secretary
        ),
    ):
        with pytest.raises(GateClosed, match="Cấm công bố"):
            attempt()

    assert leaks(live, live, "khong-co", outsider) == []
    assert ArticlePage.objects.get(pk=live.pk).live


# --- A way out that is added must be walked ------------------------------------


def test_every_address_of_readers_is_walked():
    assert set(ways_out.reader_routes()) == set(ways_out.ADDRESSES)
    assert ways_out.other_routes() == set(ways_out.OTHER_ROUTES)


def test_every_event_that_tells_of_an_item_is_known():
    about_items = {
        kind for kind in event_classes if kind.startswith("content.StoryItem")
    }
    assert about_items == ways_out.EVENTS_ABOUT_ITEMS
