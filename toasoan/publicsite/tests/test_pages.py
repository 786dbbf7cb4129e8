"""What readers see."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from toasoan.content import services as content
from toasoan.content.tests.factories import (
    make_article,
    open_newsroom,
    publish,
)
from toasoan.publicsite.tests.factories import (
    full_body,
    home_of,
    path_of,
    published,
    reader,
)
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db


def tree(response):
    return BeautifulSoup(response.content.decode(), "lxml")


def texts(document, selector):
    return [" ".join(e.get_text().split()) for e in document.select(selector)]


def test_an_article_shows_headline_sapo_byline_and_text(newsroom):
    article = published(newsroom, "Thu ngân sách vượt dự toán")
    response = reader(newsroom).get(path_of(article))
    assert response.status_code == 200
    page = tree(response)
    assert texts(page, "h1") == ["Thu ngân sách vượt dự toán"]
    assert texts(page, ".sapo") == ["Thu nội địa tăng so với cùng kỳ."]
    assert "Thu Hà tbtc" in texts(page, ".who")[0]
    assert "Tổng thu ước đạt 1.987.400 tỷ đồng." in texts(page, ".body")[0]
    assert response.headers["Cache-Control"].startswith("public, max-age=0")
    assert not response.cookies


def test_every_block_is_shown_with_its_credit(newsroom):
    other = published(newsroom, "Bài đã có")
    article = published(newsroom, "Đủ khối", body=full_body(newsroom.unit, other))
    page = tree(reader(newsroom).get(path_of(article)))
    assert texts(page, ".body h2")[0] == "Cơ cấu"
    assert "Ảnh: Gia Bảo" in texts(page, "figcaption .credit")
    assert texts(page, ".made") == ["Hình do trí tuệ nhân tạo tạo ra."]
    assert len(page.select(".gal img")) == 3
    assert texts(page, ".quote footer") == ["Ông Thịnh, chuyên gia"]
    assert texts(page, ".box li") == ["Một."]
    assert texts(page, "table caption") == ["Thu theo nguồnĐơn vị: tỷ đồng"]
    assert texts(page, "tr.sum td.n") == ["1.987.400"]
    assert page.select("th[scope=row]")
    embed = page.select(".embed")[0]
    assert (
        embed.get("data-player") == "https://www.youtube-nocookie.com/embed/abcdef12345"
    )
    assert (
        embed.select("a")[0].get("href")
        == "https://www.youtube.com/watch?v=abcdef12345"
    )
    assert not page.select("iframe")
    assert texts(page, ".rel a") == ["Bài đã có"]


def test_every_picture_keeps_its_room(newsroom):
    other = published(newsroom, "Bài đã có")
    article = published(newsroom, "Đủ khối", body=full_body(newsroom.unit, other))
    for path in (path_of(article), "/", "/thue/"):
        images = tree(reader(newsroom).get(path)).select("img")
        assert images
        for image in images:
            assert int(image.get("width")) > 0
            assert int(image.get("height")) > 0
            assert image.get("alt") is not None
        eager = [i for i in images if i.get("fetchpriority") == "high"]
        assert len(eager) <= 1
        assert all(i.get("loading") == "lazy" for i in images if i not in eager)


def test_pages_carry_no_inline_style_script_or_handler(newsroom, portal):
    other = published(newsroom, "Bài đã có")
    article = published(newsroom, "Đủ khối", body=full_body(newsroom.unit, other))
    for path in (
        "/",
        "/thue/",
        path_of(article),
        f"/in/{article.pk}.html",
        "/khong-co/",
    ):
        page = tree(reader(newsroom).get(path))
        assert page.select("[style]") == []
        assert page.select("style") == []
        inline = [s for s in page.select("script") if not s.get("src")]
        assert {s.get("type") for s in inline} <= {"application/ld+json"}
        handlers = [
            a for e in page.find_all(True) for a in e.attrs if a.startswith("on")
        ]
        assert handlers == []
        assert len(page.select("h1")) == 1
        assert len(page.select("main")) == 1
        assert page.select("a.skip")[0].get("href") == "#noi-dung"


def test_a_wrong_slug_or_section_moves_to_the_right_address(newsroom):
    article = published(newsroom)
    client = reader(newsroom)
    right = path_of(article)
    for wrong in (f"/thue/cu-{article.pk}.html", f"/cu/muc/x-{article.pk}.html"):
        response = client.get(wrong)
        assert (response.status_code, response.headers["Location"]) == (301, right)
    assert client.get("/thue").headers["Location"] == "/thue/"
    assert client.get(f"/thue/x-{article.pk + 99}.html").status_code == 404


def test_an_article_of_another_unit_is_not_found_here(newsroom):
    other = open_newsroom("hq")
    article = published(newsroom)
    assert reader(other).get(path_of(article)).status_code == 404


def test_an_unknown_host_is_answered_404_and_nothing_of_a_unit(newsroom, portal):
    response = Client(SERVER_NAME="la.example").get("/")
    assert response.status_code == 404
    assert b"tbtc" not in response.content


def test_a_draft_is_404(article, newsroom):
    assert reader(newsroom).get(path_of(article)).status_code == 404


def test_a_correction_stands_directly_under_the_byline_newest_first(newsroom):
    article = published(newsroom)
    for wrong, right in (("16,2%", "12,6%"), ("tháng 9", "tháng 10")):
        content.item_correct(
            item=article, wrong=wrong, right=right, apologises=True, by=newsroom.chief
        )
    page = tree(reader(newsroom).get(path_of(article)))
    notes = page.select(".fix")
    assert "tháng 9" in notes[0].get_text()
    assert "12,6%" in notes[1].get_text()
    assert "Tòa soạn xin lỗi bạn đọc." in notes[0].get_text()
    assert page.select_one(".body").find(True) is notes[0]
    article_data = json.loads(
        page.select("script[type='application/ld+json']")[0].string
    )
    assert len(article_data["correction"]) == 2


def test_a_taken_down_article_says_why_with_410(newsroom):
    kept = published(newsroom, "Bài còn lại")
    article = published(newsroom, "Nợ xấu quý III")
    path = path_of(article)
    content.item_take_down(
        item=article,
        public_reason="Số liệu chính không còn đúng.",
        internal_reason="Nguồn rút lại.",
        ordered_by="Phó Tổng Biên tập",
        by=newsroom.chief,
    )
    response = reader(newsroom).get(path)
    assert response.status_code == 410
    page = tree(response)
    assert texts(page, "h1") == ["Bài viết này đã được gỡ"]
    body = page.get_text()
    assert "Số liệu chính không còn đúng." in body
    assert "Nợ xấu quý III" in body
    assert "Phó Tổng Biên tập" in body
    assert "Nguồn rút lại." not in body
    assert texts(page, ".river h3") == [kept.title]
    assert reader(newsroom).get(f"/in/{article.pk}.html").status_code == 410


def test_structured_data_has_what_news_search_requires(newsroom):
    article = published(newsroom, "Dài " * 35)
    page = tree(reader(newsroom).get(path_of(article)))
    blocks = [
        json.loads(s.string) for s in page.select("script[type='application/ld+json']")
    ]
    news, crumbs = blocks
    assert news["@type"] == "NewsArticle"
    assert len(news["headline"]) <= 110
    assert news["datePublished"].endswith("+07:00")
    assert news["dateModified"].endswith("+07:00")
    assert news["author"] == [
        {
            "@type": "Person",
            "name": "Thu Hà tbtc",
            "url": "http://tbtc.localhost:8000/tac-gia/thu-ha/",
        }
    ]
    assert news["publisher"]["name"] == "Báo tbtc"
    assert news["image"][0].startswith("http://tbtc.localhost:8000/tep/renditions/")
    assert news["mainEntityOfPage"] == f"http://tbtc.localhost:8000{path_of(article)}"
    assert [e["name"] for e in crumbs["itemListElement"]][:2] == ["Báo tbtc", "Thuế"]


def test_structured_data_cannot_end_its_script(newsroom):
    article = published(newsroom, "A </script><script>x & y")
    text = reader(newsroom).get(path_of(article)).content.decode()
    assert "</script><script>x" not in text
    assert "\\u003C/script\\u003E" in text


def test_the_head_names_canonical_and_feeds(newsroom):
    article = published(newsroom)
    page = tree(reader(newsroom).get(path_of(article)))
    canonical = page.select("link[rel=canonical]")[0].get("href")
    assert canonical == f"http://tbtc.localhost:8000{path_of(article)}"
    kinds = {e.get("type") for e in page.select("link[rel=alternate]")}
    assert kinds == {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    }
    assert (
        page.select("meta[name=robots]")[0].get("content") == "max-image-preview:large"
    )
    assert len(page.select("link[rel=preload]")) == 4
    assert len(page.select("link[rel=stylesheet]")) == 1
    assert page.select("meta[property='og:type']")[0].get("content") == "article"


def test_a_preview_shows_the_draft_and_is_kept_by_nobody(newsroom, article):
    token = content.preview_link_create(item=article, by=newsroom.reporter)
    response = reader(newsroom).get(f"/xem-truoc/{token}/")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Bản xem trước" in response.content.decode()
    assert reader(newsroom).get("/xem-truoc/sai/").status_code == 404


def test_a_copy_credits_the_original_and_points_search_engines_to_it(newsroom):
    other = open_newsroom("hq")
    article = published(newsroom, "Bài gốc")
    copied = copy_to(other, article, headline="Tít riêng của Hải quan")
    page = tree(reader(other).get(path_of(copied)))
    assert texts(page, "h1") == ["Tít riêng của Hải quan"]
    original = f"http://tbtc.localhost:8000{path_of(article)}"
    assert page.select("link[rel=canonical]")[0].get("href") == original
    credit = texts(page, ".synd")[0]
    assert "Bài do Báo tbtc thực hiện, đăng lại trên Báo hq." in credit
    assert page.select(".synd a")[0].get("href") == original


def test_the_ai_label_and_source_are_readable(newsroom):
    article = published(
        newsroom, ai_note="Bảng do máy trích, phóng viên đã đối chiếu.", source="TTXVN"
    )
    page = tree(reader(newsroom).get(path_of(article)))
    assert "phóng viên đã đối chiếu" in texts(page, ".ai")[0]
    assert texts(page, ".source") == ["Nguồn: TTXVN"]


def test_related_articles_are_the_three_before_it(newsroom):
    for n in range(5):
        published(newsroom, f"Trước {n}", hours_ago=10 + n)
    article = published(newsroom, "Ở giữa", hours_ago=5)
    published(newsroom, "Mới hơn")
    page = tree(reader(newsroom).get(path_of(article)))
    assert texts(page, ".rel a") == ["Trước 0", "Trước 1", "Trước 2"]


def test_articles_an_editor_chose_stand_instead_once_readers_can_open_them(newsroom):
    published(newsroom, "Trước", hours_ago=10)
    chosen = make_article(newsroom, "Được chọn")
    body = [("related", {"articles": [chosen]})]
    path = path_of(published(newsroom, "Bài chính", body=body))
    assert texts(tree(reader(newsroom).get(path)), ".rel a") == ["Trước"]

    publish(newsroom, chosen)

    assert texts(tree(reader(newsroom).get(path)), ".rel a") == ["Được chọn"]


def test_wagtails_own_preview_renders_every_kind_of_page(newsroom, article, portal):
    for page in (
        article,
        home_of(newsroom),
        newsroom.section,
        newsroom.pen_name,
        portal,
    ):
        response = page.make_preview_request()
        assert response.status_code == 200, page
