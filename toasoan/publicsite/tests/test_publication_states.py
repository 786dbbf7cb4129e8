"""Whatever is done in whatever order, readers see what was approved, when it may be seen.

Schedule, embargo, undo, correction, update, take-down, restoring and copies, with the
clock moving and the jobs of the machine running in between.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)
from hypothesis.stateful import run_state_machine_as_test as run_machine

from toasoan.content import services
from toasoan.content.models import (
    DepositRecord,
    PublicationSchedule,
    Release,
    TakeDown,
)
from toasoan.content.services.deposit import deposit_is_whole
from toasoan.core import clock
from toasoan.core.models import OutboxEvent
from toasoan.planning.services import story_update
from toasoan.publicsite import store
from toasoan.publicsite.services import item_pages_bake, stale_pages_bake
from toasoan.publicsite.tests.article_at_work import WINDOW_S, ArticleAtWork, House

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MINUTES = st.sampled_from([1, 5, 30, 120])
PUBLISHED = "content.StoryItemPublished"


class PublicationAtWork(ArticleAtWork):
    """The people of a unit do anything with one article; what is refused changes nothing."""

    # --- What people do -------------------------------------------------------------

    @initialize(is_public=st.booleans(), is_carried=st.booleans())
    def begin(self, is_public, is_carried):
        services.item_submit(item=self.item, by=self.house.own.reporter)
        self.approve()
        if is_public:
            self.publish_and_wait(is_rewritten=False)
        if is_public and is_carried:
            self.syndicate()

    @rule()
    def write(self):
        self.texts += 1
        self.edit(title=f"Bản {self.texts}")

    @rule()
    def submit(self):
        self.do(services.item_submit, item=self.item, by=self.house.own.reporter)

    @rule()
    def approve(self):
        if self.review is None:
            return
        step = self.review.step
        if self.do(services.item_approve, item=self.item, by=self.chief, step=step):
            self.answered_for.add(self.draft_title())

    @rule()
    def send_back(self):
        if self.review is None:
            return
        self.do(
            services.item_return,
            item=self.item,
            by=self.chief,
            step=self.review.step,
            to_step=0,
            comment="Thiếu nguồn",
        )

    @rule()
    def publish(self):
        self.do(services.item_release, item=self.item, by=self.secretary)

    @rule(is_rewritten=st.booleans())
    def publish_and_wait(self, is_rewritten):
        if is_rewritten:
            self.write()
            self.approve()
        self.publish()
        self.time_passes(WINDOW_S + 1)
        self.release_job_runs()

    @rule()
    def rewrite_approved(self):
        self.write()
        self.approve()

    @rule()
    def republish(self):
        self.rewrite_approved()
        self.publish()

    @rule()
    def undo(self):
        self.do(services.item_release_undo, item=self.item, by=self.chief)

    @rule(minutes=MINUTES)
    def schedule(self, minutes):
        at = clock.now() + timedelta(minutes=minutes)
        self.do(services.item_schedule, item=self.item, at=at, by=self.secretary)

    @rule(minutes=MINUTES)
    def schedule_and_wait(self, minutes):
        self.schedule(minutes)
        self.time_passes(60 * minutes)
        self.schedule_job_runs()

    @rule()
    def unschedule(self):
        self.do(services.item_unschedule, item=self.item, by=self.secretary)

    @rule(minutes=st.none() | MINUTES)
    def embargo_on_draft(self, minutes):
        until = clock.now() + timedelta(minutes=minutes) if minutes else None
        self.edit(embargo_until=until)
        self.approve()

    @rule(minutes=st.none() | MINUTES)
    def embargo_on_story(self, minutes):
        until = clock.now() + timedelta(minutes=minutes) if minutes else None
        changes = {"embargo_until": until}
        self.do(
            story_update, story=self.house.story, changes=changes, by=self.house.head
        )

    @rule(is_rewritten=st.booleans())
    def correct(self, is_rewritten):
        if is_rewritten:
            self.write()
        self.may_turn_public = self.item.live
        if self.do(
            services.item_correct,
            item=self.item,
            wrong="16,2%",
            right="12,6%",
            by=self.secretary,
        ):
            self.answered_for.add(self.item.title)

    @rule()
    def update(self):
        self.write()
        self.may_turn_public = self.item.live
        if self.do(
            services.item_update, item=self.item, added="Thêm số", by=self.secretary
        ):
            self.answered_for.add(self.item.title)

    @rule()
    def take_down(self):
        self.do(
            services.item_take_down,
            item=self.item,
            public_reason="Nguồn rút",
            internal_reason="x",
            ordered_by="Tổng biên tập",
            by=self.chief,
        )

    @rule()
    def restore(self):
        self.may_turn_public = True
        self.do(
            services.item_restore, item=self.item, reason="Nguồn đúng", by=self.chief
        )

    @rule()
    def syndicate(self):
        other = self.house.other
        self.do(
            services.item_syndicate,
            article=self.item,
            unit=other.unit,
            section=other.section,
            by=other.chief,
        )

    @rule()
    def publish_copy(self):
        if self.copy is not None:
            self.do(services.item_release, item=self.copy, by=self.house.other.chief)

    # --- What the machine does --------------------------------------------------------

    @rule(seconds=st.sampled_from([1, 16, 70, 400]))
    def time_passes(self, seconds):
        self.time.shift(seconds)

    @rule()
    def schedule_job_runs(self):
        promised = PublicationSchedule.objects.filter(
            state__in=["pending", "blocked"], at__lte=clock.now()
        )
        self.may_turn_public = promised.exists()
        services.scheduled_items_publish()

    @rule()
    def release_job_runs(self):
        due = Release.objects.filter(
            state="waiting", leaves_at__lte=clock.now(), asked_at__lt=clock.now()
        )
        self.may_turn_public = due.exists()
        services.releases_leave()

    @precondition(lambda self: self.item.first_published_at)
    @rule()
    def pages_are_baked(self):
        events = OutboxEvent.objects.exclude(pk__in=self.heard)
        for event in events.filter(kind__startswith="content.StoryItem").order_by(
            "occurred_at", "sequence"
        ):
            self.heard.add(event.pk)
            item_pages_bake(
                item_id=event.payload["item_id"],
                path=event.payload.get("path", ""),
                unit_key=event.payload["unit_key"],
            )
        stale_pages_bake()
        for item in filter(None, (self.item, self.copy)):
            self.store_agrees(item)

    def store_agrees(self, item):
        host, path = item.unit.hostname, item.get_url_parts()[2]
        # A copy shows the original's text under its own headline.
        title = item.title
        stored = store.page_read(host, path)
        assert (stored is not None) == item.live
        assert item.live == (title.encode() in (stored or b""))
        for listed in ("/", "/thue/", "/rss.xml", "/sitemap-news.xml"):
            assert item.live == (
                title.encode() in (store.page_read(host, listed) or b"")
            ), listed
        is_down = item.take_downs.filter(lifted_at__isnull=True).exists()
        gone = store.page_read(host, path, gone=True)
        assert (gone is not None) == is_down

    # --- What always holds ------------------------------------------------------------

    @invariant()
    def nothing_turns_public_before_its_moment(self):
        item = self.item
        public = item.title if item.live else ""
        if public and public != self.was_public:
            assert self.may_turn_public
            ends = (item.embargo_until, self.story_embargo())
            assert all(end is None or end <= clock.now() for end in ends)
        self.was_public, self.may_turn_public = public, False

    def story_embargo(self):
        self.house.story.refresh_from_db()
        return self.house.story.embargo_until

    @invariant()
    def readers_see_only_what_somebody_answered_for(self):
        item = self.item
        assert not item.live or item.title in self.answered_for

    @invariant()
    def what_was_taken_down_is_not_public(self):
        down = TakeDown.objects.filter(lifted_at__isnull=True)
        assert not down.filter(item__live=True).exists()

    @invariant()
    def it_comes_out_for_the_first_time_once(self):
        item = self.item
        first = OutboxEvent.objects.filter(
            kind=PUBLISHED, aggregate=f"item:{item.pk}", payload__is_first=True
        )
        assert first.count() == (1 if item.first_published_at else 0)

    @invariant()
    def the_store_of_record_only_grows(self):
        kept = list(DepositRecord.objects.order_by("pk").values_list("pk", "sha256"))
        assert kept[: len(self.deposits)] == self.deposits
        self.deposits = kept
        for pk in set(DepositRecord.objects.values_list("item_id", flat=True)):
            assert deposit_is_whole(pk)

    @invariant()
    def copies_follow(self):
        copy = self.copy
        if copy is not None and copy.live:
            assert self.item.live

    @invariant()
    def nothing_public_or_taken_down_is_promised(self):
        promised = PublicationSchedule.objects.filter(state__in=["pending", "blocked"])
        assert promised.count() <= 1
        assert not promised.filter(item__live=True).exists()
        waiting = Release.objects.filter(state="waiting")
        assert waiting.count() <= 1
        down = TakeDown.objects.filter(lifted_at__isnull=True).values("item")
        assert not waiting.filter(item__in=down).exists()
        assert not promised.filter(item__in=down).exists()


def test_schedule_embargo_undo_correction_and_take_down_agree_after_any_steps(db):
    PublicationAtWork.house = House()
    run_machine(
        PublicationAtWork,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            # A failing run of many steps on a database takes minutes to shorten.
            phases=[Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
