"""Two units, one article, and what a test of any order of steps must know of them."""

import shutil
from datetime import UTC, datetime

import time_machine
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

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
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.core.errors import ToasoanError
from toasoan.core.models import OutboxEvent
from toasoan.planning.services import story_approve, story_pitch
from toasoan.publicsite import store
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_subject

# After everything the set-up made: Wagtail tells the latest revision by its time.
BEGIN = datetime(2099, 1, 5, 1, 0, tzinfo=UTC)
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


class ArticleAtWork(RuleBasedStateMachine):
    """What there is, and how something is done: what is refused changes nothing."""

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
