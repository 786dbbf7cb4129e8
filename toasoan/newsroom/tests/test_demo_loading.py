"""Trial stories come in with what their notes say, and only once."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from toasoan.content.models import (
    ArticlePage,
    AuthorPage,
    PackagePage,
    PackagePlace,
    Review,
)
from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.events import events_load
from toasoan.newsroom.demo.loading import demo_people_load
from toasoan.newsroom.demo.packages import package_load
from toasoan.newsroom.demo.stories import StoryLoader
from toasoan.planning.models import Event, Story
from toasoan.units.models import PressUnit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Each names the other as related, one of them two more.
STORIES = {
    "tbtc": [
        "thu-ngan-sach-10-thang",
        "phong-van-ky-luat-tai-khoa",
        "do-hoa-tien-thue-di-dau",
        "binh-luan-no-cong",
        "anh-ngay-chot-so",
    ],
    "hq": ["bon-muoi-gio-container"],
}


@pytest.fixture
def load():
    people = demo_people_load()
    loaders = {
        key: StoryLoader(PressUnit.objects.get(key=key), people) for key in STORIES
    }
    rows = [
        row for row in files.stories() if row["key"] in STORIES.get(row["unit"], [])
    ]

    def run():
        for row in rows:
            loaders[row["unit"]].begin(row)
        return {row["key"]: loaders[row["unit"]].finish(row) for row in rows}

    return run


def page_of(article):
    _site, root, path = ArticlePage.objects.get(pk=article.pk).get_url_parts()
    host = root.split("//")[1].split(":")[0]
    answer = Client(SERVER_NAME=host).get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def test_related_articles_are_those_of_the_notes_in_their_order(load):
    articles = load()

    document = page_of(articles["thu-ngan-sach-10-thang"])
    wanted = [
        articles[key]
        for key in (
            "phong-van-ky-luat-tai-khoa",
            "do-hoa-tien-thue-di-dau",
            "binh-luan-no-cong",
        )
    ]
    shown = document.select(".rel a")
    assert [link.get_text() for link in shown] == [
        ArticlePage.objects.get(pk=each.pk).title for each in wanted
    ]
    assert len(document.select(".rel")) == 1


def test_loading_again_changes_nothing(load):
    first = load()
    before = [
        Story.objects.count(),
        Review.objects.count(),
        *ArticlePage.objects.order_by("pk").values_list(
            "pk", "latest_revision", "live"
        ),
    ]

    second = load()

    assert {k: each.pk for k, each in second.items()} == {
        k: each.pk for k, each in first.items()
    }
    assert before == [
        Story.objects.count(),
        Review.objects.count(),
        *ArticlePage.objects.order_by("pk").values_list(
            "pk", "latest_revision", "live"
        ),
    ]


def test_every_calendar_has_events_ahead_and_gets_them_once():
    people = demo_people_load()
    for _ in range(2):
        events_load(people)

    events = Event.objects.select_related("unit")
    assert {each.unit.key for each in events} == {
        "tbtc",
        "tctc",
        "thue",
        "hq",
        "nq",
        "ck",
    }
    assert events.filter(series__isnull=False).count() == 24
    assert events.count() == 24 + sum("rule" not in row for row in files.events())


def test_a_trial_reportage_is_laid_out_as_a_long_article(load):
    document = page_of(load()["bon-muoi-gio-container"])

    assert document.select_one("article.mega .open img")["fetchpriority"] == "high"
    assert [link.get_text() for link in document.select(".toc a")] == [
        "Tờ khai chạy trước con tàu",
        "Người ở lại sau cùng",
    ]
    assert document.select_one("p.drop").get_text().startswith("Đèn cầu cảng")


def test_pen_names_with_a_picture_have_it_as_their_portrait():
    demo_people_load()

    portraits = AuthorPage.objects.filter(portrait__isnull=False)
    assert set(portraits.values_list("slug", "portrait__credit")) == {
        ("nguyen-thu-ha", "Ảnh: Bùi Gia Bảo"),
        ("hoang-van-thinh", "Ảnh: Bùi Gia Bảo"),
        ("le-khanh-ngoc", "Ảnh: Tô Phương Uyên"),
    }
    for author in portraits:
        _site, root, path = author.get_url_parts()
        answer = Client(SERVER_NAME=root.split("//")[1].split(":")[0]).get(path)
        document = BeautifulSoup(answer.content, "lxml")
        assert len(document.select(".person img")) == 1, author.slug


def test_the_trial_package_comes_in_once_with_its_articles(load):
    articles = load()
    loader = StoryLoader(PressUnit.objects.get(key="tbtc"), dict(demo_people_load()))

    package = package_load(loader)

    assert package_load(loader) is None
    stored = PackagePage.objects.get()
    assert (stored.pk, stored.live) == (package.pk, True)
    assert stored.member_keys() == [
        articles[key].pk
        for key in (
            "thu-ngan-sach-10-thang",
            "do-hoa-tien-thue-di-dau",
            "phong-van-ky-luat-tai-khoa",
            "binh-luan-no-cong",
        )
    ]
    places = PackagePlace.objects.filter(package=package, is_public=True)
    assert [(place.group_title, place.headline) for place in places] == [
        ("Con số", "Mười tháng, thu vượt dự toán"),
        ("Con số", ""),
        ("Góc nhìn", ""),
        ("Góc nhìn", ""),
    ]
