"""Readers' pages of running stories: days, pins, facts, and who has joined."""

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase

from toasoan.content import services
from toasoan.content.models import TopicPage
from toasoan.content.tests.factories import open_newsroom
from toasoan.core import clock
from toasoan.publicsite import store
from toasoan.publicsite.index import item_index
from toasoan.publicsite.models import ReaderListing
from toasoan.publicsite.services import stale_pages_bake
from toasoan.publicsite.tests.factories import (
    baked,
    make_topic,
    path_of,
    published,
    reader,
)
from toasoan.publicsite.topics import topic_items_follow

pytestmark = pytest.mark.django_db
PATH = "/dong-su-kien/thu-2026/"


def tree(newsroom, path=PATH):
    return BeautifulSoup(reader(newsroom).get(path).content.decode(), "lxml")


def texts(page, selector):
    return [" ".join(each.get_text().split()) for each in page.select(selector)]


def rule_set(newsroom, topic, **fields):
    with TestCase.captureOnCommitCallbacks(execute=True):
        services.topic_rule_set(topic=topic, version=0, by=newsroom.secretary, **fields)
    topic_items_follow(topic_id=topic.pk)


def test_a_running_story_is_told_by_days_with_pins_and_facts_first(newsroom):
    topic = make_topic(newsroom)
    topic.facts = "<p>Dự toán 2026: 2.529.467 tỷ đồng</p>"
    topic.save()
    items = [published(newsroom, f"Thu {n}", hours_ago=30 * n) for n in range(3)]
    rule_set(newsroom, topic, words=["thu"])
    services.topic_item_pin(topic=topic, item=items[2], by=newsroom.secretary)

    page = tree(newsroom)

    assert texts(page, ".facts p") == ["Dự toán 2026: 2.529.467 tỷ đồng"]
    assert texts(page, ".hl") == ["Thu 2", "Thu 0", "Thu 1"]
    days = [
        clock.weekday_date_vi(clock.local(item.first_published_at))
        for item in items[:2]
    ]
    assert texts(page, ".day h2") == days


def test_an_ended_story_is_one_list(newsroom):
    topic = make_topic(newsroom)
    for n in range(2):
        published(newsroom, f"Thu {n}", hours_ago=30 * n)
    rule_set(newsroom, topic, words=["thu"])
    TopicPage.objects.filter(pk=topic.pk).update(is_running=False)
    page = tree(newsroom)
    assert texts(page, ".hl") == ["Thu 0", "Thu 1"]
    assert not page.select(".day")


def test_what_a_rule_brought_in_is_baked_on_the_topics_page_and_the_articles(newsroom):
    topic = make_topic(newsroom)
    article = baked(newsroom, "Thu vượt")
    host = newsroom.unit.hostname
    assert "Thu ngân sách 2026" not in store.page_read(host, path_of(article)).decode()

    rule_set(newsroom, topic, words=["thu vuot"])
    assert "Thu vượt" in store.page_read(host, PATH).decode()
    stale_pages_bake()
    assert "Thu ngân sách 2026" in store.page_read(host, path_of(article)).decode()
    assert topic_items_follow(topic_id=topic.pk) == 0

    services.topic_item_leave_out(topic=topic, item=article, by=newsroom.secretary)
    assert topic_items_follow(topic_id=topic.pk) == 1
    stale_pages_bake()
    assert "Thu vượt" not in store.page_read(host, PATH).decode()
    assert "Thu ngân sách 2026" not in store.page_read(host, path_of(article)).decode()
    assert not ReaderListing.objects.filter(key=f"topic:{topic.pk}").exists()


def test_a_copy_stands_in_its_own_units_topic(newsroom):
    other = open_newsroom("tctc")
    article = published(newsroom, "Thu vượt")
    topic = make_topic(other)
    copy = services.item_syndicate(
        article=article, unit=other.unit, section=other.section, by=other.secretary
    )
    item_index(copy.pk)
    rule_set(other, topic, words=["thu vuot"])
    assert texts(tree(other), ".hl") == ["Thu vượt"]
    assert "Thu ngân sách 2026" in reader(other).get(path_of(copy)).content.decode()
