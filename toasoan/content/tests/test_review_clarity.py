"""Reviewers see why an item is theirs, what their button does, and may add a word."""

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.item_actions import approve_label
from toasoan.content.item_screen import item_screen
from toasoan.content.models import ArticlePage, ReviewDecision
from toasoan.content.publication.waiting import reviews_listed_for
from toasoan.content.tests.factories import make_article
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(newsroom, article):
    return services.item_submit(item=article, by=newsroom.reporter)


@pytest.fixture
def returned(newsroom, article, review):
    """Sent back by the secretary to the desk editor."""
    editor, head = (newsroom.people[r] for r in (Role.DESK_EDITOR, Role.HEAD_OF_DESK))
    services.item_approve(item=article, by=editor, step=1)
    services.item_approve(item=article, by=head, step=2)
    return services.item_return(
        item=article, by=newsroom.secretary, step=3, to_step=1, comment="Sửa tít"
    )


def test_what_was_sent_back_to_a_reviewer_says_by_whom_and_why(newsroom, returned):
    services.item_submit(item=make_article(newsroom, "Bài mới"), by=newsroom.reporter)

    rows = reviews_listed_for(newsroom.people[Role.DESK_EDITOR], newsroom.unit)

    found = {
        row.review.item.title: (row.returned.by, row.returned.comment)
        if row.returned
        else None
        for row in rows
    }
    assert found == {
        "Thu ngân sách vượt dự toán": (newsroom.secretary, "Sửa tít"),
        "Bài mới": None,
    }


def test_the_mark_goes_when_the_reviewer_has_passed_it_on(newsroom, article, returned):
    services.item_approve(item=article, by=newsroom.people[Role.DESK_EDITOR], step=1)

    (row,) = reviews_listed_for(newsroom.people[Role.HEAD_OF_DESK], newsroom.unit)
    assert row.returned is None


def test_the_home_and_the_item_show_the_mark(client, newsroom, article, returned):
    client.force_login(newsroom.people[Role.DESK_EDITOR])

    for url in ("/toa-soan/", reverse("content:item", args=[article.pk])):
        page = client.get(url).content.decode()
        assert str(newsroom.secretary) in page
        assert "“Sửa tít”" in page


@pytest.mark.parametrize(
    ("role", "label"),
    [
        (Role.DESK_EDITOR, "Duyệt, gửi trưởng ban"),
        (Role.HEAD_OF_DESK, "Duyệt thay 1 bước, gửi thư ký tòa soạn"),
        (Role.EDITOR_IN_CHIEF, "Duyệt thay 3 bước, sẵn sàng xuất bản"),
    ],
)
def test_the_button_counts_the_steps_it_jumps(newsroom, review, role, label):
    assert approve_label(review, newsroom.people[role]) == label


def test_the_last_step_in_its_turn_jumps_nothing(newsroom, article, review):
    last = services.item_approve(item=article, by=newsroom.secretary, step=1)

    assert approve_label(last, newsroom.chief) == "Duyệt, sẵn sàng xuất bản"


def test_an_approval_may_carry_a_word(client, newsroom, article, review):
    client.force_login(newsroom.chief)
    url = reverse("content:item_act", args=[article.pk, "duyet-kem"])
    page = client.get(url).content.decode()
    assert "Duyệt thay 3 bước, sẵn sàng xuất bản" in page

    client.post(url, {"step": 1, "comment": " Tít hay "})

    decision = ReviewDecision.objects.get(kind="approve")
    assert (decision.comment, decision.by) == ("Tít hay", newsroom.chief)


def test_the_word_is_not_asked_for(client, newsroom, article, review):
    client.force_login(newsroom.people[Role.DESK_EDITOR])

    client.post(
        reverse("content:item_act", args=[article.pk, "duyet-kem"]), {"step": 1}
    )

    assert ReviewDecision.objects.get(kind="approve").comment == ""


def test_only_who_may_approve_is_offered_a_word(newsroom, article, review):
    def offered(user):
        return "duyet-kem" in {a.verb for a in item_screen(user, article).more}

    assert offered(newsroom.chief)
    assert not offered(newsroom.reporter)


# --- From one to the next under the thumb ---------------------------------------


def test_a_reviewer_sees_what_changed_since_their_own_decision(newsroom, article):
    review = services.item_submit(item=article, by=newsroom.reporter)
    services.item_return(
        item=article, by=newsroom.chief, step=review.step, to_step=0, comment="Số liệu"
    )
    first = article.get_latest_revision_as_object()
    first.sapo = "Thu nội địa tăng 12,6%."
    first.save_revision()
    article.refresh_from_db()
    review = services.item_submit(item=article, by=newsroom.reporter)
    editor = newsroom.people[Role.DESK_EDITOR]
    services.item_approve(item=article, by=editor, step=review.step)

    def seen_by(person):
        return item_screen(person, ArticlePage.objects.get(pk=article.pk))

    own, passed_on = seen_by(newsroom.chief), seen_by(newsroom.secretary)

    assert own.known_decision.by == newsroom.chief
    assert [change.field for change in own.changes] == ["Sapo"]
    assert "<ins>12,6%.</ins>" in own.changes[0].html
    assert passed_on.known_decision.by == editor
    assert passed_on.changes == []


def test_after_a_decision_the_next_waiting_item_is_one_tap_away(
    client, newsroom, article
):
    second = make_article(newsroom, "Bài thứ hai")
    for each in (article, second):
        services.item_submit(item=each, by=newsroom.reporter)
    editor = newsroom.people[Role.DESK_EDITOR]
    client.force_login(editor)

    page = client.post(
        reverse("content:item_act", args=[article.pk, "duyet"]),
        {"step": 1},
        follow=True,
    ).content.decode()

    thumb = page.split('<div class="thumb')[1]
    assert reverse("content:item", args=[second.pk]) in thumb
    assert "Bài chờ duyệt tiếp theo, còn 1" in thumb
