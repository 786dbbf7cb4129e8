"""A section that is renamed or moved: no list keeps the old addresses."""

import pytest
from django.test import TestCase
from wagtail.models import Page

from toasoan.content.models import SectionPage
from toasoan.content.tests.factories import open_newsroom
from toasoan.core.outbox import outbox_dispatch
from toasoan.publicsite import store
from toasoan.publicsite.models import ReaderItem, ReaderListing
from toasoan.publicsite.selectors import section_is_moved
from toasoan.publicsite.tests.factories import baked, make_section, path_of, reader
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db


def deliver():
    """What the worker does with the events, their jobs included."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        outbox_dispatch()


def rename(section, **fields):
    page = SectionPage.objects.get(pk=section.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    deliver()


def stored(newsroom, path):
    body = store.page_read(newsroom.unit.hostname, path)
    return None if body is None else body.decode()


LISTS = ("/", "/rss.xml", "/atom.xml", "/feed.json", "/sitemap-news.xml")


def test_a_renamed_section_is_in_every_list_under_its_new_address(newsroom, portal):
    article = baked(newsroom, "Bài thuế")
    noise = baked(newsroom, "Bài hải quan", section=make_section(newsroom))
    old = path_of(article)

    rename(newsroom.section, slug="thue-phi", title="Thuế, phí")

    new = f"/thue-phi/{article.slug}-{article.pk}.html"
    row = ReaderItem.objects.get(pk=article.pk)
    assert (row.path, row.section_title) == (new, "Thuế, phí")
    assert ReaderItem.objects.get(pk=noise.pk).path == path_of(noise)
    for path in (*LISTS, "/thue-phi/", "/thue-phi/rss.xml"):
        assert old not in stored(newsroom, path), path
        assert new in stored(newsroom, path), path
    assert stored(newsroom, old) is None
    assert stored(newsroom, "/thue/") is None
    assert new in stored(newsroom, new)
    assert reader(newsroom).get(old).url == new
    assert new in store.page_read("localhost", "/").decode()


def test_a_section_moved_below_another_takes_its_items_into_that_list(newsroom):
    article = baked(newsroom, "Bài thuế")
    above = make_section(newsroom, "tai-chinh", "Tài chính")

    Page.objects.get(pk=newsroom.section.pk).move(above, pos="last-child")
    deliver()

    new = f"/tai-chinh/thue/{article.slug}-{article.pk}.html"
    assert ReaderItem.objects.get(pk=article.pk).path == new
    keys = ReaderListing.objects.filter(item=article.pk).values_list("key", flat=True)
    assert f"section:{above.pk}" in keys
    assert new in stored(newsroom, "/tai-chinh/")
    assert new in stored(newsroom, "/")


def test_a_new_name_alone_reaches_the_lists_too(newsroom):
    article = baked(newsroom, "Bài thuế")

    rename(newsroom.section, title="Thuế và phí")

    row = ReaderItem.objects.get(pk=article.pk)
    assert (row.path, row.section_title) == (path_of(article), "Thuế và phí")


def test_a_copy_elsewhere_names_the_new_address_of_its_original(newsroom):
    other = open_newsroom("hq")
    article = baked(newsroom, "Bài gốc")
    copy = copy_to(other, article, headline="Bài dùng lại")
    deliver()

    rename(newsroom.section, slug="thue-phi")

    page = stored(other, path_of(copy))
    assert f"tbtc.localhost:8000/thue-phi/{article.slug}-{article.pk}.html" in page


def test_a_section_as_the_lists_know_it_has_nothing_to_move(newsroom):
    baked(newsroom, "Bài thuế")
    section = Page.objects.get(pk=newsroom.section.pk)

    assert not section_is_moved(section, "/thue/")
    assert section_is_moved(section, "/thue-phi/")


def answer(newsroom, path):
    found = reader(newsroom).get(path)
    return (found.status_code, getattr(found, "url", None))


def test_the_former_address_of_a_section_leads_to_the_present_one(newsroom):
    below = make_section(newsroom, "tncn", "Thuế TNCN", parent=newsroom.section)
    baked(newsroom, "Bài thuế", section=below)
    deliver()

    rename(newsroom.section, slug="thue-phi")

    assert answer(newsroom, "/thue/") == (301, "/thue-phi/")
    assert answer(newsroom, "/thue/rss.xml") == (301, "/thue-phi/rss.xml")
    assert answer(newsroom, "/thue/tncn/") == (301, "/thue-phi/tncn/")
    assert answer(newsroom, "/thue/trang-2/") == (301, "/thue-phi/trang-2/")
    assert answer(newsroom, "/thue/khong-co/") == (404, None)


def test_a_name_taken_back_or_taken_over_sends_nobody_round_in_circles(newsroom):
    other = make_section(newsroom)
    baked(newsroom, "Bài thuế")
    baked(newsroom, "Bài hải quan", section=other)
    deliver()

    rename(newsroom.section, slug="tam")
    rename(other, slug="thue")
    rename(newsroom.section, slug="hai-quan")

    assert answer(newsroom, "/thue/")[0] == 200
    assert answer(newsroom, "/hai-quan/")[0] == 200
    assert answer(newsroom, "/tam/") == (301, "/hai-quan/")
    for path in ("/thue/x/", "/hai-quan/x/", "/tam/x/"):
        assert answer(newsroom, path) == (404, None), path


def test_a_hidden_section_is_not_found_at_its_former_address_either(newsroom):
    baked(newsroom, "Bài thuế")
    deliver()
    rename(newsroom.section, slug="thue-phi")
    assert answer(newsroom, "/thue/") == (301, "/thue-phi/")
    Page.objects.filter(pk=newsroom.section.pk).update(live=False)

    assert answer(newsroom, "/thue/") == (404, None)
