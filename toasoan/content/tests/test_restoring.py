"""Restoring a taken-down item and republishing another unit's are two named acts."""

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.models import ArticlePage, DepositRecord
from toasoan.content.tests.factories import make_published, open_newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def down(newsroom):
    """An article taken down here and, with it, at another unit."""
    live = make_published(newsroom)
    other = open_newsroom("hq")
    services.item_syndicate(
        article=live, unit=other.unit, section=other.section, by=other.secretary
    )
    services.item_take_down(
        item=live,
        public_reason="Nguồn rút lại",
        internal_reason="x",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )
    return ArticlePage.objects.get(pk=live.pk)


def test_restoring_has_one_name_from_button_to_toast_and_history(
    client, newsroom, down
):
    client.force_login(newsroom.chief)
    item, url = (
        reverse("content:item", args=[down.pk]),
        reverse("content:item_act", args=[down.pk, "khoi-phuc"]),
    )
    assert "Khôi phục bài" in client.get(item).content.decode()
    form = client.get(url).content.decode()
    assert "Bài ở 1 đơn vị đăng lại vẫn gỡ; mỗi đơn vị tự quyết định." in form

    answer = client.post(url, {"reason": "Đã xác minh"}, follow=True)

    page = answer.content.decode()
    assert "Đã khôi phục bài." in page
    assert "Đăng lại" not in page
    history = client.get(reverse("content:item_history", args=[down.pk]))
    assert "Khôi phục bài" in history.content.decode()
    assert DepositRecord.Kind.RESTORED.label == "Khôi phục bài"
    down.refresh_from_db()
    assert down.live


def test_restoring_without_a_reason_or_the_right_leaves_the_item_down(
    client, newsroom, down
):
    url = reverse("content:item_act", args=[down.pk, "khoi-phuc"])

    statuses = []
    for person, reason in ((newsroom.chief, " "), (newsroom.secretary, "Đã xác minh")):
        client.force_login(person)
        statuses.append(client.post(url, {"reason": reason}).status_code)

    assert statuses == [400, 403]
    down.refresh_from_db()
    assert not down.live


def test_republishing_keeps_its_name(client, newsroom):
    live = make_published(newsroom)
    other = open_newsroom("hq")
    client.force_login(other.secretary)
    url = reverse("content:syndicate", args=[live.pk])
    assert "Đăng lại" in client.get(reverse("content:elsewhere")).content.decode()

    answer = client.post(url, {"section": other.section.pk}, follow=True)

    assert f"Đã đăng lại bài của {newsroom.unit}." in answer.content.decode()
    assert "Khôi phục" not in answer.content.decode()
