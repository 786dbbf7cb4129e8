"""Nothing the staff side answers is kept, by the browser or by a proxy between."""

import pytest
from django.test import Client

from tests.architecture.unit_walk import addresses, staff_routes
from toasoan.content.tests.factories import open_newsroom
from toasoan.newsroom.tests.unit_material import fill

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Left out of the walk of one unit's screens, because they belong to no unit.
FOR_EVERYONE = ("login/", "logout/", "jsi18n/", "password_reset/", "khong-co/")


def _is_kept(client, url):
    response = client.get(url)
    response.close()
    said = response.headers.get("Cache-Control", "")
    return not {"private", "no-store"} <= {word.strip() for word in said.split(",")}


def test_every_staff_answer_says_private_and_no_store():
    material = fill(open_newsroom("tbtc"), "Donvitoi")
    nobody, chief = (Client(raise_request_exception=False) for _ in range(2))
    chief.force_login(material.room.chief)
    urls = [f"/toa-soan/{path}" for path in FOR_EVERYONE]
    for route, names in staff_routes():
        urls += list(addresses(route, names, material))[:2]

    kept = [url for url in urls for who in (nobody, chief) if _is_kept(who, url)]

    assert len(urls) > 150
    assert "/toa-soan/" in urls
    assert kept == []
