import unicodedata
from datetime import timedelta

import pytest
from django.db import connection, transaction
from wagtail.rich_text import RichText

from toasoan.content import services
from toasoan.content.finding import search, search_engines
from toasoan.content.finding.search import (
    article_index_remove,
    article_index_update,
    articles_index_rebuild,
    articles_search,
    entry_key,
    entry_make,
    items_search,
    tiers,
    words_of,
)
from toasoan.content.models import ArticlePage, SearchEntry
from toasoan.content.tests.factories import (
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core import clock
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(newsroom):
    def make(headline="Thu ngân sách vượt dự toán", body="", room=None, **fields):
        text = [("text", RichText(f"<p>{body or 'Nội dung.'}</p>"))]
        return make_published(room or newsroom, headline, body=text, **fields)

    return make


def found(newsroom, words, **options):
    unit = newsroom.unit if newsroom else None
    return [
        item.title for item in articles_search(unit=unit, words=words, **options).items
    ]


def test_words_are_found_with_and_without_marks(newsroom, published):
    published("Đổi mới", body="Nghị quyết của Đảng về giáo dục đại học và Hòa Bình.")
    published("Chuyện khác", body="Không liên quan.")
    for words in (
        "giáo dục đại học",
        "giao duc dai hoc",
        "GIAO DUC ĐẠI HỌC",
        "giao  duc, đại-học!",
        unicodedata.normalize("NFD", "giáo dục đại học"),
        "dang",
        "đảng",
        "hoà bình",
        "hòa bình",
    ):
        assert found(newsroom, words) == ["Đổi mới"]


def test_every_part_a_reader_sees_is_searched(newsroom, published):
    published(
        "Đầu đề có tên gạo", sapo="Lời dẫn về cà phê.", body="Thân bài về hồ tiêu"
    )
    for words in ("gạo", "cà phê", "hồ tiêu", newsroom.pen_name.title):
        assert found(newsroom, words) == ["Đầu đề có tên gạo"]


def test_the_phrase_comes_before_pairs_and_pairs_before_scattered_words(
    newsroom, published
):
    published("Ba", body="Rừng sạch. Cà chua. Phê duyệt.")
    published("Hai", body="Phê rừng, rừng sạch, cà phê.")
    published("Một", body="Trồng cà phê rừng sạch.")
    published("Không", body="Cà phê rừng.")
    assert found(newsroom, "cà phê rừng sạch") == ["Một", "Hai", "Ba"]


def test_a_headline_weighs_more_than_the_text(newsroom, published):
    published("Luật hải quan sửa đổi", body="Ngắn.")
    published("Chuyện nhỏ", body="Hải quan và hải quan.")
    assert found(newsroom, "hải quan") == ["Luật hải quan sửa đổi", "Chuyện nhỏ"]


def test_newest_puts_the_last_published_first(newsroom, published):
    old = published("Cũ, hải quan hải quan")
    published("Mới", body="Tin hải quan.")
    assert found(newsroom, "hải quan", order="newest") == ["Mới", old.title]


def test_a_unit_finds_only_its_own_and_the_portal_finds_all(newsroom, published):
    other = open_newsroom("thue")
    published("Bài của báo kia", room=other)
    published("Bài của báo này")
    assert found(newsroom, "bài của báo") == ["Bài của báo này"]
    assert set(found(None, "bài của báo")) == {"Bài của báo này", "Bài của báo kia"}


def test_the_filtering_marks_cannot_be_searched_for(newsroom, published):
    published("Bài")
    assert found(newsroom, f"unit{newsroom.unit.pk}") == []
    assert found(newsroom, "own") == []


def test_a_draft_is_not_found_by_readers(newsroom):
    make_article(newsroom, "Bí mật chưa đăng")
    assert found(newsroom, "bí mật") == []
    assert SearchEntry.objects.count() == 0


def test_publishing_and_taking_down_change_the_index_with_the_item(newsroom, published):
    article = published("Thép cuộn")
    assert found(newsroom, "thép cuộn") == ["Thép cuộn"]
    services.item_take_down(
        item=article,
        public_reason="Sai số liệu",
        internal_reason="Công văn 12",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )
    assert found(newsroom, "thép cuộn") == []
    assert SearchEntry.objects.count() == 0


def test_a_change_is_found_by_its_new_words_only(newsroom, published):
    article = published("Giá thép")
    ArticlePage.objects.filter(pk=article.pk).update(title="Giá xi măng")
    article_index_update(ArticlePage.objects.get(pk=article.pk))
    assert found(newsroom, "thép") == []
    assert found(newsroom, "xi măng") == ["Giá xi măng"]
    assert SearchEntry.objects.count() == 1


def test_an_undone_transaction_leaves_the_index_as_it_was(newsroom, published):
    article = published("Giá thép")

    class Undone(Exception):
        pass

    def remove():
        article_index_remove(article.pk)
        assert found(newsroom, "thép") == []
        raise Undone

    with pytest.raises(Undone), transaction.atomic():
        remove()
    assert found(newsroom, "thép") == ["Giá thép"]


def test_rebuilding_gives_the_same_index(newsroom, published):
    published("Giá thép")
    published("Giá gạo")
    SearchEntry.objects.all().delete()
    assert found(newsroom, "giá") == []
    assert articles_index_rebuild() == 2
    assert sorted(found(newsroom, "giá")) == ["Giá gạo", "Giá thép"]


GARBAGE = [
    "",
    "   ",
    "!!! ???",
    "\x00",
    "\x00gạo\x00",
    '"',
    "' OR 1=1 --",
    'gạo" OR "thép',
    "NEAR(gạo thép)",
    "title:gạo",
    "{title} : gạo",
    "gạo AND",
    "AND OR NOT",
    "NOT gạo",
    "gạo*",
    "^gạo",
    "-gạo",
    "gạo:* & !thép | <-> (",
    ")))(((",
    "\\",
    "%s %d %(x)s",
    "😀 🇻🇳",
    "x" * 500,
    "ngân " * 200,
    "\ud83d",
    "ก็ภาษา 中文 русский",
    "1e5 0x1F -7 3.14",
]


def test_no_input_is_an_error(newsroom, published):
    published("Gạo")
    for words in GARBAGE:
        for order in ("relevance", "newest", "no such order"):
            answer = articles_search(unit=newsroom.unit, words=words, order=order)
            assert answer.page == 1
            assert len(answer.items) == answer.total
        assert items_search(user=newsroom.reporter, words=words).page == 1


def test_words_without_a_letter_find_nothing_clearly():
    for words in ("", "  ", "!!!", "\x00", "😀"):
        answer = articles_search(unit=None, words=words)
        assert answer.is_empty
        assert (answer.items, answer.has_more) == ([], False)


def entries_fill(newsroom, article, count):
    """Stand many entries beside one article: pages are counted, not shown."""
    pages = []
    for number in range(count):
        page = ArticlePage(
            title=f"Thuế {number}", slug=f"thue-{number}", unit=newsroom.unit
        )
        newsroom.section.add_child(instance=page)
        pages.append(page)
    moment = clock.now()
    ArticlePage.objects.filter(pk__in=[page.pk for page in pages]).update(
        live=True, first_published_at=moment
    )
    entries = SearchEntry.objects.bulk_create(
        entry_make(
            item_id=page.pk,
            unit_id=newsroom.unit.pk,
            published_at=moment - timedelta(minutes=number),
            is_own=True,
            title=page.title,
            body="thuế",
        )
        for number, page in enumerate(pages)
    )
    search_engines.learn(entries)


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_pages_follow_each_other_without_gap_or_repeat(newsroom, article, order):
    entries_fill(newsroom, article, 45)
    pages = [
        articles_search(unit=newsroom.unit, words="thuế", order=order, page=number)
        for number in (1, 2, 3, 4)
    ]
    assert [len(page.items) for page in pages] == [20, 20, 5, 0]
    assert [page.has_more for page in pages] == [True, True, False, False]
    assert {page.total for page in pages} == {45}
    titles = [item.title for page in pages for item in page.items]
    assert titles == [f"Thuế {number}" for number in range(45)]


def test_what_is_beyond_the_limit_is_said_to_be(newsroom, article, monkeypatch):
    monkeypatch.setattr(search, "FOUND_MAX", 25)
    monkeypatch.setattr(search, "RANKED_MAX", 10)
    entries_fill(newsroom, article, 30)
    answer = articles_search(unit=newsroom.unit, words="thuế", page=2)
    assert (answer.total, answer.total_is_capped) == (25, True)
    assert len(answer.items) == 5
    assert answer.has_more is False


def test_a_search_costs_a_handful_of_queries(
    newsroom, published, django_assert_max_num_queries
):
    published("Giá thép")
    with django_assert_max_num_queries(16):
        articles_search(unit=newsroom.unit, words="giá thép hôm nay")


def test_keys_grow_with_time_and_differ_for_each_item():
    moment = clock.now()
    assert entry_key(7, moment) < entry_key(1, moment + timedelta(seconds=1))
    assert entry_key(7, moment) != entry_key(8, moment)
    assert 0 < entry_key(2**40, moment) < 2**63


def test_tiers_go_from_the_phrase_to_the_words():
    assert tiers("Thuế") == [(("thue",),)]
    assert tiers("hải quan") == [(("hai", "quan"),), (("hai",), ("quan",))]
    assert tiers("a b c")[1] == (("a", "b"), ("b", "c"))
    assert tiers("và và và") == [(("va",),)]


def test_words_are_letters_and_digits_only():
    assert words_of("2866/QĐ-BTC, Đà_Nẵng’s") == [
        "2866",
        "qd",
        "btc",
        "da",
        "nang",
        "s",
    ]


def test_a_copy_at_another_unit_is_found_there_by_the_words_of_the_original(
    newsroom, published
):
    other = open_newsroom("thue")
    article = published("Giá thép", body="Quặng sắt tăng.")
    services.item_syndicate(
        article=article, unit=other.unit, section=other.section, by=other.secretary
    )
    assert found(other, "quặng sắt") == ["Giá thép"]
    assert found(None, "quặng sắt") == ["Giá thép"]


# --- The newsroom's own search ---


def staff_found(user, words, **options):
    return [
        item.title for item in items_search(user=user, words=words, **options).items
    ]


def test_staff_find_drafts_first_then_what_is_live(newsroom, published):
    published("Giá thép hôm nay")
    make_article(newsroom, "Giá thép tuần tới")
    assert staff_found(newsroom.reporter, "gia thep") == [
        "Giá thép tuần tới",
        "Giá thép hôm nay",
    ]


def test_staff_find_nothing_of_units_they_are_not_in(newsroom, published):
    other = open_newsroom("thue")
    make_article(other, "Bí mật báo thuế")
    published("Bí mật đã đăng báo thuế", room=other)
    for unit in (None, other.unit, newsroom.unit):
        assert staff_found(newsroom.chief, "bí mật", unit=unit) == []
    assert len(staff_found(other.chief, "bí mật")) == 2
    assert staff_found(make_person("Người ngoài"), "bí mật") == []


def test_a_renamed_draft_is_found_by_its_new_headline(newsroom):
    draft = make_article(newsroom, "Tên cũ")
    draft.title = "Đầu đề mới"
    draft.save_revision(user=newsroom.reporter)
    assert len(staff_found(newsroom.reporter, "dau de moi")) == 1


def test_the_index_lives_in_the_database_itself(newsroom, published):
    article = published("Giá thép")
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM content_searchentry WHERE page_id = %s", [article.pk]
        )
    assert found(newsroom, "thép") == []
