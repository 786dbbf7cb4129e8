"""Each picture of a gallery has a plain page of its own, for as long as it is shown."""

import pytest
from bs4 import BeautifulSoup

from toasoan.content import services as content
from toasoan.content.publication.latch import latch_open
from toasoan.content.tests.factories import make_article, make_photo, open_newsroom
from toasoan.publicsite import services, store
from toasoan.publicsite.index import item_index
from toasoan.publicsite.models import StalePath
from toasoan.publicsite.tests.factories import (
    bake,
    baked,
    make_section,
    path_of,
    published,
    reader,
)
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db
MISSING = 10**6


def gallery(*photos, **fields):
    rest = {"credit": "", "alt_text": "", "is_wide": False, "made_with_ai": False}
    pictures = [
        {"photo": photo, "caption": f"Cảnh {number}", **rest, **fields}
        for number, photo in enumerate(photos, 1)
    ]
    return ("gallery", {"pictures": pictures, "caption": "Một ngày ở cảng"})


@pytest.fixture
def photos(newsroom):
    return [
        make_photo(newsroom.unit, title=f"Ảnh {n}", credit="Gia Bảo") for n in range(3)
    ]


def picture_path(article, photo):
    return f"/anh/{article.pk}/{photo.pk}.html"


def document(newsroom, path):
    response = reader(newsroom).get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content.decode(), "lxml")


def words(element):
    return " ".join(element.get_text().split())


def links(element, selector):
    return {words(link): link["href"] for link in element.select(selector)}


def stored(newsroom, path, *, gone=False):
    body = store.page_read(newsroom.unit.hostname, path, gone=gone)
    return body.decode() if body is not None else None


def pictures_stored(newsroom, article):
    return store.pages_below(newsroom.unit.hostname, f"/anh/{article.pk}/")


def body_set(article, *blocks):
    article = type(article).objects.get(pk=article.pk)
    article.body = list(blocks)
    with latch_open(article.pk):
        article.save_revision().publish()
    return type(article).objects.get(pk=article.pk)


def take_down(newsroom, article):
    content.item_take_down(
        item=article,
        public_reason="Người trong ảnh không đồng ý.",
        internal_reason="Đơn ngày 23/11.",
        ordered_by="Phó Tổng Biên tập",
        by=newsroom.chief,
    )


def test_each_picture_in_the_article_leads_to_its_own_page(newsroom, photos):
    article = published(newsroom, body=[gallery(*photos)])
    page = document(newsroom, path_of(article))
    assert [(a["href"], words(a)) for a in page.select(".gal > a")] == [
        (picture_path(article, photo), f"Xem ảnh {number}")
        for number, photo in enumerate(photos, 1)
    ]
    assert len(page.select(".gal > a > picture > img")) == 3


def test_the_page_shows_the_picture_uncut_with_caption_credit_and_the_ways_on(
    newsroom, photos
):
    article = published(newsroom, "Một ngày ở cảng", body=[gallery(*photos)])
    page = document(newsroom, picture_path(article, photos[1]))
    assert words(page.title) == "Ảnh 2/3: Một ngày ở cảng - " + newsroom.unit.masthead
    assert words(page.h1) == "Một ngày ở cảng"
    assert words(page.figcaption) == "Cảnh 2 Ảnh: Gia Bảo"
    assert len(page.select("main img")) == 1
    image = page.select_one("main img")
    assert int(image["width"]) * photos[1].height == pytest.approx(
        int(image["height"]) * photos[1].width, rel=0.01
    )
    assert links(page, ".photo nav a") == {
        "Về bài viết": path_of(article),
        "Ảnh trước": picture_path(article, photos[0]),
        "Ảnh sau": picture_path(article, photos[2]),
    }
    assert words(page.select_one(".photo nav p")) == "Ảnh 2 trên 3"


def test_the_first_has_none_before_it_and_the_last_none_after(newsroom, photos):
    article = published(newsroom, body=[gallery(*photos)])
    first = document(newsroom, picture_path(article, photos[0]))
    last = document(newsroom, picture_path(article, photos[2]))
    assert set(links(first, ".photo nav a")) == {"Về bài viết", "Ảnh sau"}
    assert set(links(last, ".photo nav a")) == {"Về bài viết", "Ảnh trước"}


def test_two_galleries_are_leafed_through_as_one_and_a_photo_shown_twice_once(
    newsroom, photos
):
    one, two, three = photos
    article = published(newsroom, body=[gallery(one, two), gallery(two, three)])
    page = document(newsroom, picture_path(article, two))
    assert words(page.select_one(".photo nav p")) == "Ảnh 2 trên 3"
    assert links(page, "[rel=next]") == {"Ảnh sau": picture_path(article, three)}


def test_the_pictures_own_words_come_before_those_of_the_archive(newsroom, photos):
    block = gallery(*photos, credit="Minh Đức", alt_text="Cần cẩu", made_with_ai=True)
    article = published(newsroom, body=[block])
    page = document(newsroom, picture_path(article, photos[0]))
    assert words(page.select_one("figcaption .credit")) == "Ảnh: Minh Đức"
    assert page.select_one("main img")["alt"] == "Cần cẩu"
    made = page.select_one("figcaption .made")
    assert words(made) == "Hình do trí tuệ nhân tạo tạo ra."


def test_search_engines_are_sent_to_the_article_and_no_sitemap_lists_it(
    newsroom, photos
):
    article = baked(newsroom, body=[gallery(*photos)])
    path = picture_path(article, photos[0])
    page = document(newsroom, path)
    root = newsroom.unit.site.root_url
    assert page.select_one("[rel=canonical]")["href"] == root + path_of(article)
    assert page.select_one("[property='og:url']")["content"] == root + path
    for file in store.store_dir().rglob("*.xml"):
        assert "/anh/" not in file.read_text(), file.name


def test_publishing_stores_a_page_for_each_picture_as_django_answers_it(
    newsroom, photos
):
    article = baked(newsroom, body=[gallery(*photos)])
    paths = [picture_path(article, photo) for photo in photos]
    assert pictures_stored(newsroom, article) == sorted(paths)
    for path in paths:
        assert stored(newsroom, path) == reader(newsroom).get(path).content.decode()


def test_what_is_not_public_has_no_picture_pages_and_its_preview_no_links(
    newsroom, photos
):
    article = make_article(newsroom, body=[gallery(*photos)])
    services.item_pages_bake(item_id=article.pk, unit_key="tbtc")
    path = picture_path(article, photos[0])
    assert reader(newsroom).get(path).status_code == 404
    assert pictures_stored(newsroom, article) == []
    token = content.preview_link_create(item=article, by=newsroom.reporter)
    page = document(newsroom, f"/xem-truoc/{token}/")
    assert len(page.select(".gal > picture > img")) == 3
    assert page.select(".gal a") == []


def test_a_picture_of_another_article_unit_or_kind_is_not_found_here(newsroom, photos):
    other = open_newsroom("hq")
    article = published(newsroom, body=[gallery(photos[0], photos[1])])
    lone = published(newsroom, "Ảnh lẻ", lead_photo=photos[2])
    asked = {
        picture_path(article, photos[2]): path_of(article),
        picture_path(lone, photos[2]): path_of(lone),
        f"/anh/{article.pk}/{MISSING}.html": path_of(article),
    }
    for path, leads_to in asked.items():
        response = reader(newsroom).get(path)
        assert (response.status_code, response.headers["Location"]) == (302, leads_to)
    own = picture_path(article, photos[0])
    assert reader(other).get(own).status_code == 404
    assert reader(newsroom).get(f"/anh/{MISSING}/1.html").status_code == 404


def test_a_picture_taken_out_leaves_the_store_at_once_and_comes_back(newsroom, photos):
    article = baked(newsroom, body=[gallery(*photos)])
    path = picture_path(article, photos[1])
    article = body_set(article, gallery(photos[0], photos[2]))
    services.item_pages_bake(item_id=article.pk)
    assert stored(newsroom, path) is None
    assert reader(newsroom).get(path).status_code == 302
    services.stale_pages_bake()
    first = stored(newsroom, picture_path(article, photos[0]))
    assert f'href="{picture_path(article, photos[2])}" rel="next"' in first
    assert len(pictures_stored(newsroom, article)) == 2

    bake(body_set(article, gallery(*photos)))
    assert "Cảnh 2" in stored(newsroom, path)


def test_an_order_changed_keeps_each_picture_at_its_address(newsroom, photos):
    article = baked(newsroom, body=[gallery(*photos)])
    bake(body_set(article, gallery(*reversed(photos))))
    last = BeautifulSoup(stored(newsroom, picture_path(article, photos[0])), "lxml")
    assert words(last.select_one(".photo nav p")) == "Ảnh 3 trên 3"


def test_a_correction_is_said_beside_the_picture(newsroom, photos):
    article = baked(newsroom, body=[gallery(*photos)])
    path = picture_path(article, photos[0])
    assert "đính chính" not in stored(newsroom, path)
    content.item_correct(
        item=article, wrong="một", right="hai", apologises=False, by=newsroom.chief
    )
    bake(article)
    note = BeautifulSoup(stored(newsroom, path), "lxml").select_one(".note-line")
    assert words(note) == "Bài này có đính chính. Xem trong bài"
    assert note.a["href"] == path_of(article)


def test_a_take_down_takes_its_pictures_down_at_once_and_a_return_restores_them(
    newsroom, photos
):
    article = baked(newsroom, body=[gallery(*photos)])
    article_path = path_of(article)
    take_down(newsroom, article)
    services.item_pages_bake(item_id=article.pk, path=article_path)
    for photo in photos:
        path = picture_path(article, photo)
        assert stored(newsroom, path) is None
        notice = stored(newsroom, path, gone=True)
        assert "Người trong ảnh không đồng ý." in notice
        assert "Cảnh" not in notice
        assert reader(newsroom).get(path).status_code == 410

    article = type(article).objects.get(pk=article.pk)
    content.item_restore(item=article, reason="Đã có đồng ý.", by=newsroom.chief)
    bake(article)
    for number, photo in enumerate(photos, 1):
        path = picture_path(article, photo)
        assert f"Cảnh {number}" in stored(newsroom, path)
        assert stored(newsroom, path, gone=True) is None


def test_an_item_hidden_without_a_word_leaves_no_picture_behind(newsroom, photos):
    article = baked(newsroom, body=[gallery(*photos)])
    with latch_open(article.pk):
        article.unpublish()
    services.item_pages_bake(item_id=article.pk, path=path_of(article))
    assert pictures_stored(newsroom, article) == []


def test_a_retired_page_is_found_even_when_the_index_no_longer_knows_it(
    newsroom, photos
):
    article = baked(newsroom, body=[gallery(*photos)])
    with latch_open(article.pk):
        article.unpublish()
    item_index(article.pk)  # as after a round that broke off just then
    services.item_pages_bake(item_id=article.pk, path=path_of(article), unit_key="tbtc")
    assert pictures_stored(newsroom, article) == []


def test_an_article_that_moved_keeps_its_pictures_which_lead_to_the_new_place(
    newsroom, photos
):
    article = baked(newsroom, body=[gallery(*photos)])
    article.move(make_section(newsroom), pos="last-child")
    article = type(article).objects.get(pk=article.pk)
    bake(article)
    page = stored(newsroom, picture_path(article, photos[0]))
    assert path_of(article).startswith("/hai-quan/")
    assert f'href="{path_of(article)}"' in page
    assert "/thue/" not in BeautifulSoup(page, "lxml").main.decode()


def test_a_copy_has_picture_pages_on_its_own_site_that_fall_with_the_original(
    newsroom, photos
):
    there = open_newsroom("hq")
    article = baked(newsroom, body=[gallery(*photos)])
    copy = copy_to(there, article, headline="Bản ở hải quan")
    bake(copy)
    path = picture_path(copy, photos[0])
    page = BeautifulSoup(stored(there, path), "lxml")
    root = newsroom.unit.site.root_url
    assert words(page.h1) == "Bản ở hải quan"
    assert links(page, "h1 a") == {"Bản ở hải quan": path_of(copy)}
    assert page.select_one("[rel=canonical]")["href"] == root + path_of(article)

    take_down(newsroom, article)
    for each in (article, copy):
        services.item_pages_bake(item_id=each.pk, path=path_of(each))
    assert stored(there, path) is None
    assert "Người trong ảnh không đồng ý." in stored(there, path, gone=True)


def test_a_rebuild_makes_picture_pages_again_and_sweeps_those_of_no_article(
    newsroom, photos
):
    article = published(newsroom, body=[gallery(*photos)])
    store.page_write(newsroom.unit.hostname, f"/anh/{MISSING}/1.html", b"x")
    services.unit_pages_bake(unit_key="tbtc")
    assert len(pictures_stored(newsroom, article)) == 3
    assert stored(newsroom, f"/anh/{MISSING}/1.html") is None


def test_a_photo_with_new_files_has_its_own_page_baked_again_and_no_neighbour(
    newsroom, photos
):
    article = baked(newsroom, body=[gallery(*photos)])
    StalePath.objects.all().delete()
    services.photo_pages_mark(photo_id=photos[1].pk)
    assert set(StalePath.objects.values_list("path", flat=True)) == {
        path_of(article),
        picture_path(article, photos[1]),
    }
