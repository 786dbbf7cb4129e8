"""Articles laid out long: an opening picture, chapters, a first letter, the crew."""

import pytest
from bs4 import BeautifulSoup
from wagtail.rich_text import RichText

from toasoan.content.models import ArticleAuthor, ArticlePage
from toasoan.content.tests.factories import (
    make_article,
    make_genre,
    make_photo,
    open_newsroom,
)
from toasoan.content.versions.changes import revision_changes
from toasoan.publicsite.tests.factories import (
    full_body,
    make_author,
    path_of,
    published,
    reader,
)
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db
LONG = ArticlePage.Layout.LONG


def text(html):
    return ("text", RichText(html))


def picture(photo, **fields):
    value = {"photo": photo, "caption": "Quầy thu", "credit": "", "alt_text": ""}
    return ("picture", value | {"is_wide": True, "made_with_ai": False} | fields)


def page_at(newsroom, path):
    answer = reader(newsroom).get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "lxml")


def long_page(newsroom, **fields):
    return page_at(
        newsroom, path_of(published(newsroom, "Bốn mươi giờ", layout=LONG, **fields))
    )


def words(document, selector):
    return [" ".join(each.get_text().split()) for each in document.select(selector)]


def test_an_article_is_laid_out_as_ever_unless_it_is_called_long(newsroom):
    body = [text("<p>Một.</p><h2>Phần một</h2><p>Hai.</p><h2>Phần hai</h2>")]
    document = page_at(newsroom, path_of(published(newsroom, body=body)))

    assert document.select(".mega, .toc, .drop, .crew, .open, h2[id]") == []
    assert len(document.select("article.art figure.wide img")) == 1


def test_the_lead_photo_opens_the_page_with_its_caption_and_credit(newsroom):
    photo = make_photo(newsroom.unit, credit="Gia Bảo", caption="Cảng lúc sáng")
    document = long_page(newsroom, lead_photo=photo)

    opening = document.select_one("article.mega > figure.open")
    assert opening.img["sizes"] == "100vw"
    assert opening.img["fetchpriority"] == "high"
    assert words(opening, "figcaption") == ["Cảng lúc sáng Ảnh: Gia Bảo"]
    assert len(document.select("article img")) == 1
    assert words(document, ".title h1") == ["Bốn mươi giờ"]
    assert words(document, ".title .crumbs") == ["Thuế"]


def test_a_body_that_begins_with_the_lead_photo_shows_it_once(newsroom):
    photo = make_photo(newsroom.unit)
    article = published(
        newsroom,
        layout=LONG,
        lead_photo=photo,
        body=[picture(photo), text("<p>Đèn còn sáng.</p>")],
    )

    for path in (path_of(article), f"/in/{article.pk}.html"):
        assert len(page_at(newsroom, path).select("article img")) == 1, path


def test_without_a_lead_photo_the_page_begins_with_its_title(newsroom):
    document = long_page(newsroom, lead_photo=None, genre=make_genre("tin"))

    assert document.select(".open") == []
    assert words(document, ".title h1") == ["Bốn mươi giờ"]


def test_chapters_are_the_headings_of_the_texts_and_lead_to_them(newsroom):
    body = [
        text("<p>Mở.</p><h2>Bốn giờ <b>sáng</b> &amp; tối</h2><p>Một.</p>"),
        ("box", {"title": "Không phải phần", "points": [RichText("<p>Ý.</p>")]}),
        text("<h2>Ai ở lại</h2><h3>Chi tiết</h3><p>Hai.</p>"),
    ]
    document = long_page(newsroom, body=body)

    links = document.select("nav.toc[aria-label='Các phần'] li a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("Bốn giờ sáng & tối", "#phan-1"),
        ("Ai ở lại", "#phan-2"),
    ]
    assert words(document, "#phan-1") == ["Bốn giờ sáng & tối"]
    assert words(document, "#phan-2") == ["Ai ở lại"]


def test_one_heading_makes_no_list(newsroom):
    document = long_page(newsroom, body=[text("<h2>Chỉ một</h2><p>Chữ.</p>")])

    assert document.select(".toc") == []
    assert words(document, "h2#phan-1") == ["Chỉ một"]


def test_only_the_first_paragraph_begins_with_the_large_letter(newsroom):
    body = [
        text("<h2>Phần một</h2><p>Đèn cầu cảng.</p><p>Ẩn hiện.</p>"),
        text("<p>Ba năm trước.</p>"),
    ]
    document = long_page(newsroom, body=body)

    # ::first-letter of the style sheet takes the letter whole, marks and all.
    assert words(document, ".drop") == ["Đèn cầu cảng."]
    assert "Đèn" in document.select_one(".drop").decode_contents()


def test_wide_pictures_are_offered_for_the_whole_width_others_for_the_column(newsroom):
    photo = make_photo(newsroom.unit)
    body = [picture(photo), picture(photo, is_wide=False)]
    document = long_page(newsroom, body=body)

    sizes = [img["sizes"] for img in document.select(".body figure.pic img")]
    assert sizes == ["100vw", "(min-width:44rem) 40rem, 100vw"]


def test_the_crew_names_people_by_what_they_did_the_writers_first(newsroom):
    parts = ArticleAuthor.Part
    photographer = make_author(newsroom, "gia-bao", "Gia Bảo")
    artist = make_author(newsroom, "thanh-truc", "Thanh Trúc")
    second = make_author(newsroom, "dinh-khai", "Đình Khải")
    rows = [
        ArticleAuthor(author=photographer, part=parts.PHOTO, sort_order=1),
        ArticleAuthor(author=second, part=parts.TEXT, sort_order=2),
        ArticleAuthor(author=artist, part=parts.GRAPHIC, sort_order=3),
    ]
    document = long_page(newsroom, bylines=rows)

    assert words(document, ".crew dt") == ["Thực hiện", "Ảnh", "Đồ họa"]
    assert words(document, ".crew dd") == [
        "Thu Hà tbtc, Đình Khải",
        "Gia Bảo",
        "Thanh Trúc",
    ]
    assert document.select_one(".crew dd a")["href"] == "/tac-gia/thu-ha/"


def test_a_copy_at_another_unit_is_laid_out_as_its_original(newsroom):
    other = open_newsroom("hq")
    copied = copy_to(other, published(newsroom, layout=LONG), headline="Tít riêng")

    document = page_at(other, path_of(copied))

    assert words(document, "article.mega h1") == ["Tít riêng"]
    assert document.select_one(".crew a")["href"].startswith("http://tbtc.localhost")


def test_the_version_for_paper_is_plain(newsroom):
    article = published(newsroom, layout=LONG, body=[text("<h2>A</h2><h2>B</h2>")])
    document = page_at(newsroom, f"/in/{article.pk}.html")

    assert document.select(".mega, .toc, .open") == []
    assert len(document.select("figure.wide img")) == 1


def test_a_long_page_has_every_block_and_nothing_inline(newsroom):
    other = published(newsroom, "Bài đã có")
    document = long_page(newsroom, body=full_body(newsroom.unit, other))

    assert document.select("[style], style, script:not([src]):not([type])") == []
    assert len(document.select(".gal img")) == 3
    assert words(document, ".rel a") == ["Bài đã có"]
    assert words(document, ".topics, .tags") == []


def test_whoever_reviews_sees_that_the_layout_changed(newsroom):
    article = make_article(newsroom)
    before = article.get_latest_revision()
    article.layout = LONG
    after = article.save_revision(user=newsroom.reporter)

    assert [
        (change.field, change.html) for change in revision_changes(before, after)
    ] == [("Cách trình bày", "Bài <del>thường</del><ins>dài</ins>")]
