"""How much a reader page asks the database when nothing at all is remembered."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache

from toasoan.content.tests.factories import open_newsroom, publish
from toasoan.content.tests.package_material import make_package
from toasoan.publicsite.index import item_index
from toasoan.publicsite.tests.factories import (
    full_body,
    make_section,
    path_of,
    published,
    reader,
)
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing_remembered(newsroom):
    """Return a function that asks for a page of a site with every cache empty.

    The page is asked for once before: templates are loaded and photos cut then.
    """

    def ask(path, room=newsroom):
        browser = reader(room)
        assert browser.get(path).status_code == 200
        cache.clear()
        ContentType.objects.clear_cache()
        return lambda: browser.get(path)

    return ask


@pytest.fixture
def rich(newsroom):
    """An article with every kind of block, five others before it."""
    for n in range(5):
        published(newsroom, f"Khác {n}", hours_ago=n + 2)
    other = published(newsroom, "Đã có", hours_ago=1)
    body = [b for b in full_body(newsroom.unit, other) if b[0] != "related"]
    return published(newsroom, "Đủ khối", body=body)


def test_an_article_asks_twelve_times_at_most(
    rich, nothing_remembered, django_assert_max_num_queries
):
    ask = nothing_remembered(path_of(rich))
    with django_assert_max_num_queries(12):
        ask()


def test_a_copy_of_an_article_asks_twelve_times_at_most(
    rich, nothing_remembered, django_assert_max_num_queries
):
    there = open_newsroom("thue")
    copy = copy_to(there, rich, headline="Bản ở tạp chí")
    ask = nothing_remembered(path_of(copy), there)
    with django_assert_max_num_queries(12):
        ask()


def test_a_gallery_picture_asks_ten_times_at_most(
    rich, nothing_remembered, django_assert_max_num_queries
):
    photo = rich.gallery_pictures()[0]["photo"]
    ask = nothing_remembered(f"/anh/{rich.pk}/{photo.pk}.html")
    with django_assert_max_num_queries(10):
        ask()


def test_a_home_asks_twenty_times_at_most(
    newsroom, nothing_remembered, django_assert_max_num_queries
):
    for n in range(12):
        section = make_section(newsroom, f"muc-{n}", f"Mục {n}")
        published(newsroom, f"Bài {n}", section=section, hours_ago=n)
    ask = nothing_remembered("/")
    with django_assert_max_num_queries(20):
        ask()


@pytest.fixture
def packaged(newsroom):
    """A public package of five with pictures, and its members."""
    members = [published(newsroom, f"Bài {n}", hours_ago=n + 1) for n in range(5)]
    package = publish(newsroom, make_package(newsroom, *members))
    item_index(package.pk)
    return package, members


def test_a_package_asks_fifteen_times_at_most(
    packaged, nothing_remembered, django_assert_max_num_queries
):
    ask = nothing_remembered(path_of(packaged[0]))
    with django_assert_max_num_queries(15):
        ask()


def test_a_member_of_a_package_asks_once_more_than_another_article(
    packaged, nothing_remembered, django_assert_max_num_queries
):
    ask = nothing_remembered(path_of(packaged[1][2]))
    with django_assert_max_num_queries(13):
        ask()
