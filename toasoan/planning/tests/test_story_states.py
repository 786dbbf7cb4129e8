"""Whatever people do in whatever order, story, parts and assignments agree."""

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from toasoan.core.errors import ToasoanError
from toasoan.planning import services
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.planning.tests.factories import make_item, pitch
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit

WHICH = st.integers(0, 5)
KINDS = st.sampled_from(["text", "photo", "video"])
BEGUN = {"in_progress", "submitted", "completed"}


class NewsroomAtWork(RuleBasedStateMachine):
    """Two reporters and their head do anything; what is refused changes nothing."""

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        unit = make_unit()
        self.people = [
            make_person(name, unit=unit, role=Role.REPORTER) for name in ("Hà", "Bảo")
        ]
        self.head = make_person("Khải", unit=unit, role=Role.HEAD_OF_DESK)
        story = pitch(unit, self.people[0])
        self.story = services.story_approve(story=story, by=self.head)
        self.closed_by_hand = False

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def snapshot(self):
        return (
            list(Story.objects.values_list("state")),
            list(Coverage.objects.order_by("pk").values_list("pk", "is_cancelled")),
            list(Assignment.objects.order_by("pk").values_list("pk", "state", "item")),
        )

    def do(self, service, **facts):
        before = self.snapshot()
        try:
            service(**facts)
        except ToasoanError:
            assert self.snapshot() == before
            return False
        return True

    def part(self, which):
        parts = list(Coverage.objects.order_by("pk"))
        return parts[which % len(parts)] if parts else None

    def work(self, which):
        work = list(Assignment.objects.order_by("pk"))
        return work[which % len(work)] if work else None

    @rule(kind=KINDS)
    def order(self, kind):
        self.do(services.coverage_add, story=self.story, kind=kind, by=self.head)

    @rule(which=WHICH, person=st.integers(0, 1))
    def give(self, which, person):
        part = self.part(which)
        if part:
            assignee = self.people[person]
            self.do(
                services.assignment_give, coverage=part, assignee=assignee, by=self.head
            )

    @rule(which=WHICH, accepts=st.booleans())
    def answer(self, which, accepts):
        work = self.work(which)
        if work and accepts:
            self.do(services.assignment_accept, assignment=work, by=work.assignee)
        elif work:
            self.do(
                services.assignment_decline,
                assignment=work,
                by=work.assignee,
                reason="Bận",
            )

    @rule(which=WHICH)
    def write(self, which):
        work = self.work(which)
        if work:
            with transaction.atomic():
                item = make_item()
                started = self.do(
                    services.assignment_start,
                    assignment=work,
                    item=item,
                    by=work.assignee,
                )
                if not started:
                    item.delete()

    @rule(person=st.integers(0, 1))
    def write_freely(self, person):
        item = make_item()
        if not self.do(
            services.item_assignment_open,
            story=self.story,
            item=item,
            by=self.people[person],
        ):
            item.delete()

    @rule(
        which=WHICH,
        step=st.sampled_from(
            [
                services.item_assignments_submit,
                services.item_assignments_reopen,
                services.item_assignments_complete,
            ]
        ),
    )
    def item_moves(self, which, step):
        work = self.work(which)
        if work and work.item:
            self.do(step, item=work.item, by=self.head)

    @rule(which=WHICH)
    def hand_in(self, which):
        work = self.work(which)
        if work:
            self.do(
                services.assignment_submit,
                assignment=work,
                by=work.assignee,
                photo_ids=[1],
            )

    @rule(which=WHICH, takes=st.booleans())
    def judge(self, which, takes):
        work = self.work(which)
        if work and takes:
            self.do(services.assignment_complete, assignment=work, by=self.head)
        elif work:
            self.do(
                services.assignment_return, assignment=work, by=self.head, reason="Mờ"
            )

    @rule(which=WHICH, person=st.integers(0, 1))
    def hand_over(self, which, person):
        work = self.work(which)
        if work:
            self.do(
                services.assignment_hand_over,
                assignment=work,
                assignee=self.people[person],
                by=self.head,
            )

    @rule(which=WHICH)
    def take_back(self, which):
        work = self.work(which)
        if work:
            self.do(
                services.assignment_withdraw,
                assignment=work,
                by=self.head,
                reason="Cần gấp",
            )

    @rule(which=WHICH)
    def strike_out(self, which):
        part = self.part(which)
        if part:
            self.do(services.coverage_cancel, coverage=part, by=self.head, reason="Bỏ")

    @rule(word=st.sampled_from(["", "Đủ rồi"]))
    def close(self, word):
        if self.do(services.story_finish, story=self.story, by=self.head, note=word):
            self.closed_by_hand = True

    @invariant()
    def the_story_stands_where_its_parts_do(self):
        state = Story.objects.get().state
        parts = [
            [each.state for each in part.assignments.all()]
            for part in Coverage.objects.filter(is_cancelled=False)
        ]
        ended = [
            "completed" in states and not set(states) & set(Assignment.OPEN_STATES)
            for states in parts
        ]
        all_done = bool(ended) and all(ended)
        assert (state == "done") == (all_done or self.closed_by_hand)
        if any(BEGUN.intersection(states) for states in parts):
            assert state in {"in_progress", "done"}

    @invariant()
    def nothing_closed_has_work_going_on(self):
        going_on = Assignment.objects.filter(state__in=Assignment.OPEN_STATES)
        assert not going_on.filter(coverage__is_cancelled=True).exists()
        if Story.objects.get().state == "done":
            assert not going_on.exists()

    @invariant()
    def one_text_has_one_writer_and_one_article(self):
        tied = Assignment.objects.filter(item__isnull=False)
        items = list(tied.values_list("item", flat=True))
        assert len(items) == len(set(items))
        for part in Coverage.objects.filter(kind="text"):
            writers = part.assignments.filter(state__in=Assignment.OPEN_STATES)
            assert writers.count() <= 1


def test_story_parts_and_assignments_agree_after_any_steps(db):
    run_machine(
        NewsroomAtWork,
        settings=settings(max_examples=20, stateful_step_count=20, deadline=None),
    )
