"""Finding articles on the reader's side."""

import pytest
from bs4 import BeautifulSoup

from toasoan.publicsite.tests.factories import published, reader

pytestmark = pytest.mark.django_db


def found(response):
    page = BeautifulSoup(response.content.decode(), "lxml")
    return [a.get_text() for a in page.select(".hits .hl a")], page


def test_words_without_marks_find_and_mark_the_marked_form(newsroom):
    published(newsroom, "Hoàn thuế nhanh hơn")
    titles, page = found(reader(newsroom).get("/tim-kiem/", {"q": "hoan thue"}))
    assert titles == ["Hoàn thuế nhanh hơn"]
    assert page.select_one(".hits .hl mark").get_text() == "Hoàn thuế"
    assert page.select_one("meta[name=robots]").get("content") == "noindex,follow"


def test_newest_first_is_an_order(newsroom):
    published(newsroom, "Hoàn thuế cũ", hours_ago=9)
    published(newsroom, "Hoàn thuế mới")
    response = reader(newsroom).get(
        "/tim-kiem/", {"q": "hoàn thuế", "thu-tu": "newest"}
    )
    titles, page = found(response)
    assert set(titles) == {"Hoàn thuế mới", "Hoàn thuế cũ"}
    assert page.select_one(".found [aria-current]").get_text() == "Mới nhất"


def test_nothing_found_says_what_to_try(newsroom):
    text = reader(newsroom).get("/tim-kiem/", {"q": "khoanh nợ"}).content.decode()
    assert "Không tìm thấy “khoanh nợ”." in text


@pytest.mark.parametrize("query", ["", "   ", '"><script>', "a" * 500, "\x00", "đ"])
def test_any_words_are_answered_and_escaped(newsroom, query):
    response = reader(newsroom).get("/tim-kiem/", {"q": query, "trang": "-1"})
    assert response.status_code == 200
    assert '"><script>' not in response.content.decode()
