"""An override goes to those who may agree to it, and the answer comes back."""

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.errors import ItemNotReady, ReasonMissing
from toasoan.content.item_screen import item_screen
from toasoan.content.item_states import item_state
from toasoan.content.models import GateOverride
from toasoan.content.publication.waiting import (
    overrides_declined_for,
    overrides_waiting_for,
    ready_items,
)
from toasoan.content.tests.factories import approve_all, make_article, open_newsroom
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
NO_PHOTO = "Thiếu ảnh đại diện. Thêm ảnh."


@pytest.fixture
def blocked(newsroom):
    """An approved article without its lead photo."""
    article = make_article(newsroom, "Bài thiếu ảnh", lead_photo=None)
    approve_all(newsroom, article)
    return article


def ask(newsroom, article, reason="Tin khẩn"):
    return services.override_request(item=article, reason=reason, by=newsroom.secretary)


def verbs(user, item):
    screen = item_screen(user, item)
    return {action.verb for action in (*screen.actions, *screen.more)}


def waiting(user, unit):
    return [asked.override for asked in overrides_waiting_for(user, unit)]


def test_who_may_agree_sees_the_request_with_the_checks_in_words(newsroom, blocked):
    override = ask(newsroom, blocked)

    deputy = newsroom.people[Role.DEPUTY_EDITOR_IN_CHIEF]
    for person in (newsroom.chief, deputy):
        (asked,) = overrides_waiting_for(person, newsroom.unit)
        assert (asked.override, asked.checks) == (override, [NO_PHOTO])


def test_nobody_else_is_asked(newsroom, blocked):
    other = open_newsroom("hq")
    ask(newsroom, blocked)
    services.override_request(
        item=make_article(newsroom, "Của tổng biên tập"), reason="x", by=newsroom.chief
    )

    assert waiting(newsroom.secretary, newsroom.unit) == []
    assert waiting(newsroom.reporter, newsroom.unit) == []
    assert waiting(other.chief, newsroom.unit) == []
    assert waiting(other.chief, other.unit) == []
    assert len(waiting(newsroom.chief, newsroom.unit)) == 1


def test_a_request_for_an_older_text_waits_for_nobody(newsroom, blocked):
    ask(newsroom, blocked)
    draft = blocked.get_latest_revision_as_object()
    draft.title = "Tít đã sửa"
    draft.save_revision(user=newsroom.secretary)

    assert waiting(newsroom.chief, newsroom.unit) == []


def test_a_request_that_has_become_needless_waits_for_nobody(newsroom, blocked):
    services.override_confirm(
        override=ask(newsroom, blocked), item=blocked, by=newsroom.chief
    )
    services.item_publish(item=blocked, by=newsroom.secretary)

    assert waiting(newsroom.chief, newsroom.unit) == []


def test_declining_is_audited_and_the_asker_reads_why(newsroom, blocked):
    override = ask(newsroom, blocked)

    services.override_decline(
        override=override, item=blocked, reason=" Chờ ảnh ", by=newsroom.chief
    )

    (answer,) = overrides_declined_for(newsroom.secretary, newsroom.unit)
    assert answer.override.declined_by == newsroom.chief
    assert answer.override.declined_reason == "Chờ ảnh"
    entry = AuditEntry.objects.get(action="content.override_declined")
    assert (entry.actor, entry.data["reason"]) == (newsroom.chief, "Chờ ảnh")
    assert waiting(newsroom.chief, newsroom.unit) == []
    assert "xin-vuot" in verbs(newsroom.secretary, blocked)


def test_asking_anew_takes_the_refusal_off_the_list(newsroom, blocked):
    override = ask(newsroom, blocked)
    services.override_decline(
        override=override, item=blocked, reason="Chờ ảnh", by=newsroom.chief
    )

    second = ask(newsroom, blocked, "Ảnh không kịp")

    assert overrides_declined_for(newsroom.secretary, newsroom.unit) == []
    assert waiting(newsroom.chief, newsroom.unit) == [second]


def test_declining_needs_a_reason_a_right_and_another_person(newsroom, blocked):
    override = ask(newsroom, blocked)

    for reason, by, error in (
        (" ", newsroom.chief, ReasonMissing),
        ("x", newsroom.secretary, NotAllowed),
        ("x", newsroom.reporter, NotAllowed),
        ("x", open_newsroom("hq").chief, NotAllowed),
    ):
        with pytest.raises(error):
            services.override_decline(
                override=override, item=blocked, reason=reason, by=by
            )

    override.refresh_from_db()
    assert not override.is_answered
    assert not AuditEntry.objects.filter(action="content.override_declined").exists()


def test_an_answer_is_given_once(newsroom, blocked):
    override = ask(newsroom, blocked)
    services.override_decline(
        override=override, item=blocked, reason="Chờ ảnh", by=newsroom.chief
    )

    with pytest.raises(ItemNotReady):
        services.override_confirm(override=override, item=blocked, by=newsroom.chief)

    assert GateOverride.objects.get().confirmed_by is None


def test_the_same_text_is_asked_for_once(newsroom, blocked):
    ask(newsroom, blocked)

    with pytest.raises(ItemNotReady):
        ask(newsroom, blocked, "Lần nữa")

    assert GateOverride.objects.get().reason == "Tin khẩn"


def test_approved_but_blocked_is_not_called_ready(newsroom, blocked):
    assert item_state(blocked).text == "Đã duyệt, còn vướng 1"
    assert [each.may_go for each in ready_items(newsroom.unit, 30)] == [False]
    assert "xin-vuot" in verbs(newsroom.secretary, blocked)
    assert not {"xuat-ban", "hen-gio"} & verbs(newsroom.secretary, blocked)

    services.override_confirm(
        override=ask(newsroom, blocked), item=blocked, by=newsroom.chief
    )

    assert item_state(blocked).text == "Sẵn sàng xuất bản"
    assert [each.may_go for each in ready_items(newsroom.unit, 30)] == [True]
    assert {"xuat-ban", "hen-gio"} <= verbs(newsroom.secretary, blocked)


def test_the_home_and_the_agree_page_name_what_is_skipped(client, newsroom, blocked):
    ask(newsroom, blocked)
    client.force_login(newsroom.chief)

    home = client.get("/toa-soan/").content.decode()
    agree = reverse("content:item_act", args=[blocked.pk, "dong-y-vuot"])
    page = client.get(agree).content.decode()

    assert "Chờ bạn đồng ý vượt" in home
    assert f"{newsroom.secretary} xin" in home
    for text in (home, page):
        assert NO_PHOTO in text
        assert "“Tin khẩn”" in text
        assert reverse("content:item_act", args=[blocked.pk, "khong-dong-y"]) in text


def test_the_refusal_is_given_by_form_and_read_by_the_asker(client, newsroom, blocked):
    ask(newsroom, blocked)
    client.force_login(newsroom.chief)
    url = reverse("content:item_act", args=[blocked.pk, "khong-dong-y"])

    assert client.post(url, {"reason": ""}).status_code == 400
    assert not GateOverride.objects.get().is_answered
    assert client.post(url, {"reason": "Chờ ảnh"}).status_code == 302

    client.force_login(newsroom.secretary)
    item = client.get(reverse("content:item", args=[blocked.pk])).content.decode()
    for text in (client.get("/toa-soan/").content.decode(), item):
        assert "Chờ ảnh" in text
