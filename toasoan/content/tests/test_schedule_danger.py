"""An edit to a promised item is said at once, to all who can still keep the promise."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.content import services
from toasoan.content.item_states import item_state, moment
from toasoan.content.models import PublicationSchedule
from toasoan.content.publication.waiting import (
    reviews_listed_for,
    schedule_danger,
    schedules_late,
)
from toasoan.content.selectors import reviews_waiting_for
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.content.tests.page_bodies import page_body
from toasoan.core import clock
from toasoan.units.roles import Role
from toasoan.units.tests.factories import give_role

SAID = "sửa sau khi duyệt nên cần duyệt lại."
pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(newsroom):
    """An article approved and promised for two hours from now."""
    article = make_article(newsroom, "Bài hẹn giờ")
    approve_all(newsroom, article)
    services.item_schedule(
        item=article, at=clock.now() + timedelta(hours=2), by=newsroom.secretary
    )
    return article


def edit(article, by):
    draft = article.get_latest_revision_as_object()
    draft.sapo = "Sapo đã sửa."
    draft.save_revision(user=by)
    return type(article).objects.get(pk=article.pk)


def late(article):
    PublicationSchedule.objects.filter(item=article.pk).update(
        at=clock.now() - timedelta(minutes=5)
    )


def waiting(user, unit):
    return [review.item_id for review in reviews_waiting_for(user, unit)]


def test_an_untouched_promise_is_in_no_danger(newsroom, promised):
    assert schedule_danger(promised) == ""
    assert schedule_danger(make_article(newsroom, "Không hẹn")) == ""
    assert item_state(promised).look == "sched"


def test_an_edit_after_approval_endangers_the_promise(newsroom, promised):
    at = moment(promised.schedules.get().at)

    edited = edit(promised, newsroom.secretary)

    said = f"Bài đã hẹn {at}; sửa sau khi duyệt nên cần duyệt lại."
    assert schedule_danger(edited) == said
    assert item_state(edited).text == f"Hẹn {at}, cần duyệt lại"


def test_the_last_approver_has_the_edited_item_again_with_its_minute(
    newsroom, promised
):
    assert waiting(newsroom.chief, newsroom.unit) == []

    edit(promised, newsroom.secretary)

    (row,) = reviews_listed_for(newsroom.chief, newsroom.unit)
    assert row.review.item_id == promised.pk
    assert (row.is_stale, row.due_at) == (True, promised.schedules.get().at)
    assert waiting(newsroom.people[Role.HEAD_OF_DESK], newsroom.unit) == []
    assert waiting(open_newsroom("hq").chief, newsroom.unit) == []


def test_approving_the_new_text_keeps_the_promise(newsroom, promised):
    edited = edit(promised, newsroom.secretary)

    services.item_approve(item=edited, by=newsroom.chief, step=4)

    assert waiting(newsroom.chief, newsroom.unit) == []
    assert schedule_danger(edited) == ""


def test_an_edited_public_item_waits_for_the_last_approver_and_a_withdrawn_not(
    newsroom,
):
    live = make_published(newsroom, "Bài đã đăng")
    untouched = make_published(newsroom, "Bài không sửa")
    down = make_published(newsroom, "Bài đã gỡ")
    edit(live, newsroom.secretary)
    edit(down, newsroom.secretary)
    services.item_take_down(
        item=down,
        public_reason="x",
        internal_reason="x",
        ordered_by="x",
        by=newsroom.chief,
    )

    assert waiting(newsroom.chief, newsroom.unit) == [live.pk]
    assert untouched.pk not in waiting(newsroom.chief, newsroom.unit)


def save(client, article, user, **headers):
    body = page_body(article, user, dict.fromkeys([Photo, ArchiveDocument, Page]))
    url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return client.post(url, body, headers=headers)


def test_saving_in_the_editor_says_so_at_once(client, newsroom, promised):
    client.force_login(newsroom.secretary)
    item = reverse("content:item", args=[promised.pk])
    assert SAID not in client.get(item).content.decode()

    saved = save(client, promised, newsroom.secretary)

    assert [str(m) for m in get_messages(saved.wsgi_request) if SAID in str(m)]
    for url in (saved.url, item):
        assert SAID in client.get(url).content.decode()


def test_autosave_piles_up_no_messages(client, newsroom, promised):
    client.force_login(newsroom.secretary)

    saved = save(client, promised, newsroom.secretary, accept="application/json")

    assert saved.json()["success"]
    assert list(get_messages(saved.wsgi_request)) == []


def test_the_alarm_is_for_who_publishes_there_in_all_their_units(newsroom, promised):
    other = open_newsroom("hq")
    give_role(other.secretary, newsroom.unit, Role.EDITORIAL_SECRETARY)
    late(promised)
    units = [newsroom.unit, other.unit]

    for person in (newsroom.secretary, newsroom.chief, other.secretary):
        assert [s.item_id for s in schedules_late(person, units)] == [promised.pk]
    for person in (newsroom.reporter, other.chief):
        assert schedules_late(person, units) == []


@pytest.mark.parametrize("name", ["wagtailadmin_home", "planning:story_list"])
def test_the_alarm_stands_above_every_page(client, newsroom, promised, name):
    late(promised)
    client.force_login(newsroom.secretary)
    edit_page = reverse("wagtailadmin_pages:edit", args=[promised.pk])

    for url in (reverse(name), edit_page):
        page = client.get(url).content.decode()
        assert page.count("“Bài hẹn giờ” không lên trang lúc") == 1

    client.force_login(newsroom.reporter)
    assert "không lên trang lúc" not in client.get(reverse(name)).content.decode()
