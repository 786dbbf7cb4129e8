"""What a person of one unit meets on Wagtail's page screens."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from toasoan.content.tests.factories import open_newsroom

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
