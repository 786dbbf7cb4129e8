"""The way through the review chain."""

from datetime import timedelta

import pytest
from django.utils import timezone

from toasoan.content import services
from toasoan.content.errors import (
    GateClosed,
    ItemNotReady,
    ReasonMissing,
    ReviewStepTaken,
)
from toasoan.content.models import ArticlePage, Review, ReviewChain, ReviewDecision
from toasoan.content.selectors import reviews_returned_to, reviews_waiting_for
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_genre,
    open_newsroom,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.units.access import standing_forget
from toasoan.units.roles import Role
from toasoan.units.services import delegation_add

pytestmark = pytest.mark.django_db


def waiting(newsroom, role):
    person = newsroom.people[role]
    return [r.item_id for r in reviews_waiting_for(person, newsroom.unit)]


def test_submitted_article_waits_for_the_desk_editor_with_a_due_time(newsroom, article):
    before = timezone.now()

    review = services.item_submit(item=article, by=newsroom.reporter)

    assert (review.state, review.step) == (Review.State.IN_REVIEW, 1)
    assert before + timedelta(minutes=59) < review.due_at
    assert review.due_at < timezone.now() + timedelta(minutes=61)
    assert waiting(newsroom, Role.DESK_EDITOR) == [article.pk]
    assert waiting(newsroom, Role.HEAD_OF_DESK) == []


def test_each_approval_moves_to_the_next_step_and_the_last_closes_the_review(
    newsroom, article
):
    review = approve_all(newsroom, article)

    assert (review.state, review.step) == (Review.State.APPROVED, 4)
    assert review.closed_at is not None
    kinds = list(review.decisions.values_list("kind", "step", "to_step"))
    assert kinds == [
        ("submit", 0, 1),
        ("approve", 1, 2),
        ("approve", 2, 3),
        ("approve", 3, 4),
        ("approve", 4, 4),
    ]


def test_reporter_cannot_approve_and_the_review_stays_where_it_is(newsroom, article):
    review = services.item_submit(item=article, by=newsroom.reporter)

    with pytest.raises(NotAllowed):
        services.item_approve(item=article, by=newsroom.reporter, step=review.step)

    review.refresh_from_db()
    assert (review.step, review.decisions.count()) == (1, 1)


def test_someone_of_another_unit_cannot_approve(newsroom, article):
    other = open_newsroom("hq")
    review = services.item_submit(item=article, by=newsroom.reporter)

    with pytest.raises(NotAllowed):
        services.item_approve(item=article, by=other.chief, step=review.step)

    review.refresh_from_db()
    assert (review.step, review.decisions.count()) == (1, 1)


def test_second_approval_of_the_same_step_is_refused(newsroom, article):
    editor = newsroom.people[Role.DESK_EDITOR]
    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=editor, step=1)

    with pytest.raises(ReviewStepTaken):
        services.item_approve(item=article, by=editor, step=1)

    assert ReviewDecision.objects.filter(kind="approve").count() == 1


def test_editor_in_chief_may_pass_all_steps_with_one_decision(newsroom, article):
    services.item_submit(item=article, by=newsroom.reporter)

    review = services.item_approve(item=article, by=newsroom.chief, step=1)

    assert review.state == Review.State.APPROVED
    assert review.decisions.filter(kind="approve").get().step == 4


@pytest.mark.parametrize("to_step", [0, 1, 2])
def test_secretary_may_return_to_any_earlier_step(newsroom, article, to_step):
    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=newsroom.people[Role.HEAD_OF_DESK], step=1)

    review = services.item_return(
        item=article,
        by=newsroom.secretary,
        step=3,
        to_step=to_step,
        comment="Bổ sung nguồn",
    )

    assert (review.state, review.step) == (Review.State.RETURNED, to_step)


def test_return_without_a_reason_is_refused_and_nothing_moves(newsroom, article):
    services.item_submit(item=article, by=newsroom.reporter)

    with pytest.raises(ReasonMissing):
        services.item_return(
            item=article,
            by=newsroom.people[Role.DESK_EDITOR],
            step=1,
            to_step=0,
            comment="  ",
        )

    review = Review.objects.get()
    assert (review.state, review.step) == (Review.State.IN_REVIEW, 1)


def test_returned_article_is_on_the_writers_list_and_goes_back_to_who_returned_it(
    newsroom, article
):
    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=newsroom.people[Role.DESK_EDITOR], step=1)
    services.item_return(
        item=article,
        by=newsroom.people[Role.HEAD_OF_DESK],
        step=2,
        to_step=0,
        comment="Thiếu nguồn",
    )

    [(review, decision)] = reviews_returned_to(newsroom.reporter, newsroom.unit)
    assert decision.comment == "Thiếu nguồn"
    assert article.may_be_edited_by(newsroom.reporter)

    review = services.item_submit(item=article, by=newsroom.reporter)
    assert review.step == 2


def test_while_in_review_the_writer_cannot_edit_but_the_holder_can(newsroom, article):
    services.item_submit(item=article, by=newsroom.reporter)

    assert not article.may_be_edited_by(newsroom.reporter)
    assert article.may_be_edited_by(newsroom.people[Role.DESK_EDITOR])
    assert article.may_be_edited_by(newsroom.chief)


def test_withdrawn_article_can_be_written_and_submitted_anew(newsroom, article):
    services.item_submit(item=article, by=newsroom.reporter)

    review = services.item_withdraw(item=article, by=newsroom.reporter)

    assert review.state == Review.State.WITHDRAWN
    assert article.may_be_edited_by(newsroom.reporter)
    again = services.item_submit(item=article, by=newsroom.reporter)
    assert again.pk != review.pk


def test_article_without_text_cannot_be_submitted(newsroom):
    article = make_article(newsroom, body=[])

    with pytest.raises(GateClosed) as refusal:
        services.item_submit(item=article, by=newsroom.reporter)

    assert [b.code for b in refusal.value.blockers] == ["missing_body"]
    assert Review.objects.count() == 0


def test_submitting_twice_is_refused(newsroom, article):
    services.item_submit(item=article, by=newsroom.reporter)

    with pytest.raises((NotAllowed, ItemNotReady)):
        services.item_submit(item=article, by=newsroom.reporter)

    assert Review.objects.count() == 1


def test_genre_with_a_chain_of_its_own_uses_it(newsroom):
    brief = make_genre("tin")
    chain = ReviewChain.objects.create(unit=newsroom.unit, genre=brief, name="Tin")
    chain.steps.create(order=1, role=Role.EDITORIAL_SECRETARY, due_minutes=10)
    article = make_article(newsroom, genre=brief)
    services.item_submit(item=article, by=newsroom.reporter)

    review = services.item_approve(item=article, by=newsroom.secretary, step=1)

    assert review.state == Review.State.APPROVED


def test_changing_the_chain_does_not_move_what_is_on_its_way(newsroom, article):
    services.item_submit(item=article, by=newsroom.reporter)

    ReviewChain.objects.get(unit=newsroom.unit).steps.filter(order=2).delete()
    editor = newsroom.people[Role.DESK_EDITOR]
    review = services.item_approve(item=article, by=editor, step=1)

    assert review.step == 2


def test_step_named_for_one_person_is_passed_by_that_person_only(newsroom, article):
    chain = ReviewChain.objects.get(unit=newsroom.unit)
    chain.steps.filter(order__gt=1).delete()
    named = newsroom.people[Role.DEPUTY_EDITOR_IN_CHIEF]
    chain.steps.filter(order=1).update(role=Role.DEPUTY_EDITOR_IN_CHIEF, person=named)
    services.item_submit(item=article, by=newsroom.reporter)

    with pytest.raises(NotAllowed):
        services.item_approve(item=article, by=newsroom.chief, step=1)
    review = services.item_approve(item=article, by=named, step=1)

    assert review.state == Review.State.APPROVED


def test_deputy_signs_for_the_absent_chief_only_between_the_dates(newsroom, article):
    deputy = newsroom.people[Role.DEPUTY_EDITOR_IN_CHIEF]
    today = clock.today()
    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=newsroom.secretary, step=1)
    with pytest.raises(NotAllowed):
        services.item_approve(item=article, by=deputy, step=4)

    delegation = delegation_add(
        unit=newsroom.unit,
        principal=newsroom.chief,
        deputy=deputy,
        role=Role.EDITOR_IN_CHIEF,
        valid_from=today,
        valid_to=today,
        reason="Đi công tác",
        by=newsroom.chief,
    )
    review = services.item_approve(item=article, by=deputy, step=4)

    decision = review.decisions.get(step=4)
    assert (decision.by, decision.on_behalf_of) == (deputy, newsroom.chief)
    delegation.valid_from = delegation.valid_to = today - timedelta(days=1)
    delegation.save()
    standing_forget(deputy)
    assert not review.may_be_taken_by(deputy)


def test_edit_after_approval_needs_the_last_step_once_more(newsroom, article):
    approve_all(newsroom, article)
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.title = "Tít đổi sau khi duyệt"
    draft.save_revision(user=newsroom.secretary)
    with pytest.raises(GateClosed) as refusal:
        services.item_publish(item=article, by=newsroom.secretary)
    assert [b.code for b in refusal.value.blockers] == ["review_stale"]

    services.item_approve(item=article, by=newsroom.chief, step=4)
    live = services.item_publish(item=article, by=newsroom.secretary)

    assert live.title == "Tít đổi sau khi duyệt"


def test_autosave_over_the_approved_revision_is_noticed(newsroom, article):
    approve_all(newsroom, article)
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.title = "Tít bị tự lưu đè"
    draft.save_revision(
        user=newsroom.reporter, overwrite_revision=article.get_latest_revision()
    )

    with pytest.raises(GateClosed) as refusal:
        services.item_publish(item=article, by=newsroom.secretary)

    assert [b.code for b in refusal.value.blockers] == ["review_stale"]
