"""What is in the store after each thing that can happen."""

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from toasoan.content import services as content
from toasoan.content.publication.latch import latch_open
from toasoan.content.tests.factories import make_article, open_newsroom, publish
from toasoan.core.outbox import outbox_dispatch
from toasoan.publicsite import baking, services, sites, store
from toasoan.publicsite.index import item_indexed
from toasoan.publicsite.models import ReaderItem, StalePath
from toasoan.publicsite.selectors import pages_listing
from toasoan.publicsite.tests.factories import (
    bake,
    baked,
    home_of,
    make_section,
    path_of,
    published,
    reader,
)
from toasoan.publicsite.tests.syndication import copy_to
from toasoan.publicsite.views import machines

pytestmark = pytest.mark.django_db


def stored(newsroom, path, *, gone=False):
    body = store.page_read(newsroom.unit.hostname, path, gone=gone)
    return body.decode() if body is not None else None


def take_down(newsroom, article):
    content.item_take_down(
        item=article,
        public_reason="Số liệu không còn đúng.",
        internal_reason="Nguồn rút lại.",
        ordered_by="Phó Tổng Biên tập",
        by=newsroom.chief,
    )


def test_publishing_bakes_what_shows_the_article(newsroom, portal):
    article = baked(newsroom, "Bài mới")
    for path in (
        path_of(article),
        "/",
        "/thue/",
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
    ):
        assert "Bài mới" in stored(newsroom, path), path
    assert path_of(article) in stored(newsroom, "/sitemap-news.xml")
    assert "Bài mới" in store.page_read("localhost", "/").decode()
    assert StalePath.objects.count() == 0


def test_what_is_baked_is_what_django_answers(newsroom):
    article = baked(newsroom)
    for path in (path_of(article), "/", "/thue/", "/rss.xml", "/sitemap.xml"):
        assert stored(newsroom, path) == reader(newsroom).get(path).content.decode()


def test_baking_twice_writes_nothing_the_second_time(newsroom):
    article = baked(newsroom)
    files = {
        f: f.stat().st_mtime_ns for f in store.store_dir().rglob("*") if f.is_file()
    }
    bake(article)
    again = {
        f: f.stat().st_mtime_ns for f in store.store_dir().rglob("*") if f.is_file()
    }
    assert again == files


def test_the_most_read_pages_come_first(newsroom):
    article = published(newsroom)
    indexed = item_indexed(article.pk)
    paths = pages_listing(indexed.item, indexed.keys)
    assert paths[:4] == [path_of(article), "/", "/thue/", "/rss.xml"]


def test_a_take_down_leaves_every_list_and_says_why(newsroom, portal):
    kept = baked(newsroom, "Bài giữ lại")
    article = baked(newsroom, "Bài phải gỡ")
    path = path_of(article)
    take_down(newsroom, article)
    services.item_pages_bake(item_id=article.pk, path=path)
    services.stale_pages_bake()
    assert stored(newsroom, path) is None
    assert "Số liệu không còn đúng." in stored(newsroom, path, gone=True)
    for file in store.store_dir().rglob("*"):
        if file.is_file() and file.suffix in {".html", ".xml", ".json"}:
            shown = "_gone" in file.parts
            assert ("Bài phải gỡ" in file.read_text()) == shown, file
    assert "Bài giữ lại" in stored(newsroom, path_of(kept))
    assert not ReaderItem.objects.filter(pk=article.pk).exists()


def test_a_restored_article_is_back_and_its_notice_gone(newsroom):
    article = baked(newsroom)
    path = path_of(article)
    take_down(newsroom, article)
    services.item_pages_bake(item_id=article.pk, path=path)
    article = type(article).objects.get(pk=article.pk)
    content.item_restore(item=article, reason="Nguồn xác nhận lại.", by=newsroom.chief)
    bake(article)
    assert stored(newsroom, path) is not None
    assert stored(newsroom, path, gone=True) is None


def test_an_article_that_moved_leaves_no_page_behind(newsroom):
    section = make_section(newsroom)
    article = baked(newsroom)
    old = path_of(article)
    article.move(section, pos="last-child")
    article = type(article).objects.get(pk=article.pk)
    bake(article)
    new = path_of(article)
    assert new.startswith("/hai-quan/")
    assert stored(newsroom, old) is None
    assert stored(newsroom, new) is not None
    assert article.title not in stored(newsroom, "/thue/")
    response = reader(newsroom).get(old)
    assert (response.status_code, response.headers["Location"]) == (301, new)


def test_a_copy_follows_its_original(newsroom):
    other = open_newsroom("hq")
    article = baked(newsroom, "Bài gốc")
    copied = copy_to(other, article, headline="Tít riêng")
    bake(copied)
    assert "Tít riêng" in stored(other, "/")
    content.item_correct(
        item=article, wrong="một", right="hai", apologises=True, by=newsroom.chief
    )
    bake(article)
    assert "Viết đúng là: hai" in stored(other, path_of(copied))
    path = path_of(copied)
    take_down(newsroom, article)
    for each in (article, copied):
        services.item_pages_bake(item_id=each.pk, path=path_of(each))
    services.stale_pages_bake()
    assert stored(other, path) is None
    assert "Số liệu không còn đúng." in stored(other, path, gone=True)
    assert "Tít riêng" not in stored(other, "/")


def test_a_correction_reaches_page_and_feeds(newsroom):
    article = baked(newsroom)
    content.item_correct(
        item=article, wrong="16,2%", right="12,6%", apologises=True, by=newsroom.chief
    )
    bake(article)
    for path in (path_of(article), "/rss.xml", "/atom.xml", "/feed.json"):
        assert "12,6%" in stored(newsroom, path), path


def test_a_new_headline_reaches_the_articles_that_name_it(newsroom):
    first = baked(newsroom, "Tên cũ")
    second = baked(newsroom, "Bài sau")
    assert "Tên cũ" in stored(newsroom, path_of(second))
    first.title = "Tên mới hẳn"
    with latch_open(first.pk):
        first.save_revision().publish()
    bake(first)
    assert "Tên mới hẳn" in stored(newsroom, path_of(second))
    assert "Tên cũ" not in stored(newsroom, path_of(second))


def test_a_renamed_section_changes_the_menu_of_every_page(newsroom):
    article = baked(newsroom)
    section = newsroom.section
    services.structure_pages_bake(page_id=section.pk, unit_key="tbtc")
    section.title = "Thuế và phí"
    section.save_revision().publish()
    services.structure_pages_bake(page_id=section.pk, unit_key="tbtc")
    services.unit_pages_bake(unit_key="tbtc")
    assert "Thuế và phí" in stored(newsroom, path_of(article))
    assert "Thuế và phí" in stored(newsroom, "/")


def test_a_hidden_section_is_gone_at_once_and_from_every_menu(newsroom):
    article = baked(newsroom)
    empty = make_section(newsroom, "chinh-sach", "Chính sách")
    services.structure_pages_bake(page_id=empty.pk, unit_key="tbtc")
    services.unit_pages_bake(unit_key="tbtc")
    assert "Chính sách" in stored(newsroom, path_of(article))
    empty.unpublish()
    services.structure_pages_bake(page_id=empty.pk, unit_key="tbtc")
    assert stored(newsroom, "/chinh-sach/") is None
    assert "Chính sách" not in stored(newsroom, "/")
    services.unit_pages_bake(unit_key="tbtc")
    assert stored(newsroom, "/chinh-sach/rss.xml") is None
    assert "Chính sách" not in stored(newsroom, path_of(article))


def test_a_page_outside_every_site_bakes_nothing(newsroom, portal):
    baked = services.structure_pages_bake(page_id=home_of(newsroom).pk, unit_key=None)
    assert baked.total == 0


def test_a_curated_home_bakes_the_home_and_not_the_articles(newsroom):
    article = baked(newsroom)
    services.structure_pages_bake(page_id=home_of(newsroom).pk, unit_key="tbtc")
    before = store.file_of(newsroom.unit.hostname, path_of(article)).stat().st_mtime_ns
    services.structure_pages_bake(page_id=home_of(newsroom).pk, unit_key="tbtc")
    after = store.file_of(newsroom.unit.hostname, path_of(article)).stat().st_mtime_ns
    assert before == after
    assert store.hosts_read()["tbtc.localhost"] == "tbtc"


def test_a_failing_page_stops_none_of_the_others(newsroom, monkeypatch):
    article = published(newsroom)
    monkeypatch.setattr(machines.feeds, "atom", lambda feed: 1 / 0)
    services.item_pages_bake(item_id=article.pk)
    services.stale_pages_bake()
    assert stored(newsroom, "/feed.json") is not None
    assert set(StalePath.objects.values_list("path", flat=True)) == {"/atom.xml"}


def test_with_the_database_away_stored_404_and_503_are_sent(newsroom):
    baked(newsroom)
    services.unit_pages_bake(unit_key="tbtc")
    client = reader(newsroom)

    def away(*args, **kwargs):
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        missing = client.get("/khong-co/")
        searching = client.get("/tim-kiem/?q=thue")
    assert missing.status_code == 404
    assert "Trang này không có" in missing.content.decode()
    assert searching.status_code == 503
    assert "tạm thời chưa xem được" in searching.content.decode()


def test_a_lost_database_never_empties_the_store(newsroom):
    article = baked(newsroom)

    def away(*args, **kwargs):
        raise OperationalError("away")

    site = sites.site_of_unit(newsroom.unit)
    with connection.execute_wrapper(away), pytest.raises(OperationalError):
        baking.page_bake(site, path_of(article), baking.Baked())
    assert stored(newsroom, path_of(article)) is not None


def test_rebuild_fills_an_empty_store_and_sweeps_orphans(newsroom, portal, capsys):
    article = published(newsroom)
    ReaderItem.objects.all().delete()
    store.page_write(newsroom.unit.hostname, "/mo-coi/", b"x")
    call_command("pages_rebuild")
    for path in (
        path_of(article),
        "/",
        "/thue/",
        "/robots.txt",
        "/icon-192.png",
        "/sw.js",
    ):
        assert store.page_read(newsroom.unit.hostname, path), path
    assert store.page_read(newsroom.unit.hostname, "/mo-coi/") is None
    assert "written" in capsys.readouterr().out
    call_command("pages_rebuild")
    assert " 0 written" in capsys.readouterr().out


def test_events_bring_the_pages(newsroom):
    article = publish(newsroom, make_article(newsroom, "Qua sự kiện"))
    report = outbox_dispatch()
    assert report.failed == 0
    assert "Qua sự kiện" in stored(newsroom, path_of(article))
    assert "Qua sự kiện" in stored(newsroom, "/")
