"""A correction tells machines that the page changed, even when only its note is new."""

import json
import re
from datetime import timedelta

import pytest
from django.test import TestCase
from lxml import etree
from wagtail.models import Page

from toasoan.content import services as content
from toasoan.content.models import ArticlePage
from toasoan.content.tests.factories import open_newsroom
from toasoan.core import clock
from toasoan.core.outbox import outbox_dispatch
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.tests.factories import path_of, published, reader
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def correct(newsroom, article):
    correction = content.item_correct(
        item=ArticlePage.objects.get(pk=article.pk),
        wrong="16,2%",
        right="12,6%",
        by=newsroom.secretary,
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        outbox_dispatch()
    return clock.local(correction.at).isoformat(timespec="seconds")


def machine_times(client, path):
    """Return the modified time in Atom, JSON Feed, JSON-LD and the sitemap."""
    atom = etree.fromstring(client.get("/atom.xml").content)
    feed = json.loads(client.get("/feed.json").content)
    page = client.get(path).content.decode()
    data = re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    index = etree.fromstring(client.get("/sitemap.xml").content)
    months = [loc.text for loc in index.iter(f"{SITEMAP}loc") if "20" in loc.text]
    month = etree.fromstring(client.get("/" + months[0].split("/", 3)[3]).content)
    return {
        atom.find(f"{ATOM}entry/{ATOM}updated").text,
        feed["items"][0]["date_modified"],
        json.loads(data)["dateModified"],
        month.findtext(f"{SITEMAP}url/{SITEMAP}lastmod"),
    }


def test_a_note_alone_changes_every_modified_time(newsroom):
    article = published(newsroom, hours_ago=3)
    version = Page.objects.get(pk=article.pk).live_revision_id

    at = correct(newsroom, article)

    assert Page.objects.get(pk=article.pk).live_revision_id == version
    assert machine_times(reader(newsroom), path_of(article)) == {at}


def test_readers_are_told_when_it_was_corrected(newsroom):
    article = published(newsroom, hours_ago=3)
    path = path_of(article)
    assert "Cập nhật" not in reader(newsroom).get(path).content.decode()

    at = correct(newsroom, article)

    page = reader(newsroom).get(path).content.decode()
    assert f'Cập nhật <time datetime="{at}">' in page
    assert f'article:modified_time" content="{at}"' in page


def test_a_copy_elsewhere_changes_with_its_original(newsroom):
    other = open_newsroom("hq")
    article = published(newsroom, hours_ago=3)
    copy = copy_to(other, article, headline="Bản ở tạp chí")
    earlier = clock.now() - timedelta(hours=2)
    Page.objects.filter(pk=copy.pk).update(
        first_published_at=earlier, last_published_at=earlier
    )

    at = correct(newsroom, article)

    assert machine_times(reader(other), path_of(copy)) == {at}


def test_another_article_keeps_its_time(newsroom):
    noise = published(newsroom, "Bài khác", hours_ago=5)
    before = ReaderItem.objects.get(pk=noise.pk).updated_at

    correct(newsroom, published(newsroom, hours_ago=3))

    assert ReaderItem.objects.get(pk=noise.pk).updated_at == before
