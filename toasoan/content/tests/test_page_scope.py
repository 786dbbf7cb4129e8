"""What a person of one unit meets on Wagtail's page screens."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from toasoan.content.tests.factories import make_article, open_newsroom, publish
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_the_root_of_the_tree_cannot_be_chosen(client):
    room = open_newsroom("tbtc")
    client.force_login(room.chief)
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")

    root = client.get(chosen, {"id": Page.get_first_root_node().pk})
    home = client.get(chosen, {"id": room.unit.home.pk})

    assert root.status_code == 404
    assert home.status_code == 200
    assert [row["id"] for row in home.json()["result"]] == [room.unit.home.pk]


@pytest.mark.parametrize("address", ["pages:unpublish", "bulk_action"])
def test_a_section_over_public_articles_is_not_hidden(client, address):
    room = open_newsroom("tbtc")
    publish(room, make_article(room))
    keeper = make_person("Quan tri", unit=room.unit, role=Role.UNIT_ADMINISTRATOR)
    client.force_login(keeper)
    section = room.section
    url = (
        reverse("wagtailadmin_pages:unpublish", args=[section.pk])
        if address == "pages:unpublish"
        else reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        + f"?id={section.pk}"
    )

    answer = client.post(url, {"include_descendants": "on"}, follow=True)

    section.refresh_from_db()
    assert section.live
    assert "còn 1 trang đang đăng bên dưới" in answer.content.decode()


def test_a_section_over_articles_is_not_copied(client):
    room = open_newsroom("tbtc")
    make_article(room)
    client.force_login(
        make_person("Quan tri", unit=room.unit, role=Role.UNIT_ADMINISTRATOR)
    )
    before = Page.objects.count()
    fields = {
        "new_title": "Thuế 2",
        "new_slug": "thue-2",
        "new_parent_page": room.unit.home.pk,
        "copy_subpages": "on",
    }

    answer = client.post(
        reverse("wagtailadmin_pages:copy", args=[room.section.pk]), fields, follow=True
    )

    assert Page.objects.count() == before
    assert "có trang bên dưới nên không sao chép" in answer.content.decode()
