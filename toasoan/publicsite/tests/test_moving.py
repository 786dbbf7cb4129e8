"""A unit or the portal that answers on another host takes its pages along."""

import pytest
from django.test import Client, TestCase
from wagtail.models import Page, Site

from toasoan.content.services import portal_open, unit_open
from toasoan.content.tests.factories import open_newsroom
from toasoan.core.outbox import outbox_dispatch
from toasoan.publicsite import store
from toasoan.publicsite.tests.factories import baked, path_of
from toasoan.publicsite.tests.syndication import copy_to
from toasoan.units.services.imprint import press_unit_update
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(db):
    return make_person("Quản trị nền tảng", is_superuser=True)


def move(unit, host, by):
    press_unit_update(
        unit=unit, subjects=unit.subjects.all(), changes={"hostname": host}, by=by
    )
    deliver()


def deliver():
    """What the worker does with the event, its jobs included."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        outbox_dispatch()


def setup_again(newsroom):
    """What `house_setup` does for a unit at every start."""
    unit = type(newsroom.unit).objects.get(pk=newsroom.unit.pk)
    unit_open(unit=unit, sections=[], port=8000)
    deliver()


def test_a_units_pages_answer_on_the_new_host_at_once_and_the_old_is_gone(
    newsroom, portal, platform
):
    path = path_of(baked(newsroom, "Bài trước khi chuyển"))

    move(newsroom.unit, "thoibao.vidu.vn", platform)

    page = store.page_read("thoibao.vidu.vn", path).decode()
    assert 'rel="canonical" href="http://thoibao.vidu.vn:8000' in page
    assert store.page_read("tbtc.localhost", path) is None
    assert store.hosts_read() == {"thoibao.vidu.vn": "tbtc", "localhost": ""}
    assert "//thoibao.vidu.vn:8000" in store.page_read("localhost", "/").decode()
    assert Client(SERVER_NAME="thoibao.vidu.vn").get(path).status_code == 200
    assert Client(SERVER_NAME="tbtc.localhost").get(path).status_code == 404


def test_setting_the_house_up_again_keeps_the_new_host_and_one_site(
    newsroom, portal, platform
):
    move(newsroom.unit, "thoibao.vidu.vn", platform)

    setup_again(newsroom)

    newsroom.unit.refresh_from_db()
    home = newsroom.unit.home
    assert [site.hostname for site in Site.objects.filter(root_page=home)] == [
        "thoibao.vidu.vn"
    ]
    assert newsroom.unit.site.hostname == "thoibao.vidu.vn"


def test_a_copy_elsewhere_names_its_source_on_the_new_host(newsroom, portal, platform):
    other = open_newsroom("hq")
    copy = copy_to(other, baked(newsroom, "Bài gốc"), headline="Bài dùng lại")
    deliver()

    move(newsroom.unit, "thoibao.vidu.vn", platform)

    page = store.page_read("hq.localhost", path_of(copy)).decode()
    assert 'rel="canonical" href="http://thoibao.vidu.vn:8000' in page


def test_the_portal_follows_the_domain_with_its_pages(newsroom, portal):
    baked(newsroom, "Bài trên cổng")

    portal_open(title="Tin tài chính", hostname="vidu.vn", port=8000)
    deliver()

    assert "Bài trên cổng" in store.page_read("vidu.vn", "/").decode()
    assert store.page_read("localhost", "/") is None
    assert Site.objects.filter(is_default_site=True).count() == 1


def test_a_folder_another_site_has_taken_is_left_to_it(newsroom, portal, platform):
    other = open_newsroom("hq")
    path = path_of(baked(newsroom, "Bài của báo"))
    kept = path_of(baked(other, "Bài hải quan"))
    move(newsroom.unit, "moi.vidu.vn", platform)
    move(other.unit, "tbtc.localhost", platform)

    assert store.page_read("moi.vidu.vn", path) is not None
    assert store.page_read("tbtc.localhost", kept) is not None
    assert store.page_read("tbtc.localhost", path) is None


def test_moving_a_host_that_was_never_stored_moves_nothing(settings):
    assert store.host_move("khong-co.vn", "moi.vn") is False
    assert not (store.store_dir() / "moi.vn").exists()


def test_the_homes_title_follows_the_masthead(newsroom, portal, platform):
    press_unit_update(
        unit=newsroom.unit,
        subjects=newsroom.unit.subjects.all(),
        changes={"masthead": "Báo Tài chính - Đầu tư"},
        by=platform,
    )
    deliver()

    home = Page.objects.get(pk=newsroom.unit.home.pk)
    assert home.title == "Báo Tài chính - Đầu tư"
    assert "Báo Tài chính - Đầu tư" in store.page_read("tbtc.localhost", "/").decode()
