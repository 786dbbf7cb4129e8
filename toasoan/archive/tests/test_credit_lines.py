"""Whoever writes a credit line is offered those the unit has written most."""

import pytest
from django.urls import reverse

from toasoan.archive.metadata import credit_lines as module
from toasoan.archive.metadata.credit_lines import credit_lines
from toasoan.archive.tests.factories import person_make, photo_make, unit_make
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return unit_make("ck")


def credited(unit, *lines):
    return [photo_make(unit, credit=line) for line in lines]


def test_the_most_frequent_come_first_each_as_it_is_written_most(unit):
    credited(unit, "Gia Bảo/TTXVN", "Lan Anh", "Lan Anh", "LAN ANH", " ", "")

    assert credit_lines(unit) == ["Lan Anh", "Gia Bảo/TTXVN"]


def test_another_units_lines_are_its_own(unit):
    credited(unit_make("hq"), "Người lạ")

    assert credit_lines(unit) == []


def test_only_the_newest_are_looked_at_and_few_are_offered(unit, monkeypatch):
    credited(unit, "Cũ", "Một", "Hai", "Hai", "Ba", "Ba", "Ba")
    monkeypatch.setattr(module, "LOOKED_AT_MOST", 6)
    monkeypatch.setattr(module, "OFFERED_MOST", 2)

    assert credit_lines(unit) == ["Ba", "Hai"]


def test_the_screens_where_a_credit_is_written_offer_them(client, unit):
    (photo,) = credited(unit, 'Lan "Anh" <b>')
    client.force_login(person_make(unit, Role.PHOTO_VIDEO_EDITOR))
    screens = (
        reverse("wagtailimages:edit", args=[photo.pk]),
        reverse("incoming:intake"),
    )

    for screen in screens:
        text = client.get(screen).content.decode()
        assert 'list="credit-lines"' in text
        assert '<option value="Lan &quot;Anh&quot; &lt;b&gt;"></option>' in text
