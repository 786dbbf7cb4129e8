"""The screens of running stories."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase

from toasoan.content import services
from toasoan.content.curation.topics import item_ids_of
from toasoan.content.models import TopicEntry, TopicPage, TopicRule
from toasoan.content.tests.factories import make_published, open_newsroom

pytestmark = pytest.mark.django_db
TOPICS = "/toa-soan/dong-su-kien/"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def topic(newsroom):
    return services.topic_open(
        unit=newsroom.unit, title="Thu 2026", by=newsroom.secretary
    )


def test_a_topic_is_opened_with_its_rule_counted_before_it_is_saved(newsroom):
    article = make_published(newsroom, "Hoàn thuế nhanh")
    client = signed_in(newsroom.secretary)
    answer = client.post(TOPICS, {"title": "Hoàn thuế"})
    topic = TopicPage.objects.get()
    assert answer.headers["Location"] == f"{TOPICS}{topic.pk}/"
    assert topic.live
    body = {"version": "0", "match": "any", "words": "hoan thue", "do": "count"}

    counted = client.post(f"{TOPICS}{topic.pk}/", body)
    said = BeautifulSoup(counted.content.decode(), "lxml").select_one("[data-count]")
    assert "Sẽ có 1 bài." in said.get_text()
    assert article.title in said.get_text()
    assert not TopicRule.objects.exists()
    part = client.post(f"{TOPICS}{topic.pk}/", body, headers={"X-Sheet": "1"})
    assert part.content.decode().strip().startswith("<div")

    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(f"{TOPICS}{topic.pk}/", {**body, "do": "save"})
    assert TopicRule.objects.get().words == ["hoan thue"]
    assert item_ids_of(topic) == {article.pk}


def test_the_second_of_two_editors_of_a_rule_keeps_what_they_wrote(newsroom, topic):
    client = signed_in(newsroom.secretary)
    body = {"version": "0", "match": "any", "tags": "Một"}
    assert client.post(f"{TOPICS}{topic.pk}/", body).status_code == 302
    answer = client.post(f"{TOPICS}{topic.pk}/", {**body, "tags": "Hai"})
    assert answer.status_code == 409
    assert 'value="Hai"' in answer.content.decode()
    assert TopicRule.objects.get().tags == ["Một"]


def test_an_item_is_added_pinned_and_left_out_on_screen(newsroom, topic):
    article = make_published(newsroom, "Hoàn thuế nhanh")
    client = signed_in(newsroom.secretary)
    address = f"{TOPICS}{topic.pk}/"
    found = client.get(address, {"q": "hoan thue"}).content.decode()
    assert "Thêm vào dòng" in found
    client.post(f"{address}them/", {"item": article.pk})
    assert item_ids_of(topic) == {article.pk}
    client.post(f"{address}bai/{article.pk}/ghim/")
    assert TopicRule.objects.get().pinned == [article.pk]
    assert "Bỏ ghim" in client.get(address).content.decode()
    client.post(f"{address}bai/{article.pk}/bo/")
    assert item_ids_of(topic) == set()
    assert "Cho vào lại" in client.get(address).content.decode()
    assert client.post(f"{address}bai/{article.pk}/dot/").status_code == 404


def test_who_does_not_curate_is_refused_and_another_unit_finds_nothing(newsroom, topic):
    article = make_published(newsroom)
    address = f"{TOPICS}{topic.pk}/"
    reporter = signed_in(newsroom.reporter)
    stranger = signed_in(open_newsroom("tctc").secretary)
    for client, status in ((reporter, 403), (stranger, 404)):
        assert client.get(address).status_code == status
        assert client.post(address, {"match": "any"}).status_code == status
        assert (
            client.post(f"{address}them/", {"item": article.pk}).status_code == status
        )
        assert client.post(f"{address}bai/{article.pk}/ghim/").status_code == status
    assert reporter.get(TOPICS).status_code == 403
    assert reporter.post(TOPICS, {"title": "x"}).status_code == 403
    assert TopicPage.objects.count() == 1
    assert not TopicRule.objects.exists()
    assert not TopicEntry.objects.exists()
