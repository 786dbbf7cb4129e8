"""Rules of what is kept: they propose, people confirm, nothing goes by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from toasoan.archive.holdings.papers import consent_add
from toasoan.archive.keeping.bins import asset_bin, asset_restore
from toasoan.archive.keeping.errors import RuleWrong
from toasoan.archive.keeping.retention import (
    proposals,
    proposals_bin,
    rule_add,
    rule_end,
)
from toasoan.archive.models import BinStay, CatalogueEntry, Photo, RetentionRule
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.archive.tests.test_deposits import publish
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(unit, keeper):
    return rule_add(
        unit=unit, name="Ảnh cũ", does="propose", years=5, used="unused", by=keeper
    )


def old(asset, years=6):
    entry = CatalogueEntry.objects.get(title=asset.title)
    entry.added_at = clock.now() - timedelta(days=366 * years)
    entry.save()
    return asset


def titles(rule):
    return [entry.title for entry in proposals(rule)]


def test_it_proposes_what_is_old_and_was_never_shown(unit, rule):
    old(photo_make(unit, title="Cũ"))
    photo_make(unit, title="Mới")
    publish(unit, old(photo_make(unit, title="Đã đăng")))

    assert titles(rule) == ["Cũ"]
    assert Photo.objects.count() == 3


def test_kind_and_right_are_asked_too(unit, keeper):
    old(photo_make(unit, title="Ảnh"))
    old(document_make(unit, title="Văn bản"))
    only = rule_add(
        unit=unit, name="Giấy", does="propose", years=1, kind="document", by=keeper
    )
    licensed = rule_add(
        unit=unit, name="Mua", does="propose", years=1, usage="licensed", by=keeper
    )

    assert titles(only) == ["Văn bản"]
    assert titles(licensed) == []


def test_what_another_rule_keeps_for_ever_is_not_proposed(unit, keeper, rule):
    old(photo_make(unit, title="Ảnh"))
    keeping = rule_add(
        unit=unit, name="Ảnh đơn vị", does="keep", usage="staff", by=keeper
    )
    assert titles(rule) == []

    rule_end(rule=keeping, by=keeper)

    assert titles(rule) == ["Ảnh"]


def test_a_consent_keeps_it_from_being_proposed(unit, keeper, rule):
    photo = old(photo_make(unit, title="Ảnh"))
    consent_add(entry=photo.entry, name="Bà Lan", by=keeper)

    assert titles(rule) == []


def test_what_somebody_took_out_of_the_bin_is_not_proposed_again(unit, keeper, rule):
    photo = old(photo_make(unit, title="Ảnh"))
    stay = asset_bin(asset=photo, by=keeper, rule=rule)

    asset_restore(stay=stay, by=keeper)

    assert titles(rule) == []


def test_only_what_a_person_chose_goes_into_the_bin(client, unit, keeper, rule):
    chosen = old(photo_make(unit, title="Bỏ"))
    old(photo_make(unit, title="Để lại"))
    young = photo_make(unit, title="Mới")
    client.force_login(keeper)
    url = reverse("keeping:proposals", args=[rule.pk])

    assert "Để lại" in client.get(url).content.decode()
    client.post(url, {"muc": [chosen.entry.pk, young.entry.pk, "x", "99999999999"]})

    assert [photo.title for photo in Photo.objects.order_by("pk")] == ["Để lại", "Mới"]
    assert BinStay.objects.get().rule == rule


def test_one_that_may_not_go_keeps_no_other(unit, keeper, rule):
    kept = old(photo_make(unit, title="Ảnh"))
    keys = [entry.pk for entry in proposals(rule)]
    publish(unit, kept)

    assert proposals_bin(rule=rule, keys=keys, by=keeper) == (0, [])
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    "asks",
    [
        {"name": " ", "does": "keep"},
        {"name": "Mọi thứ", "does": "propose", "years": 0},
        {"name": "Mãi", "does": "propose", "years": 101},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(unit, keeper, asks):
    with pytest.raises(RuleWrong):
        rule_add(unit=unit, by=keeper, **asks)

    assert not RetentionRule.objects.exists()


def test_who_does_not_keep_the_archive_sets_and_confirms_nothing(client, unit, rule):
    photo = old(photo_make(unit, title="Ảnh"))
    reporter = person_make(unit)
    with pytest.raises(NotAllowed):
        rule_add(unit=unit, name="Mới", does="keep", by=reporter)
    client.force_login(person_make(unit_make("tbtc"), Role.ARCHIVIST))
    url = reverse("keeping:proposals", args=[rule.pk])

    assert client.get(url).status_code == 404
    assert client.post(url, {"muc": [photo.entry.pk]}).status_code == 404
    assert RetentionRule.objects.count() == 1
    assert Photo.objects.count() == 1
