"""A unit's front as it is now: arranged as one act, by one editor at a time."""

from datetime import timedelta

import pytest

from toasoan.content import services
from toasoan.content.curation.fronts import Placed, front_slots, front_version
from toasoan.content.errors import FrontChanged, FrontWrong
from toasoan.content.models import FrontLayout, FrontPlan, HomeSlot
from toasoan.content.tests.factories import make_published, open_newsroom
from toasoan.content.tests.fronts import (
    arrange,
    home_of,
    plan,
    shown,
    state_of,
    top,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxEvent
from toasoan.security.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_the_secretary_arranges_the_front_as_one_audited_act(newsroom):
    first, second = make_published(newsroom, "Một"), make_published(newsroom, "Hai")
    events = OutboxEvent.objects.filter(kind="content.StructureChanged").count()
    until = clock.now() + timedelta(hours=3)

    layout = arrange(newsroom, [Placed("top", second.pk, until), *top(None, first)])

    assert front_slots(home_of(newsroom).pk) == (
        Placed("top", second.pk, until),
        Placed("top"),
        Placed("top", first.pk),
    )
    assert layout.by == newsroom.secretary
    assert layout.why == "hand"
    entry = AuditEntry.objects.get(action="content.front_arranged")
    assert entry.unit_key == "tbtc"
    assert entry.data["after"][2] == ["top", first.pk, None]
    assert (
        OutboxEvent.objects.filter(kind="content.StructureChanged").count()
        == events + 1
    )


def test_saved_again_unchanged_nothing_happens(newsroom):
    item = make_published(newsroom)
    first = arrange(newsroom, top(item))

    assert arrange(newsroom, top(item, item, None)) == first
    assert AuditEntry.objects.filter(action="content.front_arranged").count() == 1


def test_of_two_editors_at_once_the_second_is_told_and_nothing_is_lost(newsroom):
    one, two = make_published(newsroom, "Một"), make_published(newsroom, "Hai")
    version = front_version(home_of(newsroom).pk)
    arrange(newsroom, top(one), version=version)

    with pytest.raises(FrontChanged):
        arrange(newsroom, top(two), version=version, by=newsroom.chief)

    assert shown(newsroom) == [one.pk]
    arrange(newsroom, top(two), by=newsroom.chief)
    assert shown(newsroom) == [two.pk]
    assert [each.slots for each in FrontLayout.objects.all()] == [
        [["top", two.pk, None]],
        [["top", one.pk, None]],
        [],
    ]


def test_who_does_not_curate_changes_no_front_and_no_plan(newsroom):
    item = make_published(newsroom)
    kept = plan(newsroom, top(item), clock.now() + timedelta(hours=1))

    for act in (
        lambda: arrange(newsroom, top(item), by=newsroom.reporter),
        lambda: services.front_plan_add(
            home=home_of(newsroom),
            name="",
            starts_at=clock.now() + timedelta(hours=1),
            slots=[],
            by=newsroom.reporter,
        ),
        lambda: services.front_plan_withdraw(plan=kept, by=newsroom.reporter),
        lambda: services.front_plan_duplicate(plan=kept, by=newsroom.reporter),
        lambda: services.front_plan_promise_items(plan=kept, by=newsroom.reporter),
        lambda: services.front_plan_change(
            plan=kept,
            version=1,
            name="x",
            starts_at=clock.now() + timedelta(hours=2),
            slots=[],
            by=newsroom.reporter,
        ),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert shown(newsroom) == []
    assert FrontPlan.objects.count() == 1
    assert state_of(kept) == "planned"
    assert kept.slots.count() == 1


def test_another_units_item_does_not_stand_on_the_front(newsroom):
    other = open_newsroom("tctc")
    foreign = make_published(other)

    with pytest.raises(FrontWrong):
        arrange(newsroom, top(foreign))
    with pytest.raises(FrontWrong):
        arrange(newsroom, [Placed(f"section:{other.section.pk}", None), *top(foreign)])

    assert HomeSlot.objects.count() == 0
    assert FrontLayout.objects.count() == 0


def test_a_place_that_the_front_does_not_have_is_refused(newsroom):
    item = make_published(newsroom)
    for area in ("bottom", "section:x", f"section:{item.pk}"):
        with pytest.raises(FrontWrong):
            arrange(newsroom, [Placed(area, item.pk)])
    assert HomeSlot.objects.count() == 0
