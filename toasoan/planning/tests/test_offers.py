"""A story is offered to another unit, taken as its own, and follows where it came from."""

from datetime import timedelta

import pytest
from django.urls import reverse

from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning import services
from toasoan.planning.access import offer_for_answering, offer_for_withdrawing
from toasoan.planning.errors import (
    OfferWrong,
    OutsideRemit,
    ReasonMissing,
    StoryStateWrong,
)
from toasoan.planning.models import Story, StoryOffer
from toasoan.planning.tests.factories import pitch
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject, make_unit
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return make_unit("hq")


@pytest.fixture
def their_head(other):
    return make_person("Lê Thị Mai", unit=other, role=Role.HEAD_OF_DESK)


@pytest.fixture
def approved(story, head):
    return services.story_approve(story=story, by=head)


@pytest.fixture
def offer(approved, other, their_head, head):
    return services.story_offer(
        story=approved, to_unit=other, note="Cùng làm ở cửa khẩu?", by=head
    )


def take(offer, by, **facts):
    return services.offer_take(
        offer=offer, desk=offer.to_unit.desks.first(), by=by, **facts
    )


def test_offer_is_told_to_who_decides_there_and_nobody_else(offer, their_head):
    told = Notification.objects.get(kind="planning.story_offered")

    assert told.recipient == their_head
    assert (
        told.text == "TBTC mời làm chung “Thu ngân sách mười tháng”. Nhận hoặc trả lời."
    )
    assert told.path == reverse("planning:offer", args=[offer.pk])


def test_taken_story_is_approved_and_has_what_was_planned(offer, their_head, head):
    story = take(offer, their_head)

    assert (story.unit, story.state, story.title) == (
        offer.to_unit,
        Story.State.APPROVED,
        offer.story.title,
    )
    offer.refresh_from_db()
    assert (offer.state, offer.taken_as, offer.answered_by) == (
        StoryOffer.State.TAKEN,
        story,
        their_head,
    )
    assert Notification.objects.filter(recipient=head).get().kind == (
        "planning.offer_answered"
    )


def test_offer_is_taken_once(offer, their_head):
    take(offer, their_head)

    with pytest.raises(OfferWrong):
        take(offer, their_head)

    assert Story.objects.filter(unit=offer.to_unit).count() == 1


def test_only_who_decides_there_may_answer(offer, other, head):
    reporter = make_person(unit=other, role=Role.REPORTER)

    for person in (reporter, head):
        with pytest.raises(NotAllowed):
            take(offer, person)
    with pytest.raises(NotAllowed):
        offer_for_answering(reporter, offer.pk)
    with pytest.raises(NotFound):
        offer_for_answering(head, offer.pk)

    offer.refresh_from_db()
    assert offer.is_open
    assert not Story.objects.filter(unit=other).exists()


def test_pitch_is_not_offered_nor_to_oneself_nor_twice(story, unit, other, head):
    with pytest.raises(StoryStateWrong):
        services.story_offer(story=story, to_unit=other, by=head)
    services.story_approve(story=story, by=head)
    with pytest.raises(OfferWrong):
        services.story_offer(story=story, to_unit=unit, by=head)
    services.story_offer(story=story, to_unit=other, by=head)
    with pytest.raises(OfferWrong):
        services.story_offer(story=story, to_unit=other, by=head)

    assert StoryOffer.objects.count() == 1


def test_reporter_cannot_offer(approved, other, reporter):
    with pytest.raises(NotAllowed):
        services.story_offer(story=approved, to_unit=other, by=reporter)

    assert not StoryOffer.objects.exists()


def test_declining_needs_a_reason_and_then_it_may_be_offered_again(
    offer, approved, other, their_head, head
):
    with pytest.raises(ReasonMissing):
        services.offer_decline(offer=offer, by=their_head, note=" ")
    services.offer_decline(offer=offer, by=their_head, note="Đang kín người")

    services.story_offer(story=approved, to_unit=other, by=head)

    states = StoryOffer.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "open"]


def test_withdrawn_offer_cannot_be_taken(offer, their_head, head):
    with pytest.raises(NotFound):
        offer_for_withdrawing(their_head, offer.pk)
    services.offer_withdraw(offer=offer, by=head)

    with pytest.raises(OfferWrong):
        take(offer, their_head)

    assert not Story.objects.filter(unit=offer.to_unit).exists()


def test_taking_outside_the_remit_needs_a_reason(unit, reporter, head, their_head):
    magazine = make_unit("tchq", subjects=("customs",))
    chief = make_person(unit=magazine, role=Role.EDITOR_IN_CHIEF)
    story = services.story_approve(story=pitch(unit, reporter), by=head)
    offer = services.story_offer(story=story, to_unit=magazine, by=head)

    with pytest.raises(OutsideRemit):
        take(offer, chief)
    assert not Story.objects.filter(unit=magazine).exists()
    taken = take(offer, chief, note="Khía cạnh hải quan")

    assert taken.remit_reason == "Khía cạnh hải quan"
    assert make_subject("tax") == taken.subject


def test_embargo_of_the_origin_reaches_the_taken_story_and_its_people(
    offer, approved, their_head, head
):
    taken = take(offer, their_head)
    until = clock.now() + timedelta(days=1)

    services.story_update(story=approved, changes={"embargo_until": until}, by=head)

    taken.refresh_from_db()
    assert taken.embargo_until == until
    assert Notification.objects.filter(
        recipient=their_head, kind="planning.taken_story_changed"
    ).exists()


def test_what_the_taking_unit_set_itself_stays(offer, approved, their_head, head):
    taken = take(offer, their_head)
    own, new = clock.now() + timedelta(days=2), clock.now() + timedelta(days=3)
    services.story_update(story=taken, changes={"planned_at": own}, by=their_head)

    services.story_update(story=approved, changes={"planned_at": new}, by=head)

    taken.refresh_from_db()
    assert taken.planned_at == own


def test_closed_story_cannot_be_taken_any_more(offer, approved, their_head, head):
    services.story_drop(story=approved, by=head, note="Hết tính thời sự")

    with pytest.raises(StoryStateWrong):
        take(offer, their_head)

    assert not Story.objects.filter(unit=offer.to_unit).exists()


def test_offer_is_answered_on_screen(client, offer, their_head):
    client.force_login(their_head)
    page = client.get(reverse("planning:offer", args=[offer.pk]))
    refused = client.post(reverse("planning:offer", args=[offer.pk]), {})

    assert "Cùng làm ở cửa khẩu?" in page.text
    assert refused.status_code == 400
    taken = client.post(
        reverse("planning:offer", args=[offer.pk]),
        {"verb": "nhan", "desk": offer.to_unit.desks.first().pk},
    )
    story = Story.objects.get(unit=offer.to_unit)
    assert taken.url == reverse("planning:story", args=[story.pk])
    assert "Nhận từ TBTC" in client.get(taken.url).text


def test_group_plan_shows_what_units_share_and_counts_the_rest(
    client, approved, other, their_head, head
):
    soon = clock.now()
    services.story_update(
        story=approved,
        changes={"planned_at": soon, "shared_with_group": True},
        by=head,
    )
    kept = pitch(
        approved.unit, head, title="Chuyện riêng", planned_at=soon, slugline="rieng"
    )
    services.story_approve(story=kept, by=head)
    client.force_login(their_head)

    page = client.get(reverse("planning:group_plan"))

    assert "Thu ngân sách mười tháng" in page.text
    assert "Chuyện riêng" not in page.text
    kept_by = {unit.key: unit.n_kept for unit in page.context["unshared"]}
    assert kept_by == {"tbtc": 1, "hq": 0}


def test_reporter_does_not_read_the_group_plan(client, reporter):
    client.force_login(reporter)

    assert client.get(reverse("planning:group_plan")).status_code == 403
