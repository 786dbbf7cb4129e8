"""What a unit says of itself and where it answers, as people change it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page, Site

from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxEvent
from toasoan.security.models import AuditEntry
from toasoan.units.errors import UnitInvalid
from toasoan.units.roles import Role
from toasoan.units.services.imprint import press_unit_update
from toasoan.units.services.loading import press_units_load
from toasoan.units.tests.factories import make_person, make_subject, make_unit

pytestmark = pytest.mark.django_db

ROW = {
    "key": "tctc",
    "organisation": "ORG-tctc",
    "kind": "magazine",
    "short": "TCTC",
    "masthead": "Tạp chí Tài chính",
    "remit": "Nghiên cứu",
    "subjects": [],
    "desks": [],
}


@pytest.fixture
def unit():
    return make_unit("tbtc")


@pytest.fixture
def platform(db):
    return make_person("Quản trị nền tảng", is_superuser=True)


@pytest.fixture
def keeper(unit):
    return make_person("Quản trị", unit=unit, role=Role.UNIT_ADMINISTRATOR)


def change(unit, by, **changes):
    return press_unit_update(
        unit=unit, subjects=unit.subjects.all(), changes=changes, by=by
    )


def changes_announced():
    return [
        event.payload
        for event in OutboxEvent.objects.filter(kind="units.PressUnitChanged")
    ]


def test_unit_administrator_changes_masthead_imprint_and_colours(unit, keeper):
    change(unit, keeper, masthead="Báo Mới", licence="Số 12/GP", theme="hq")

    unit.refresh_from_db()
    assert (unit.masthead, unit.licence, unit.theme) == ("Báo Mới", "Số 12/GP", "hq")
    assert changes_announced() == [
        {"unit_key": "tbtc", "former_host": "", "is_seen_elsewhere": True}
    ]
    entry = AuditEntry.objects.get(action="units.unit_updated")
    assert entry.data["before"] == {
        "masthead": "Báo tbtc",
        "licence": "",
        "theme": "tbtc",
    }


def test_a_new_hotline_concerns_the_unit_alone(unit, keeper):
    change(unit, keeper, hotline="024 0000 0009")

    assert [each["is_seen_elsewhere"] for each in changes_announced()] == [False]


def test_saving_without_a_difference_says_nothing(unit, keeper):
    change(unit, keeper, masthead=unit.masthead)

    assert changes_announced() == []
    assert not AuditEntry.objects.filter(action="units.unit_updated").exists()


def test_other_subjects_are_kept_in_the_log_and_bake_nothing(unit, keeper):
    press_unit_update(
        unit=unit, subjects=[make_subject("customs")], changes={}, by=keeper
    )

    assert [subject.code for subject in unit.subjects.all()] == ["customs"]
    entry = AuditEntry.objects.get(action="units.unit_updated")
    assert entry.data["before"] == {"subjects": ["tax"]}
    assert changes_announced() == []


@pytest.mark.parametrize("changes", [{"hostname": "b.vn"}, {"short_name": "MOI"}])
def test_unit_administrator_cannot_change_what_every_unit_depends_on(
    unit, keeper, changes
):
    with pytest.raises(NotAllowed):
        change(unit, keeper, tagline="Dòng mới", **changes)

    unit.refresh_from_db()
    assert (unit.hostname, unit.short_name, unit.tagline) == (
        "tbtc.localhost",
        "TBTC",
        "",
    )
    assert changes_announced() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"hostname": "hq.localhost"},  # another unit's
        {"hostname": "localhost"},  # the staff's
        {"hostname": "báo.vn"},
        {"hostname": "a b.vn"},
        {"hostname": ""},
        {"masthead": ""},
        {"theme": "hong-nhat"},
    ],
)
def test_a_name_or_colour_that_cannot_be_is_refused(unit, platform, changes):
    make_unit("hq")

    with pytest.raises(UnitInvalid):
        change(unit, platform, **changes)

    unit.refresh_from_db()
    assert (unit.hostname, unit.masthead, unit.theme) == (
        "tbtc.localhost",
        "Báo tbtc",
        "tbtc",
    )
    assert not unit.hostname_is_own


def test_a_host_nobody_changed_follows_the_domain_and_one_given_stays(platform):
    first, second = make_unit("tctc"), make_unit("hq")
    change(second, platform, hostname="haiquan.vn")

    press_units_load(
        subjects=[],
        units=[ROW, {**ROW, "key": "hq", "organisation": "ORG-hq"}],
        domain="vidu.vn",
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.hostname, second.hostname) == ("tctc.vidu.vn", "haiquan.vn")


def test_the_screen_offers_the_host_to_the_platforms_keeper_only(
    client, unit, keeper, platform
):
    client.force_login(keeper)
    own = client.get(reverse("units:imprint")).content.decode()
    client.force_login(platform)
    full = client.get(reverse("units:imprint")).content.decode()

    assert 'name="masthead"' in own
    assert own.count('name="theme"') == 6
    assert 'name="hostname"' not in own
    assert 'name="hostname"' in full


def test_a_host_that_is_taken_is_refused_on_the_screen_and_what_was_typed_stays(
    client, unit, platform
):
    make_unit("hq")
    client.force_login(platform)
    client.post(reverse("newsroom:unit_switch"), {"unit": "tbtc"})

    answer = client.post(
        reverse("units:imprint"),
        {
            "masthead": "Báo tbtc",
            "short_name": "TBTC",
            "theme": "tbtc",
            "hostname": "HQ.localhost",
            "tagline": "Dòng đang gõ",
        },
    )

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Tên miền hq.localhost đã có nơi khác dùng." in page
    assert "Dòng đang gõ" in page


def test_nobody_changes_a_site_behind_the_units_back(client, platform):
    client.force_login(platform)

    answer = client.get("/toa-soan/sites/new/")

    assert answer.status_code == 302
    assert answer["Location"] == "/toa-soan/"


def test_a_host_entered_on_wagtails_screen_before_an_upgrade_is_taken_over(unit):
    root = Page.get_first_root_node()
    # What the next set-up had left behind: the unit points to its old host again.
    given = Site.objects.create(hostname="thoibao.vn", port=80, root_page=root)
    unit.site = Site.objects.create(hostname=unit.hostname, port=80, root_page=root)
    unit.save()
    migration = import_module("toasoan.units.migrations.0002_hosts_of_their_own")

    migration.given_hosts_keep(apps, None)

    unit.refresh_from_db()
    assert (unit.hostname, unit.hostname_is_own) == ("thoibao.vn", True)
    assert unit.site == given
    assert [site.hostname for site in Site.objects.filter(root_page=root)] == [
        "thoibao.vn"
    ]
