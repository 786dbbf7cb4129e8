"""Whatever is done in whatever order, an item lies in one place that tells the truth."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import booleans, integers, sampled_from

from toasoan.content import services
from toasoan.content.desks.desk_items import (
    items_of_desk,
    items_personal,
    states_fitting,
)
from toasoan.content.models import ArticlePage, ItemPlace, PublicationSchedule, Stage
from toasoan.content.tests.factories import CHAIN_ROLES, make_article, open_newsroom
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.units.access import standing_forget
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import give_role

pytestmark = pytest.mark.django_db


class House:
    """A unit with two desks; each example leaves it as it was."""

    def __init__(self):
        self.room = open_newsroom("tbtc")
        self.desks = [
            self.room.unit.desks.get(),
            Desk.objects.create(unit=self.room.unit, key="ts", name="Ban Thời sự"),
        ]
        for stage_of in self.desks:
            stage_of.stages.create(name="Biên tập", order=9)
        writer = self.room.reporter
        give_role(writer, self.room.unit, Role.REPORTER, desk=self.desks[1])
        standing_forget(writer)
        self.article = make_article(self.room)


class ItemAtDesks(RuleBasedStateMachine):
    house: House

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def item(self):
        return ArticlePage.objects.get(pk=self.house.article.pk)

    def attempt(self, service, **facts):
        """Do it, or find it refused; what is refused changed nothing."""
        before = self.facts()
        try:
            with transaction.atomic():
                service(item=self.item(), **facts)
        except ToasoanError:
            assert self.facts() == before

    def facts(self):
        places = ItemPlace.objects.filter(item=self.house.article.pk)
        rows = list(places.values("stage", "owner", "binned_at", "since"))
        reviews = list(self.item().reviews.values("state", "step", "closed_at"))
        return rows, reviews, self.item().live

    def somebody(self, number):
        people = [
            self.house.room.reporter,
            self.house.room.people[Role.DESK_EDITOR],
            self.house.room.chief,
        ]
        return people[number % len(people)]

    @rule(number=integers(0, 11), who=integers(0, 2))
    def send(self, number, who):
        stages = list(Stage.objects.filter(desk__in=self.house.desks).order_by("pk"))
        stage = stages[number % len(stages)]
        self.attempt(services.item_send, stage=stage, by=self.somebody(who))

    @rule(number=integers(0, 1), who=integers(0, 2))
    def fetch(self, number, who):
        self.attempt(
            services.item_fetch, desk=self.house.desks[number], by=self.somebody(who)
        )

    @rule(who=integers(0, 2))
    def take_home(self, who):
        self.attempt(services.item_take_home, by=self.somebody(who))

    @rule()
    def submit(self):
        self.attempt(services.item_submit, by=self.house.room.reporter)

    @rule(to_the_end=booleans())
    def approve(self, to_the_end):
        for role in CHAIN_ROLES if to_the_end else CHAIN_ROLES[:1]:
            review = self.item().reviews.first()
            step = review.step if review is not None else 1
            person = self.house.room.people[role]
            self.attempt(services.item_approve, by=person, step=step)

    @rule()
    def send_back(self):
        review = self.item().reviews.first()
        step = review.step if review is not None else 1
        self.attempt(
            services.item_return,
            by=self.house.room.chief,
            step=step,
            to_step=0,
            comment="Sửa",
        )

    @rule()
    def withdraw(self):
        self.attempt(services.item_withdraw, by=self.house.room.reporter)

    @rule(who=integers(0, 2))
    def throw_away(self, who):
        self.attempt(services.item_bin, by=self.somebody(who), reason="Thừa")

    @rule(who=integers(0, 2))
    def bring_back(self, who):
        self.attempt(services.item_bin_restore, by=self.somebody(who))

    @rule()
    def publish(self):
        self.attempt(services.item_publish, by=self.house.room.secretary)

    @rule(keeps=booleans())
    def promise(self, keeps):
        if keeps:
            at = clock.now() + timedelta(hours=1)
            self.attempt(services.item_schedule, at=at, by=self.house.room.secretary)
        else:
            self.attempt(services.item_unschedule, by=self.house.room.secretary)

    @rule(down=sampled_from(["down", "up"]))
    def take_down(self, down):
        if down == "up":
            self.attempt(services.item_restore, reason="Đúng", by=self.house.room.chief)
            return
        self.attempt(
            services.item_take_down,
            public_reason="Sai",
            internal_reason="Sai",
            ordered_by="TBT",
            by=self.house.room.chief,
        )

    @invariant()
    def it_lies_in_exactly_one_place(self):
        place = ItemPlace.objects.get(item=self.house.article.pk)
        assert (place.stage is None) != (place.owner is None)
        found = [each for desk in self.house.desks for each in items_of_desk(desk)]
        for number in range(3):
            found += items_personal(self.somebody(number))
        assert len(found) == (0 if place.is_binned else 1)

    @invariant()
    def what_was_public_is_not_in_the_bin(self):
        place = ItemPlace.objects.get(item=self.house.article.pk)
        if not place.is_binned:
            return
        item = self.item()
        assert not item.live
        assert item.first_published_at is None
        assert item.open_review() is None
        assert not PublicationSchedule.objects.filter(
            item=item, state__in=["pending", "blocked"]
        ).exists()

    @invariant()
    def place_and_review_say_the_same(self):
        item, place = self.item(), ItemPlace.objects.get(item=self.house.article.pk)
        if place.owner is not None:
            assert item.open_review() is None
            assert not item.live
        else:
            assert place.stage.takes in states_fitting(item)


def test_an_item_lies_in_one_place_that_says_what_its_review_says():
    house = House()
    ItemAtDesks.house = house
    services.item_send(
        item=house.article,
        stage=house.desks[0].stages.get(takes="writing"),
        by=house.room.reporter,
    )

    run_state_machine_as_test(
        ItemAtDesks,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
