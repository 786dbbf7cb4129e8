"""Whoever belongs to one unit learns nothing of another and changes nothing there.

Every address of the staff side is asked for, with the things of the other unit put
where the address has a number. A new screen is walked as soon as it has an address.
"""

import pytest

from tests.architecture.unit_walk import (
    MARK,
    _answer,
    _around,
    _bodies,
    _leaks,
    _queries,
    _signed_in,
    _snapshot,
    addresses,
    staff_routes,
)
from toasoan.content.tests.factories import open_newsroom
from toasoan.newsroom.tests.archive_material import unit_closed
from toasoan.newsroom.tests.unit_material import fill
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person
from toasoan.workspace.models import PushDevice
from toasoan.workspace.services import notification_send

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def own(db):
    return open_newsroom("tbtc")


@pytest.fixture
def mine(own):
    return fill(own, "Donvitoi")


@pytest.fixture
def other(mine):
    made = fill(open_newsroom("hq"), MARK)
    unit_closed(made.room.unit)
    # What somebody was told while they still belonged there.
    notification_send(
        kind="content.item_published",
        to=mine.people,
        path=f"/toa-soan/bai/{made.article.pk}/",
        key="item:former",
        values={"title": f"{MARK} tit"},
        by=made.people[0],
        unit=made.room.unit,
    )
    PushDevice.objects.create(
        user=made.people[0],
        name=f"{MARK} dien thoai",
        endpoint="https://push.vidu.vn/1",
        public_key="x",
        auth_secret="x",
    )
    return made


@pytest.fixture
def chief(own):
    return own.chief


@pytest.fixture
def administrator(own):
    return make_person("Quan tri", unit=own.unit, role=Role.UNIT_ADMINISTRATOR)


@pytest.mark.parametrize("who", ["chief", "administrator"])
def test_no_address_shows_anything_of_another_unit(who, mine, other, request):
    client = _signed_in(request.getfixturevalue(who))
    wrong = []
    for route, names in staff_routes():
        places = list(addresses(route, names, other))
        if names:  # one's own screens must not name the others either
            places += addresses(route, names, mine)
        for url in places:
            queries = _queries(other) if not names else [{}]
            for query in queries:
                status, text = _answer(client, "get", url, query)
                if status >= 500:
                    wrong.append(f"{status} {url} {query}")
                if _leaks(text, other):
                    wrong.append(f"LEAK {url} {query}: {_around(text, other)!r}")
    assert not wrong, "\n".join(wrong)


def test_an_address_with_a_key_of_another_unit_answers_as_if_there_were_nothing(
    other, chief
):
    client = _signed_in(chief)
    wrong = []
    for route, names in staff_routes():
        if not any(n in {"pk", "page_id", "image_id", "document_id"} for n in names):
            continue
        for url in addresses(route, names, other):
            status, _text = _answer(client, "get", url, {})
            if status == 200:
                wrong.append(url)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["chief", "administrator"])
def test_nothing_sent_changes_anything_of_another_unit(who, other, request):
    client = _signed_in(request.getfixturevalue(who))
    before = _snapshot(other)
    wrong: list[str] = []
    for route, names in staff_routes():
        if not names:
            continue
        for url in addresses(route, names, other):
            for body in _bodies(other):
                status, text = _answer(client, "post", url, body)
                if status >= 500 or _leaks(text, other):
                    wrong.append(f"{status} {url}")
        if _snapshot(other) != before:
            wrong.append(f"CHANGED by {route}")
            before = _snapshot(other)
    assert not wrong, "\n".join(wrong)


def test_the_walk_reaches_the_screens_it_must():
    routes = {route for route, _names_ in staff_routes()}
    assert len(routes) > 150
    for wanted in (
        "toa-soan/pages/<int:page_id>/edit/",
        "toa-soan/choose-page/search/",
        "toa-soan/images/chooser/results/",
        "toa-soan/bai/<int:pk>/",
        "toa-soan/bai/yeu-cau/<int:pk>/",
        "toa-soan/bai/yeu-cau/<int:pk>/ky/",
        "toa-soan/de-tai/",
        "toa-soan/reports/site-history/",
        "toa-soan/tai-len/<uuid:pk>/",
        "hien-truong/bai/<int:pk>/",
    ):
        assert wanted in routes
