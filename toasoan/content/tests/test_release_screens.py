"""The undo window on the screens, and the unit's seconds."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from toasoan.content import services
from toasoan.content.models import ArticlePage, Release, UnitPublishing
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core import clock
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(db):
    return open_newsroom("tbtc", undo_seconds=15)


@pytest.fixture
def ready(newsroom):
    article = make_article(newsroom)
    approve_all(newsroom, article)
    return article


def press(client, article, verb):
    return client.post(
        reverse("content:item_act", args=[article.pk, verb]), follow=True
    )


def test_the_button_says_when_it_leaves_and_every_page_offers_to_undo(
    client, newsroom, ready
):
    client.force_login(newsroom.secretary)

    page = press(client, ready, "xuat-ban").content.decode()
    elsewhere = client.get(reverse("content:item_list")).content.decode()

    assert "Trước giờ ấy còn hoàn tác được." in page
    undo = reverse("content:item_act", args=[ready.pk, "hoan-tac"])
    assert page.count(f'action="{undo}"') >= 2
    assert elsewhere.count(f'action="{undo}"') == 1
    assert "Xuất bản ngay" not in page
    said = press(client, ready, "hoan-tac").content.decode()
    assert "Chưa có gì rời tòa soạn." in said
    assert "Xuất bản ngay" in said


def test_a_reporter_is_not_offered_to_undo(client, newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    client.force_login(newsroom.reporter)

    page = client.get(reverse("content:item", args=[ready.pk])).content.decode()
    answer = client.post(reverse("content:item_act", args=[ready.pk, "hoan-tac"]))

    assert "/hoan-tac/" not in page
    assert answer.status_code == 403
    assert Release.objects.get().state == Release.State.WAITING


def test_the_screen_says_that_a_pressed_item_did_not_get_out(client, newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    draft = ArticlePage.objects.get(pk=ready.pk).get_latest_revision_as_object()
    draft.title = "Tít khác"
    draft.save_revision()
    with time_machine.travel(clock.now() + timedelta(seconds=16)):
        services.releases_leave()
    client.force_login(newsroom.chief)

    page = client.get(reverse("content:item", args=[ready.pk])).content.decode()

    assert "nhưng bài không lên trang" in page
    assert "Bài đã sửa sau khi bấm" in page


# --- The unit's setting -------------------------------------------------------


@pytest.fixture
def keeper(newsroom):
    return make_person("Quản trị", unit=newsroom.unit, role=Role.UNIT_ADMINISTRATOR)


def test_the_units_keeper_sets_the_seconds(client, newsroom, keeper):
    client.force_login(keeper)

    answer = client.post(reverse("content:publishing"), {"undo_seconds": "40"})

    assert answer.status_code == 302
    assert UnitPublishing.objects.get().undo_seconds == 40
    assert AuditEntry.objects.filter(action="content.publishing_set").count() == 1


@pytest.mark.parametrize("typed", ["61", "-1", "", "mười"])
def test_seconds_out_of_range_change_nothing(client, newsroom, keeper, typed):
    client.force_login(keeper)

    answer = client.post(reverse("content:publishing"), {"undo_seconds": typed})

    assert answer.status_code == 400
    assert "Thời gian hoàn tác từ 0 đến 60 giây." in answer.content.decode()
    assert UnitPublishing.objects.get().undo_seconds == 15


def test_a_chief_reads_the_seconds_and_sets_nothing(client, newsroom):
    client.force_login(newsroom.chief)

    page = client.get(reverse("content:publishing")).content.decode()
    answer = client.post(reverse("content:publishing"), {"undo_seconds": "0"})

    assert "15 giây" in page
    assert answer.status_code == 403
    assert UnitPublishing.objects.get().undo_seconds == 15


def test_whoever_takes_an_article_over_is_told_when_readers_see_it(client, newsroom):
    other = open_newsroom("hq", undo_seconds=15)
    original = make_published(newsroom)
    client.force_login(other.chief)

    page = client.post(
        reverse("content:syndicate", args=[original.pk]),
        {"section": other.section.pk},
        follow=True,
    ).content.decode()

    assert "Trước giờ ấy còn hoàn tác được." in page
    assert Release.objects.get().by == other.chief
