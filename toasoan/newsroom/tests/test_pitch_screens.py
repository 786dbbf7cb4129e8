"""The pitch box on screen: asked back, outside the remit, like what there is."""

import pytest
from django.urls import reverse

from toasoan.content.tests.factories import make_published, open_newsroom
from toasoan.planning.models import Story
from toasoan.planning.services import pitch_ask
from toasoan.planning.tests.factories import pitch
from toasoan.units.tests.factories import make_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return open_newsroom("tbtc")


@pytest.fixture
def story(room):
    return pitch(room.unit, room.reporter)


def typed(room, **changes):
    return {
        "title": "Thể thao trong ngành thuế",
        "brief": "Giải chạy",
        "desk": room.unit.desks.first().pk,
        "subject": make_subject("sport").pk,
        "priority": 3,
        **changes,
    }


def test_pitch_outside_the_remit_is_asked_why_and_keeps_what_was_typed(client, room):
    client.force_login(room.reporter)

    refused = client.post(reverse("planning:story_pitch"), typed(room))

    assert refused.status_code == 400
    assert "Ghi vì sao vẫn làm" in refused.text
    assert "Giải chạy" in refused.text
    assert not Story.objects.filter(title="Thể thao trong ngành thuế").exists()

    client.post(
        reverse("planning:story_pitch"), typed(room, remit_reason="Ngành thuế tổ chức")
    )

    story = Story.objects.get(title="Thể thao trong ngành thuế")
    assert story.remit_reason == "Ngành thuế tổ chức"


def test_desk_asks_and_the_proposer_answers_on_the_storys_page(client, room, story):
    client.force_login(room.secretary)
    client.post(
        reverse("planning:pitch_ask", args=[story.pk]), {"question": "Nguồn nào?"}
    )
    client.force_login(room.reporter)
    home = client.get(reverse("wagtailadmin_home")).text
    page = client.get(reverse("planning:story", args=[story.pk])).text

    assert "Ban hỏi, chờ bạn trả lời" in home
    assert "Nguồn nào?" in page
    assert reverse("planning:pitch_reply", args=[story.pk]) in page

    client.post(reverse("planning:pitch_reply", args=[story.pk]), {"answer": "Kho bạc"})

    assert story.questions.get().answer == "Kho bạc"


def test_empty_answer_shows_what_is_missing(client, room, story):
    pitch_ask(story=story, question="Nguồn nào?", by=room.secretary)
    client.force_login(room.reporter)

    refused = client.post(
        reverse("planning:pitch_reply", args=[story.pk]), {"answer": ""}
    )

    assert refused.status_code == 400
    assert "Ghi câu trả lời." in refused.text


def test_similar_stories_are_named_and_those_of_others_are_not(client, room, story):
    other = open_newsroom("hq")
    pitch(other.unit, other.reporter, title="Thu ngân sách mười tháng bí mật")
    client.force_login(room.reporter)

    answer = client.get(
        reverse("newsroom:story_similar"), {"tieu-de": "thu ngân sách mười tháng"}
    ).text

    assert story.title in answer
    assert "HQ đang có đề tài gần giống" in answer
    assert "bí mật" not in answer


def test_published_article_of_any_unit_is_shown(client, room):
    other = open_newsroom("hq")
    item = make_published(other, "Hoàn thuế giá trị gia tăng cho doanh nghiệp")
    client.force_login(room.reporter)

    answer = client.get(
        reverse("newsroom:story_similar"), {"tieu-de": "hoan thue gia tri gia tang"}
    ).text

    assert item.title in answer


def test_what_is_like_a_story_of_another_unit_is_not_asked(client, room):
    other = open_newsroom("hq")
    theirs = pitch(other.unit, other.reporter)
    client.force_login(room.reporter)

    answer = client.get(reverse("newsroom:story_similar"), {"cua": theirs.pk})

    assert answer.status_code == 404
