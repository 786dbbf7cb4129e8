"""A desk's template makes the draft of a day at its hour: once, late if it must be."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from toasoan.content import services
from toasoan.content.errors import TemplateWrong
from toasoan.content.models import (
    ArticlePage,
    ItemPlace,
    ItemTemplate,
    Stage,
    TemplateRun,
    TemplateSchedule,
)
from toasoan.content.services import template_hours
from toasoan.content.services.template_hours import (
    template_schedule,
    templates_are_due,
    templates_make,
)
from toasoan.content.services.templates import template_archive, template_restore
from toasoan.content.tests.factories import open_newsroom
from toasoan.content.tests.test_templates import desk_of, make_template
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.models import Membership
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
WEEK = [0, 1, 2, 3, 4]


@pytest.fixture
def clock_at(monkeypatch):
    """Set the clock, by the hour in Vietnam (7 hours before Greenwich)."""

    def set_to(day, hour, minute=0):
        moment = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment - timedelta(hours=7))

    return set_to


@pytest.fixture
def room(clock_at):
    # Monday, 23 November 2026.
    clock_at(23, 7)
    return open_newsroom("tbtc")


def scheduled(room, *, name="Thị trường", **fields):
    template = make_template(
        room, name, desk=desk_of(room), headline="Thị trường {thứ}, {ngày}/{tháng}"
    )
    values = {"weekdays": WEEK, "at": time(8), "writer": room.reporter, **fields}
    template_schedule(template=template, by=room.secretary, **values)
    return ItemTemplate.objects.get(pk=template.pk)


def titles():
    return sorted(ArticlePage.objects.values_list("title", flat=True))


def test_draft_is_made_at_its_hour_in_its_stage_and_its_writer_knows(room, clock_at):
    stage = desk_of(room).stages.get(takes=Stage.Takes.INCOMING)
    scheduled(room, stage=stage)
    clock_at(23, 7, 59)
    assert (templates_are_due(), templates_make()) == (False, 0)

    clock_at(23, 8)
    assert (templates_are_due(), templates_make()) == (True, 1)

    [article] = ArticlePage.objects.all()
    assert (article.title, article.owner) == (
        "Thị trường thứ Hai, 23/11",
        room.reporter,
    )
    assert ItemPlace.objects.get(item=article.pk).stage == stage
    told = Notification.objects.get(kind="content.template_made")
    assert told.recipient == room.reporter
    assert told.path == reverse("content:item", args=[article.pk])
    assert AuditEntry.objects.filter(action="content.template_made").count() == 1


def test_without_a_stage_it_lies_where_the_desk_writes(room, clock_at):
    scheduled(room)
    clock_at(23, 8)
    templates_make()

    assert ItemPlace.objects.get().stage.takes == Stage.Takes.WRITING


def test_day_is_served_once_however_often_the_job_runs(room, clock_at):
    scheduled(room)
    clock_at(23, 8)
    made = [templates_make(), templates_make()]
    clock_at(23, 23, 59)

    assert [*made, templates_make()] == [1, 0, 0]
    assert not templates_are_due()


def test_draft_that_was_deleted_does_not_come_back_the_same_day(room, clock_at):
    scheduled(room)
    clock_at(23, 8)
    templates_make()
    services.item_erase(item=ArticlePage.objects.get())
    clock_at(23, 9)

    assert templates_make() == 0
    assert TemplateRun.objects.get().item is None


def test_after_a_standstill_it_is_made_late_the_same_day_and_not_for_days_gone(
    room, clock_at
):
    scheduled(room)
    clock_at(25, 23, 59)

    assert templates_make() == 1
    assert titles() == ["Thị trường thứ Tư, 25/11"]
    clock_at(26, 0, 1)
    assert templates_make() == 0
    clock_at(26, 8, 1)
    assert templates_make() == 1


def test_the_day_is_vietnams_not_greenwichs(room, clock_at):
    """At 06:30 on Tuesday in Hà Nội it is still Monday in Greenwich."""
    scheduled(room, at=time(6, 30), weekdays=[1])
    clock_at(24, 6, 30)

    templates_make()

    assert titles() == ["Thị trường thứ Ba, 24/11"]


def test_weekend_is_left_out(room, clock_at):
    scheduled(room)
    clock_at(28, 12)

    assert templates_make() == 0


def test_hour_already_past_counts_from_the_next_day(room, clock_at):
    clock_at(23, 10)
    scheduled(room)

    assert templates_make() == 0
    clock_at(24, 8)
    assert templates_make() == 1


def test_put_away_it_makes_nothing_and_brought_back_it_goes_on(room, clock_at):
    template = scheduled(room)
    template_archive(template=template, by=room.secretary)
    clock_at(23, 9)
    assert templates_make() == 0
    template_restore(template=template, by=room.secretary)
    assert templates_make() == 0
    clock_at(24, 8)

    assert templates_make() == 1


def test_switched_off_and_closed_desks_make_nothing(room, clock_at):
    template = scheduled(room)
    template_schedule(
        template=template,
        by=room.secretary,
        weekdays=WEEK,
        at=time(8),
        writer=room.reporter,
        is_on=False,
    )
    other = scheduled(room, name="Khác")
    other.desk.is_active = False
    other.desk.save()
    clock_at(23, 8)

    assert templates_make() == 0


# --- When something is missing


def test_when_the_writer_has_left_the_head_of_desk_has_the_draft(room, clock_at):
    scheduled(room)
    Membership.objects.filter(user=room.reporter).delete()
    clock_at(23, 8)

    assert templates_make() == 1

    head = room.people[Role.HEAD_OF_DESK]
    assert ArticlePage.objects.get().owner == head
    told = Notification.objects.get(kind="content.template_made")
    assert told.recipient == head
    assert told.values["left"] == str(room.reporter)


def test_head_of_the_very_desk_comes_before_other_heads(room, clock_at):
    scheduled(room)
    Membership.objects.filter(user=room.reporter).delete()

    own = make_person("Ông Z", unit=room.unit, role=Role.HEAD_OF_DESK)
    Membership.objects.filter(user=own).update(desk=desk_of(room))
    clock_at(23, 8)

    templates_make()

    assert ArticlePage.objects.get().owner == own


def test_without_its_section_the_desk_is_told_once_and_nothing_is_made(room, clock_at):
    template = scheduled(room)
    ItemTemplate.objects.filter(pk=template.pk).update(section=None)
    clock_at(23, 8)

    assert (templates_make(), templates_make()) == (0, 0)

    assert TemplateRun.objects.get().problem == "Chuyên mục của bài mẫu không còn."
    told = Notification.objects.get(kind="content.template_not_made")
    assert told.recipient == room.people[Role.HEAD_OF_DESK]
    assert told.path == reverse("content:template", args=[template.pk])
    assert not ArticlePage.objects.exists()


def test_cut_off_in_between_nothing_is_there_and_the_next_run_makes_it(
    room, clock_at, monkeypatch
):
    scheduled(room)
    clock_at(23, 8)

    def cut(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(template_hours, "template_made_told", cut)
        assert templates_make() == 0
    assert not ArticlePage.objects.exists()
    assert not TemplateRun.objects.exists()

    assert templates_make() == 1
    assert ItemPlace.objects.count() == 1


def test_a_fault_in_one_template_does_not_silence_the_others(
    room, clock_at, monkeypatch
):
    scheduled(room, name="Một", at=time(7, 30))
    scheduled(room, name="Hai")
    clock_at(23, 8)
    make = template_hours.template_headline

    def faulty(template, day):
        if template.name == "Một":
            raise RuntimeError
        return make(template, day)

    monkeypatch.setattr(template_hours, "template_headline", faulty)

    assert templates_make() == 1
    assert TemplateRun.objects.get().template.name == "Hai"


# --- Setting the hour


def test_only_who_keeps_the_desks_templates_sets_the_hour(room):
    template = scheduled(room)

    with pytest.raises(NotAllowed):
        template_schedule(
            template=template,
            by=room.reporter,
            weekdays=[6],
            at=time(9),
            writer=room.reporter,
        )

    assert TemplateSchedule.objects.get().weekdays == WEEK


def test_hour_needs_a_desk_a_section_a_day_and_a_writer_of_the_unit(room):
    other = open_newsroom("hq")
    of_unit = make_template(room, "Đơn vị")
    bare = make_template(room, "Trống", desk=desk_of(room), section=None)
    good = make_template(room, "Đủ", desk=desk_of(room))
    asked = {"by": room.secretary, "at": time(8), "weekdays": WEEK}

    for template, changes in (
        (of_unit, {"writer": room.reporter}),
        (bare, {"writer": room.reporter}),
        (good, {"writer": room.reporter, "weekdays": []}),
        (good, {"writer": other.reporter}),
        (good, {"writer": room.reporter, "stage": desk_of(other).stages.first()}),
    ):
        with pytest.raises(TemplateWrong):
            template_schedule(template=template, **{**asked, **changes})

    assert not TemplateSchedule.objects.exists()


def test_hour_is_set_on_screen(client, room, clock_at):
    template = make_template(room, desk=desk_of(room))
    client.force_login(room.secretary)
    address = reverse("content:template_hour", args=[template.pk])

    refused = client.post(address, {"at": "08:00", "writer": room.reporter.pk})
    client.post(
        address,
        {"at": "08:00", "writer": room.reporter.pk, "weekdays": [0, 4], "is_on": "on"},
    )

    assert refused.status_code == 400
    assert "Chọn ít nhất một ngày trong tuần." in refused.text
    page = client.get(reverse("content:template", args=[template.pk])).text
    assert "Lần tới 08:00, 23/11/2026" in page
