"""The list of who writes for a unit: on the site, in the store, in the sitemap."""

import pytest
from bs4 import BeautifulSoup

from toasoan.content import services as content
from toasoan.content.models import ArticleAuthor
from toasoan.content.tests.factories import open_newsroom
from toasoan.publicsite import services, store
from toasoan.publicsite.tests.factories import (
    bake,
    baked,
    make_author,
    published,
    reader,
)
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db


def lines(html):
    document = BeautifulSoup(html, "lxml")
    return [
        (
            line.a.get_text(),
            line.a["href"],
            line.select_one(".meta").get_text(),
        )
        for line in document.select(".people li")
    ]


def stored(newsroom):
    return lines(store.page_read(newsroom.unit.hostname, "/tac-gia/"))


def signed_by(newsroom, headline, *authors):
    rows = [ArticleAuthor(author=author) for author in authors]
    return published(newsroom, headline, bylines=rows)


def test_authors_stand_by_given_name_with_the_number_of_their_articles(newsroom):
    gia_bao = make_author(newsroom, "bui-gia-bao", "Bùi Gia Bảo")
    an = make_author(newsroom, "vu-duc-an", "Vũ Đức Ân")
    make_author(newsroom, "chua-co-bai", "Chưa Có Bài")
    signed_by(newsroom, "Một", gia_bao, an)
    signed_by(newsroom, "Hai", gia_bao)

    answer = reader(newsroom).get("/tac-gia/")

    assert answer.status_code == 200
    assert lines(answer.content) == [
        ("Vũ Đức Ân", "/tac-gia/vu-duc-an/", "1 bài"),
        ("Bùi Gia Bảo", "/tac-gia/bui-gia-bao/", "2 bài"),
        ("Thu Hà tbtc", "/tac-gia/thu-ha/", "2 bài"),
    ]
    for _name, path, _total in lines(answer.content):
        assert reader(newsroom).get(path).status_code == 200


def test_a_copy_counts_for_its_author_at_the_unit_that_wrote_it_only(newsroom):
    other = open_newsroom("hq")
    article = published(newsroom)
    copy_to(other, article, headline="Tít riêng")

    assert lines(reader(newsroom).get("/tac-gia/").content) == [
        ("Thu Hà tbtc", "/tac-gia/thu-ha/", "1 bài")
    ]
    assert lines(reader(other).get("/tac-gia/").content) == []
    assert "Chưa có bài nào." in reader(other).get("/tac-gia/").content.decode()


def test_the_portal_has_no_authors_of_its_own(newsroom, portal, client):
    answer = client.get("/tac-gia/", headers={"host": "localhost"})

    assert answer.status_code == 404
    assert "/tac-gia/" not in client.get("/", headers={"host": "localhost"}).text


def test_the_list_is_reached_from_every_page_and_from_each_author(newsroom):
    article = baked(newsroom)
    for path in ("/", article.get_url_parts()[2], "/tac-gia/thu-ha/"):
        html = BeautifulSoup(reader(newsroom).get(path).content, "lxml")
        assert html.select_one('footer a[href="/tac-gia/"]').get_text() == "Tác giả"
    assert html.select_one('main .crumbs a[href="/tac-gia/"]')


def test_the_sitemap_names_the_list_of_authors(newsroom):
    sitemap = reader(newsroom).get("/sitemap-pages.xml").content.decode()

    assert "<loc>http://tbtc.localhost:8000/tac-gia/</loc>" in sitemap


def test_the_stored_list_follows_every_publication(newsroom):
    services.unit_pages_bake(unit_key="tbtc")
    assert stored(newsroom) == []

    first = baked(newsroom, "Một")
    assert stored(newsroom) == [("Thu Hà tbtc", "/tac-gia/thu-ha/", "1 bài")]

    baked(newsroom, "Hai")
    assert stored(newsroom) == [("Thu Hà tbtc", "/tac-gia/thu-ha/", "2 bài")]

    content.item_take_down(
        item=first,
        public_reason="Sai.",
        internal_reason="Sai.",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )
    bake(first)
    assert stored(newsroom) == [("Thu Hà tbtc", "/tac-gia/thu-ha/", "1 bài")]


def test_the_stored_list_follows_a_pen_name(newsroom):
    baked(newsroom)
    pen_name = newsroom.pen_name
    services.structure_pages_bake(page_id=pen_name.pk, unit_key="tbtc")
    pen_name.title = "Nguyễn Thu Hà"
    pen_name.position = "Phóng viên"
    pen_name.save_revision().publish()

    services.structure_pages_bake(page_id=pen_name.pk, unit_key="tbtc")
    assert stored(newsroom) == [("Nguyễn Thu Hà", "/tac-gia/thu-ha/", "1 bài")]
    assert "Phóng viên" in store.page_read("tbtc.localhost", "/tac-gia/").decode()

    pen_name.unpublish()
    services.structure_pages_bake(page_id=pen_name.pk, unit_key="tbtc")
    assert stored(newsroom) == []
