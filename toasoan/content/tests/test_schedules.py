"""Publishing at a minute, and preview links."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from toasoan.archive.models import Photo
from toasoan.content import services
from toasoan.content.errors import GateClosed, ItemNotReady
from toasoan.content.models import (
    ArticlePage,
    PreviewLink,
    PublicationSchedule,
)
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
)
from toasoan.core import clock
from toasoan.core.models import OutboxEvent
from toasoan.security.models import AuditEntry

pytestmark = pytest.mark.django_db


def events():
    about_items = OutboxEvent.objects.filter(kind__startswith="content.StoryItem")
    return list(about_items.values_list("kind", flat=True))


# --- Schedules ------------------------------------------------------------------


def test_scheduled_article_goes_live_at_its_minute_and_not_before(newsroom, article):
    approve_all(newsroom, article)
    at = timezone.now() + timedelta(minutes=30)
    services.item_schedule(item=article, at=at, by=newsroom.secretary)

    assert services.scheduled_items_publish() == 0
    with time_machine.travel(at + timedelta(seconds=2)):
        assert services.scheduled_items_publish() == 1
        assert services.scheduled_items_publish() == 0

    assert ArticlePage.objects.get(pk=article.pk).live
    assert events().count("content.StoryItemPublished") == 1


def test_changing_the_minute_begins_with_the_one_set(client, newsroom, article):
    approve_all(newsroom, article)
    client.force_login(newsroom.secretary)
    url = reverse("content:item_act", args=[article.pk, "hen-gio"])
    assert "T08:15" not in client.get(url).content.decode()

    set_for = clock.local(timezone.now() + timedelta(days=1)).replace(hour=8, minute=15)
    services.item_schedule(item=article, at=set_for, by=newsroom.secretary)

    assert f'value="{set_for:%Y-%m-%d}T08:15"' in client.get(url).content.decode()


def test_schedule_in_the_past_is_refused(newsroom, article):
    approve_all(newsroom, article)

    with pytest.raises(ItemNotReady):
        services.item_schedule(
            item=article,
            at=timezone.now() - timedelta(minutes=1),
            by=newsroom.secretary,
        )

    assert PublicationSchedule.objects.count() == 0


def test_blocked_schedule_rings_the_alarm_once_and_publishes_when_mended(
    newsroom, article
):
    approve_all(newsroom, article)
    at = timezone.now() + timedelta(minutes=30)
    services.item_schedule(item=article, at=at, by=newsroom.secretary)
    Photo.objects.update(usage=Photo.Usage.FORBIDDEN)
    late = "content.item_late"

    with time_machine.travel(at + timedelta(minutes=3)):
        assert services.scheduled_items_publish() == 0
        assert services.scheduled_items_publish() == 0
        schedule = PublicationSchedule.objects.get()
        assert schedule.state == PublicationSchedule.State.BLOCKED
        assert schedule.problem != ""
        assert AuditEntry.objects.filter(action=late).count() == 1
        Photo.objects.update(usage=Photo.Usage.STAFF)
        assert services.scheduled_items_publish() == 1

    assert ArticlePage.objects.get(pk=article.pk).live


def test_one_blocked_schedule_does_not_hold_the_next(newsroom):
    first, second = make_article(newsroom, "Một"), make_article(newsroom, "Hai")
    at = timezone.now() + timedelta(minutes=30)
    for each in (first, second):
        approve_all(newsroom, each)
        services.item_schedule(item=each, at=at, by=newsroom.secretary)
    first.lead_photo.usage = Photo.Usage.FORBIDDEN
    first.lead_photo.save()

    with time_machine.travel(at + timedelta(seconds=1)):
        assert services.scheduled_items_publish() == 1

    assert not ArticlePage.objects.get(pk=first.pk).live
    assert ArticlePage.objects.get(pk=second.pk).live


def test_rescheduling_replaces_the_promise(newsroom, article):
    approve_all(newsroom, article)
    for hours in (1, 2):
        services.item_schedule(
            item=article,
            at=timezone.now() + timedelta(hours=hours),
            by=newsroom.secretary,
        )

    states = sorted(PublicationSchedule.objects.values_list("state", flat=True))
    assert states == ["cancelled", "pending"]


def test_agreed_override_lets_an_article_be_scheduled_too(newsroom, article):
    override = services.override_request(
        item=article, reason="Tin khẩn", by=newsroom.secretary
    )
    services.override_confirm(override=override, item=article, by=newsroom.chief)
    at = timezone.now() + timedelta(minutes=5)

    services.item_schedule(item=article, at=at, by=newsroom.secretary)
    with time_machine.travel(at + timedelta(seconds=1)):
        assert services.scheduled_items_publish() == 1

    assert ArticlePage.objects.get(pk=article.pk).live


def test_second_override_adds_to_the_first_for_the_same_text(newsroom, article):
    first = services.override_request(item=article, reason="x", by=newsroom.secretary)
    services.override_confirm(override=first, item=article, by=newsroom.chief)
    Photo.objects.update(usage=Photo.Usage.UNKNOWN)
    with pytest.raises(GateClosed):
        services.item_publish(item=article, by=newsroom.secretary)

    second = services.override_request(item=article, reason="y", by=newsroom.secretary)
    services.override_confirm(override=second, item=article, by=newsroom.chief)

    assert services.item_publish(item=article, by=newsroom.secretary).live


def test_embargoed_item_gets_no_preview_link(newsroom):
    ends = timezone.now() + timedelta(hours=2)
    article = make_article(newsroom, embargo_until=ends)

    with pytest.raises(ItemNotReady):
        services.preview_link_create(item=article, by=newsroom.reporter)

    assert PreviewLink.objects.count() == 0
