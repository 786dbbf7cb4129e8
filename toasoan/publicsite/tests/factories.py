"""Published items with everything readers can see, for tests."""

from datetime import timedelta

from django.test import Client
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from toasoan.content.models import (
    AuthorPage,
    PortalPage,
    SectionPage,
    StandardPage,
    TopicPage,
)
from toasoan.content.tests.factories import make_photo, make_published
from toasoan.core import clock
from toasoan.publicsite.index import item_index
from toasoan.publicsite.services import item_pages_bake, stale_pages_bake


def make_portal():
    root = Page.get_first_root_node()
    portal = root.add_child(instance=PortalPage(title="Tin tài chính", slug="cong"))
    Site.objects.update(is_default_site=False)
    Site.objects.filter(hostname="localhost").delete()
    Site.objects.create(
        hostname="localhost",
        port=8000,
        site_name="Tin tài chính",
        root_page=portal,
        is_default_site=True,
    )
    return portal


def reader(newsroom):
    """A browser on the unit's own host."""
    return Client(SERVER_NAME=newsroom.unit.hostname)


def home_of(newsroom):
    return newsroom.unit.site.root_page.specific


def make_section(newsroom, slug="hai-quan", title="Hải quan", parent=None):
    above = Page.objects.get(pk=(parent or home_of(newsroom)).pk)
    section = SectionPage(title=title, slug=slug, in_menu_order=9)
    return above.add_child(instance=section)


def make_topic(newsroom, slug="thu-2026", title="Thu ngân sách 2026"):
    above = Page.objects.get(pk=home_of(newsroom).pk)
    return above.add_child(instance=TopicPage(title=title, slug=slug))


def make_author(newsroom, slug="gia-bao", title="Gia Bảo"):
    above = Page.objects.get(pk=home_of(newsroom).pk)
    return above.add_child(instance=AuthorPage(title=title, slug=slug))


def make_standard(newsroom, slug="lien-he", title="Liên hệ"):
    above = Page.objects.get(pk=home_of(newsroom).pk)
    page = StandardPage(
        title=title, slug=slug, body=[("text", RichText("<p>Gọi cho tòa soạn.</p>"))]
    )
    return above.add_child(instance=page)


def published(
    newsroom, headline="Thu ngân sách vượt dự toán", *, hours_ago=0, **fields
):
    """A public item in the readers' index, without anything baked."""
    article = make_published(newsroom, headline, **fields)
    if hours_ago:
        moment = clock.now() - timedelta(hours=hours_ago)
        Page.objects.filter(pk=article.pk).update(
            first_published_at=moment, last_published_at=moment
        )
    item_index(article.pk)
    article.refresh_from_db()
    return article


def baked(newsroom, headline="Thu ngân sách vượt dự toán", **fields):
    """A public item with every page that shows it in the store."""
    article = published(newsroom, headline, **fields)
    bake(article)
    return article


def bake(article):
    item_pages_bake(item_id=article.pk)
    stale_pages_bake()


def path_of(article):
    return article.get_url_parts()[2]


def full_body(unit, related):
    """One block of every kind."""
    photo = make_photo(unit, credit="Gia Bảo")
    picture = {"photo": photo, "caption": "Quầy thu", "credit": "", "alt_text": ""}
    picture |= {"is_wide": False, "made_with_ai": False}
    return [
        ("text", RichText("<p>Tổng thu <b>1.987.400</b> tỷ đồng.</p><h2>Cơ cấu</h2>")),
        ("picture", {**picture, "is_wide": True, "made_with_ai": True}),
        ("gallery", {"pictures": [picture, picture, picture], "caption": "Một ngày"}),
        (
            "pull_quote",
            {
                "text": "Chi cho đúng.",
                "speaker": "Ông Thịnh",
                "speaker_title": "chuyên gia",
            },
        ),
        ("box", {"title": "Ba điều", "points": [RichText("<p>Một.</p>")]}),
        (
            "table",
            {
                "caption": "Thu theo nguồn",
                "measure": "tỷ đồng",
                "table": {
                    "data": [
                        ["Nguồn", "Thực hiện"],
                        ["Nội địa", "1.702.150"],
                        ["Tổng", "1.987.400"],
                    ],
                    "first_row_is_table_header": True,
                },
                "source": "Bộ Tài chính",
                "has_sum_row": True,
            },
        ),
        (
            "embed",
            {"url": "https://www.youtube.com/watch?v=abcdef12345", "title": "Họp báo"},
        ),
        ("related", {"articles": [related]}),
    ]
