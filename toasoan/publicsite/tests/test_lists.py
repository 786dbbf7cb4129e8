"""Homes, sections, topics and the other lists readers see."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from toasoan.content.models import ArticleAuthor, HomeFigure, HomeSlot
from toasoan.content.tests.factories import (
    make_article,
    make_genre,
    publish,
)
from toasoan.core import clock
from toasoan.publicsite.index import item_index
from toasoan.publicsite.tests.factories import (
    home_of,
    make_author,
    make_section,
    make_standard,
    make_topic,
    path_of,
    published,
    reader,
)

pytestmark = pytest.mark.django_db


def tree(response):
    return BeautifulSoup(response.content.decode(), "lxml")


def texts(document, selector):
    return [" ".join(e.get_text().split()) for e in document.select(selector)]


def test_the_home_puts_editors_choice_first_then_the_newest(newsroom):
    titles = [f"Bài số {n}" for n in range(1, 9)]
    items = [published(newsroom, t, hours_ago=10 - n) for n, t in enumerate(titles)]
    home = home_of(newsroom)
    HomeSlot.objects.create(home=home, article=items[2].page_ptr, sort_order=1)
    page = tree(reader(newsroom).get("/"))
    assert texts(page, ".lead h2") == ["Bài số 3"]
    assert page.select("h1.mark")
    shown = texts(page, ".river h3")
    assert "Bài số 3" not in shown
    assert texts(page, "section.sec .hd h2") == ["Thuế"] or shown


def test_a_slot_past_its_time_gives_way_to_the_newest(newsroom):
    old = published(newsroom, "Bài cũ", hours_ago=5)
    published(newsroom, "Bài mới")
    past = clock.now() - timedelta(minutes=1)
    HomeSlot.objects.create(
        home=home_of(newsroom), article=old.page_ptr, until=past, sort_order=1
    )
    assert texts(tree(reader(newsroom).get("/")), ".lead h2") == ["Bài mới"]


def test_figures_leave_the_home_when_their_life_ends(newsroom):
    published(newsroom)
    home = home_of(newsroom)
    fields = {"value": "61,8%", "source": "31/10/2026"}
    later, past = clock.now() + timedelta(days=1), clock.now() - timedelta(seconds=1)
    HomeFigure.objects.create(
        home=home, label="Còn hạn", expires_at=later, sort_order=1, **fields
    )
    HomeFigure.objects.create(
        home=home, label="Hết hạn", expires_at=past, sort_order=2, **fields
    )
    assert texts(tree(reader(newsroom).get("/")), ".figs dt") == ["Còn hạn"]


def test_opinions_stand_in_their_own_band(newsroom):
    published(newsroom, "Tin", hours_ago=9)
    for n in range(7):
        published(newsroom, f"Tin {n}")
    opinion = published(
        newsroom, "Nợ công thấp", hours_ago=20, genre=make_genre("binh-luan")
    )
    assert texts(tree(reader(newsroom).get("/")), ".op h3") == [opinion.title]


def test_an_empty_unit_says_what_is_to_come(newsroom):
    response = reader(newsroom).get("/")
    assert "Chưa có bài nào" in response.content.decode()


def test_the_portal_groups_the_newest_by_unit(newsroom, portal):
    article = published(newsroom)
    page = tree(Client(SERVER_NAME="localhost").get("/"))
    link = page.select("section[data-unit=tbtc] h3 a")[0]
    assert link.get("href") == f"http://tbtc.localhost:8000{path_of(article)}"


def test_a_section_lists_twenty_and_then_pages(newsroom):
    for n in range(22):
        published(newsroom, f"Bài {n}", hours_ago=n + 1)
    client = reader(newsroom)
    first, second = tree(client.get("/thue/")), tree(client.get("/thue/trang-2/"))
    assert len(first.select(".river li")) + 1 == 20
    assert texts(second, ".river .hl") == ["Bài 20", "Bài 21"]
    assert first.select("a[rel=next]")[0].get("href") == "/thue/trang-2/"
    assert second.select("a[rel=prev]")[0].get("href") == "/thue/"
    assert client.get("/thue/trang-3/").status_code == 404
    assert client.get("/thue/trang-1/").headers["Location"] == "/thue/"


def test_a_section_shows_what_its_sub_sections_hold(newsroom):
    below = make_section(newsroom, "hoan-thue", "Hoàn thuế", parent=newsroom.section)
    article = published(newsroom, "Hoàn thuế nhanh", section=below)
    assert path_of(article).startswith("/thue/hoan-thue/")
    client = reader(newsroom)
    assert "Hoàn thuế nhanh" in client.get("/thue/").content.decode()
    assert "Hoàn thuế nhanh" in client.get("/thue/hoan-thue/").content.decode()


def test_topics_authors_tags_and_standard_pages_answer(newsroom):
    topic, photographer = make_topic(newsroom), make_author(newsroom)
    make_standard(newsroom, "gioi-thieu-bao", "Giới thiệu báo")
    article = make_article(newsroom, "Bài có đủ")
    article.topics.add(topic)
    article.tags.add("Đầu tư công")
    article.bylines.add(ArticleAuthor(author=photographer, part="photo"))
    article.save_revision(user=newsroom.reporter)
    article = publish(newsroom, article)
    item_index(article.pk)
    client = reader(newsroom)
    page = tree(client.get(path_of(article)))
    assert "ảnh: Gia Bảo" in texts(page, ".who")[0]
    assert [a.get("href") for a in page.select(".topics a")] == [
        "/dong-su-kien/thu-2026/"
    ]
    tag_path = page.select(".tags a")[0].get("href")
    assert tag_path == "/tu-khoa/dau-tu-cong/"
    for path in ("/dong-su-kien/thu-2026/", "/tac-gia/gia-bao/", tag_path):
        assert "Bài có đủ" in client.get(path).content.decode()
    assert "Gọi cho tòa soạn." in client.get("/gioi-thieu-bao/").content.decode()
    assert topic.get_url_parts()[2] == "/dong-su-kien/thu-2026/"
    assert photographer.get_url_parts()[2] == "/tac-gia/gia-bao/"


def test_the_archive_goes_by_month_and_day(newsroom):
    published(newsroom, "Bài hôm nay")
    today = clock.today()
    client = reader(newsroom)
    assert f"/luu-tru/{today:%Y/%m}/" in client.get("/luu-tru/").content.decode()
    month = client.get(f"/luu-tru/{today:%Y/%m}/").content.decode()
    assert f"/luu-tru/{today:%Y/%m/%d}/" in month
    day = client.get(f"/luu-tru/{today:%Y/%m/%d}/").content.decode()
    assert "Bài hôm nay" in day
    assert client.get("/luu-tru/2026/13/01/").status_code == 404
    assert client.get("/luu-tru/1999/01/01/").status_code == 404
