"""What readers and machines see of a package and of what stands in it."""

import json
import re
from datetime import timedelta

import pytest

from toasoan.content import services
from toasoan.content.errors import ItemNotReady
from toasoan.content.models import PackagePage
from toasoan.content.tests.factories import approve_all, open_newsroom, publish
from toasoan.content.tests.package_material import (
    arrange,
    fresh,
    make_package,
    make_three,
)
from toasoan.core import clock
from toasoan.core.models import OutboxEvent
from toasoan.publicsite import addresses, store
from toasoan.publicsite.models import StalePath
from toasoan.publicsite.services import item_pages_bake, stale_pages_bake
from toasoan.publicsite.tests.factories import bake, path_of, published, reader
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db


def text_of(newsroom, page):
    return reader(newsroom).get(path_of(page)).content.decode()


def stored_text(newsroom, page, path=""):
    held = store.page_read(newsroom.unit.hostname, path or path_of(page))
    return held.decode() if held is not None else None


def described(text):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    return [json.loads(each) for each in found]


@pytest.fixture
def public(newsroom):
    """A public package of three in two groups, everything baked."""
    members = make_three(newsroom)
    package = make_package(newsroom, *members)
    first, second, third = members
    arrange(
        newsroom,
        package,
        ("Chính sách", (first, "Công chức tăng 8%"), second),
        ("Doanh nghiệp", third),
    )
    publish(newsroom, fresh(package))
    for each in (*reversed(members), package):
        item_pages_bake(item_id=each.pk)
    stale_pages_bake()
    return fresh(package), [fresh(each) for each in members]


def test_the_page_shows_groups_and_cards_in_order(newsroom, public):
    package, members = public
    text = text_of(newsroom, package)
    assert "Chùm 3 bài" in text
    seen = [
        text.index(words)
        for words in (
            "Ba bài về tiền lương.",
            "<h2>Chính sách</h2>",
            "Công chức tăng 8%",
            "Lương hưu trí</a>",
            "<h2>Doanh nghiệp</h2>",
            "Lương doanh nghiệp</a>",
        )
    ]
    assert seen == sorted(seen)
    for member in members:
        # Once in the package, and not among the related again.
        assert text.count(f'<a href="{path_of(member)}"') == 1


def test_a_member_leads_to_its_package_and_its_neighbours(newsroom, public):
    package, (first, second, third) = public
    text = text_of(newsroom, second)
    assert f'Trong chùm bài: <a href="{path_of(package)}">Tăng lương từ 1/7</a>' in text
    assert "bài 2 trên 3" in text
    assert f'<a href="{path_of(first)}" rel="prev">Công chức tăng 8%</a>' in text
    assert f'<a href="{path_of(third)}" rel="next">Lương doanh nghiệp</a>' in text
    assert 'rel="prev"' not in text_of(newsroom, first)
    assert 'rel="next"' not in text_of(newsroom, third)


def test_machines_are_told_what_is_part_of_what(newsroom, public):
    package, members = public
    collection = described(text_of(newsroom, package))[0]
    assert collection["@type"] == "CollectionPage"
    urls = [f"http://{newsroom.unit.hostname}:8000{path_of(m)}" for m in members]
    assert [part["url"] for part in collection["hasPart"]] == urls
    listed = collection["mainEntity"]
    assert (listed["@type"], listed["numberOfItems"]) == ("ItemList", 3)
    assert [(e["position"], e["url"]) for e in listed["itemListElement"]] == list(
        enumerate(urls, 1)
    )
    article = described(text_of(newsroom, members[0]))[0]
    assert article["@type"] == "NewsArticle"
    assert article["isPartOf"] == [
        {
            "@type": "CollectionPage",
            "name": "Tăng lương từ 1/7",
            "url": f"http://{newsroom.unit.hostname}:8000{path_of(package)}",
        }
    ]


def test_lists_feeds_and_the_month_have_it_as_one_entry_the_news_sitemap_has_not(
    newsroom, public
):
    package, members = public
    browser = reader(newsroom)
    path = path_of(package)
    section = browser.get("/thue/").content.decode()
    assert section.count(f'<a href="{path}">Tăng lương từ 1/7</a>') == 1
    feed = browser.get("/rss.xml").content.decode()
    assert feed.count(f"{path}</link>") == 1
    month = addresses.month_sitemap(clock.local(package.first_published_at).date())
    assert browser.get(month).content.decode().count(f"{path}</loc>") == 1
    news = browser.get("/sitemap-news.xml").content.decode()
    assert path not in news
    assert [news.count(f"{path_of(m)}</loc>") for m in members] == [1, 1, 1]


def test_a_member_taken_down_is_off_the_stored_package_at_once(newsroom, public):
    package, (first, second, third) = public
    services.item_take_down(
        item=second,
        public_reason="Sai",
        internal_reason="Sai số liệu",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )
    item_pages_bake(item_id=second.pk, path=path_of(second))
    text = stored_text(newsroom, package)
    assert "Lương hưu trí" not in text
    assert "Chùm 2 bài" in text
    stale_pages_bake()
    assert f'<a href="{path_of(third)}" rel="next">' in stored_text(newsroom, first)
    assert "bài 2 trên 2" in stored_text(newsroom, third)


def test_taking_the_package_down_takes_the_way_through_off_its_members(
    newsroom, public
):
    package, members = public
    services.item_take_down(
        item=package,
        public_reason="Trùng chùm khác",
        internal_reason="Trùng",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )
    bake(package)
    for member in members:
        text = stored_text(newsroom, member)
        assert "Trong chùm bài" not in text
        assert "isPartOf" not in text
    assert reader(newsroom).get(path_of(package)).status_code == 410


def test_members_that_left_or_changed_places_are_baked_anew(newsroom, public):
    package, (first, second, third) = public
    arrange(newsroom, package, ("", third, first), by=newsroom.chief)
    services.item_update(item=package, added="Xếp lại.", by=newsroom.chief)
    # What leaves is announced by itself; the package tells the others.
    for each in (second, package):
        bake(each)
    assert "Trong chùm bài" not in stored_text(newsroom, second)
    assert f'<a href="{path_of(first)}" rel="next">' in stored_text(newsroom, third)
    assert "bài 2 trên 2" in stored_text(newsroom, first)


def test_what_leaves_the_package_is_announced(newsroom, public):
    package, (first, second, third) = public
    events = OutboxEvent.objects.filter(kind="content.StoryItemPublished")
    before = list(events.values_list("pk", flat=True))
    arrange(newsroom, package, ("", third, first), by=newsroom.chief)
    services.item_update(item=package, added="Xếp lại.", by=newsroom.chief)
    told = [row.payload["item_id"] for row in events.exclude(pk__in=before)]
    assert sorted(told) == sorted([second.pk, package.pk])


def test_a_series_grows_as_its_members_come_out(newsroom):
    first, second, _third = make_three(newsroom)
    services.item_publish(item=first, by=newsroom.secretary)
    series = make_package(
        newsroom, first, second, kind=PackagePage.Kind.SERIES, headline="Tuyến lương"
    )
    publish(newsroom, series)
    for each in (first, series):
        bake(each)
    assert "Tuyến 1 bài" in stored_text(newsroom, series)
    assert "Lương hưu trí" not in stored_text(newsroom, series)
    services.item_publish(item=second, by=newsroom.secretary)
    item_pages_bake(item_id=second.pk)
    text = stored_text(newsroom, series)
    assert "Tuyến 2 bài" in text
    assert f'href="{path_of(second)}">Lương hưu trí</a>' in text
    assert StalePath.objects.filter(path=path_of(first)).exists()
    stale_pages_bake()
    assert f'<a href="{path_of(second)}" rel="next">' in stored_text(newsroom, first)


def test_a_deleted_member_is_gone_from_the_package(newsroom, public):
    package, (_first, second, _third) = public
    services.item_erase(item=second)
    bake(package)
    text = stored_text(newsroom, package)
    assert "Lương hưu trí" not in text
    assert "Chùm 2 bài" in text


def test_a_preview_shows_what_is_not_public_yet_without_a_link(newsroom):
    out = published(newsroom, "Đã lên trang")
    first, _second, _third = make_three(newsroom)
    package = make_package(newsroom, out, first)
    token = services.preview_link_create(item=package, by=newsroom.reporter)
    text = reader(newsroom).get(f"/xem-truoc/{token}/").content.decode()
    assert f'<a href="{path_of(out)}">Đã lên trang</a>' in text
    assert '<h2 class="hl">Lương công chức</h2>' in text
    assert "Chưa lên trang" in text


def test_no_preview_names_a_member_that_is_under_embargo(newsroom):
    first, _second, _third = make_three(newsroom)
    package = make_package(newsroom, first, kind=PackagePage.Kind.SERIES)
    token = services.preview_link_create(item=package, by=newsroom.reporter)
    draft = first.get_latest_revision_as_object()
    draft.embargo_until = clock.now() + timedelta(hours=2)
    draft.save_revision(user=newsroom.chief)
    answer = reader(newsroom).get(f"/xem-truoc/{token}/")
    assert answer.status_code == 410
    assert "Lương công chức" not in answer.content.decode()
    with pytest.raises(ItemNotReady):
        services.preview_link_create(item=package, by=newsroom.reporter)


def test_the_paper_version_lists_what_stands_in_it(newsroom, public):
    package, _members = public
    text = reader(newsroom).get(f"/in/{package.pk}.html").content.decode()
    assert "Công chức tăng 8%" in text
    assert "<h2>Doanh nghiệp</h2>" in text


def test_a_copy_of_another_units_article_stands_in_a_package(newsroom):
    there = open_newsroom("thue")
    original = published(newsroom, "Bài gốc")
    copy = copy_to(there, original, headline="Bản ở tạp chí")
    package = make_package(there, copy, headline="Chùm ở tạp chí")
    approve_all(there, package)
    services.item_publish(item=package, by=there.secretary)
    for each in (copy, package):
        bake(each)
    assert f'href="{path_of(copy)}">Bản ở tạp chí</a>' in text_of(there, package)
    assert "Trong chùm bài" in text_of(there, copy)
    bake(original)
    assert "Trong chùm bài" not in text_of(newsroom, original)
