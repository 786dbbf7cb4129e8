"""Addresses that only do things: who opens one is led to the form's own screen."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from toasoan.content.tests.factories import make_article
from toasoan.newsroom.post_only import screen_above

pytestmark = pytest.mark.django_db
PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"
SAID = "Việc bạn vừa bấm chưa được làm. Bấm lại ở đây."


@pytest.mark.parametrize(
    ("name", "args", "screen"),
    [
        ("newsroom:unit_switch", [], "/toa-soan/"),
        ("newsroom:delivery_retry", [7], "/toa-soan/tinh-trang/"),
        ("planning:assignment_accept", [7], "/toa-soan/phan-cong/7/"),
        ("planning:coverage_give", [7, 8], "/toa-soan/de-tai/7/"),
        ("content:item_preview", [7], "/toa-soan/bai/7/"),
        ("content:item_lead_photo", [7], "/toa-soan/bai/7/"),
        ("content:chain_delete", [7], "/toa-soan/don-vi/quy-trinh/"),
        ("content:step_change", [7, "len"], "/toa-soan/don-vi/quy-trinh/"),
        ("units:member_end", [7], "/toa-soan/don-vi/"),
        ("units:own_delegation_end", [7], "/toa-soan/don-vi/uy-quyen/cua-toi/"),
        ("units:desk_end", [7], "/toa-soan/don-vi/ban/"),
        ("units:body_role_end", [7], "/toa-soan/co-quan/"),
        ("wagtailadmin_logout", [], "/toa-soan/"),
    ],
)
def test_a_form_stands_on_the_screen_above_it(name, args, screen):
    assert screen_above(reverse(name, args=args)) == screen


def test_opening_one_says_that_nothing_was_done_and_where_to_do_it(client, room):
    article = make_article(room)
    client.force_login(room.reporter)

    answer = client.get(
        reverse("content:item_preview", args=[article.pk]), headers={"accept": PAGE}
    )

    assert answer.status_code == 302
    assert answer.url == reverse("content:item", args=[article.pk])
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [SAID]
    assert not article.preview_links.exists()


def test_a_script_is_told_405_as_before(client, room):
    client.force_login(room.reporter)

    answer = client.get(reverse("newsroom:unit_switch"), headers={"accept": "*/*"})

    assert answer.status_code == 405
    assert not list(get_messages(answer.wsgi_request))


def test_a_stranger_signs_in_first(client):
    answer = client.get(reverse("newsroom:unit_switch"), headers={"accept": PAGE})

    assert answer.url.startswith(reverse("wagtailadmin_login"))
