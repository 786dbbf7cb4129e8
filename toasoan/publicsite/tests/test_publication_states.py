"""Whatever is done in whatever order, readers see what was approved, when it may be seen.

Schedule, embargo, undo, correction, update, take-down, restoring and copies, with the
clock moving and the jobs of the machine running in between.
"""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from hypothesis.stateful import run_state_machine_as_test as run_machine

from toasoan.content import services
from toasoan.content.models import (
    ArticlePage,
    Correction,
    DepositRecord,
    ItemUpdate,
    PublicationSchedule,
    Release,
    Review,
    SyndicatedPage,
    TakeDown,
)
from toasoan.content.services.deposit import deposit_is_whole
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.core.models import OutboxEvent
from toasoan.planning.services import story_approve, story_pitch, story_update
from toasoan.publicsite import store
from toasoan.publicsite.services import item_pages_bake, stale_pages_bake
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_subject

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# After everything the set-up made: Wagtail tells the latest revision by its time.
BEGIN = datetime(2099, 1, 5, 1, 0, tzinfo=UTC)
MINUTES = st.sampled_from([1, 5, 30, 120])
PUBLISHED = "content.StoryItemPublished"
WINDOW_S = 15


class House:
    """Two units and an approved story, made once; each example leaves it as it was."""

    def __init__(self):
        self.own = open_newsroom("tbtc", undo_seconds=WINDOW_S)
        self.other = open_newsroom("hq", undo_seconds=0)
        self.head = self.own.people[Role.HEAD_OF_DESK]
        story = story_pitch(
            unit=self.own.unit,
            desk=Desk.objects.get(unit=self.own.unit),
            slugline="thu",
            title="Thu ngân sách",
            brief="Thu ngân sách mười tháng.",
            subject=make_subject("tax"),
            by=self.own.reporter,
        )
        self.story = story_approve(story=story, by=self.head)
        self.article = make_article(self.own, "Bản 0", story=self.story)


class PublicationAtWork(RuleBasedStateMachine):
    """The people of a unit do anything with one article; what is refused changes nothing."""

    house: House

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.traveller = time_machine.travel(BEGIN)
        self.time = self.traveller.start()
        shutil.rmtree(store.store_dir(), ignore_errors=True)
        self.texts = 0
        self.answered_for: set[str] = set()
        self.was_public = ""
        self.copy_was_public = False
        self.deposits: list[tuple[int, str]] = []
        self.heard: set[object] = set(OutboxEvent.objects.values_list("pk", flat=True))
        self.may_turn_public = False

    def teardown(self):
        self.traveller.stop()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # --- What there is ------------------------------------------------------------

    @property
    def item(self):
        return ArticlePage.objects.get(pk=self.house.article.pk)

    @property
    def copy(self):
        return SyndicatedPage.objects.first()

    @property
    def review(self):
        return self.item.reviews.first()

    @property
    def chief(self):
        return self.house.own.chief

    @property
    def secretary(self):
        return self.house.own.secretary

    def snapshot(self):
        counted = (
            Review,
            PublicationSchedule,
            Release,
            TakeDown,
            Correction,
            ItemUpdate,
            DepositRecord,
            SyndicatedPage,
            OutboxEvent,
        )
        states = [
            list(PublicationSchedule.objects.order_by("pk").values_list("state")),
            list(Release.objects.order_by("pk").values_list("state")),
            list(Review.objects.order_by("pk").values_list("state", "step")),
            list(TakeDown.objects.order_by("pk").values_list("lifted_at")),
        ]
        item = self.item
        return (
            [model.objects.count() for model in counted],
            states,
            (item.live, item.title, item.latest_revision_id),
        )

    def do(self, service, **facts):
        before = self.snapshot()
        try:
            service(**facts)
        except ToasoanError:
            assert self.snapshot() == before
            return False
        return True

    def edit(self, **fields):
        draft = self.item.get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision()

    def draft_title(self):
        return self.item.get_latest_revision_as_object().title

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
