"""“Nhật ký”: who may read which lines, and what the filters leave."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

import toasoan
from toasoan.content.tests.factories import open_newsroom
from toasoan.core import clock
from toasoan.newsroom.act_names import NAMES
from toasoan.newsroom.tests.unit_material import fill
from toasoan.security.models import AuditEntry
from toasoan.security.services import audit_record
from toasoan.units.models import Organisation
from toasoan.units.roles import Role
from toasoan.units.services import delegation_add, membership_add
from toasoan.units.tests.factories import make_person
from toasoan.workspace.kinds import notification_kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(room):
    return make_person("Quản Trị", unit=room.unit, role=Role.UNIT_ADMINISTRATOR)


def act(label, unit_key="tbtc", by=None, action="content.item_published", **data):
    return audit_record(
        action=action,
        by=by,
        target_kind="content.articlepage",
        target_id="1",
        target_label=label,
        unit_key=unit_key,
        data=data,
    )


def labels(answer):
    return [line.entry.target_label for line in answer.context["lines"]]


def ask(client, reader, /, **filters):
    client.force_login(reader)
    return client.get(reverse("newsroom:log"), filters)


def test_the_chief_and_the_administrator_read_their_own_unit_only(
    client, room, administrator
):
    open_newsroom("hq")
    act("Bài nhà")
    act("Bài hàng xóm", unit_key="hq")
    act("Việc chung", unit_key=None)

    for person in (room.chief, administrator):
        answer = ask(client, person, q="i")
        assert "Bài nhà" in labels(answer)
        keys = {line.entry.unit_key for line in answer.context["lines"]}
        assert keys == {"tbtc"}
        page = answer.content.decode()
        assert "Bài hàng xóm" not in page
        assert "Việc chung" not in page
        assert "tổng biên tập hq" not in page.lower()


@pytest.mark.parametrize(
    "role", [Role.REPORTER, Role.EDITORIAL_SECRETARY, Role.DEPUTY_EDITOR_IN_CHIEF]
)
def test_others_of_the_unit_are_refused_and_have_no_entry(client, room, role):
    act("Bài nhà")

    answer = ask(client, room.people[role])

    assert answer.status_code == 403
    assert "Bài nhà" not in answer.content.decode()
    home = client.get("/toa-soan/").content.decode()
    assert reverse("newsroom:log") not in home


def test_who_signs_for_the_chief_reads_it_meanwhile(client, room):
    delegation_add(
        unit=room.unit,
        principal=room.chief,
        deputy=room.secretary,
        role=Role.EDITOR_IN_CHIEF,
        valid_from=clock.today(),
        valid_to=clock.today(),
        reason="Đi công tác",
        by=room.chief,
    )

    assert ask(client, room.secretary).status_code == 200


def test_a_person_of_the_ministry_is_refused(client, room):
    office = Organisation.objects.create(
        code="VPB", name="Văn phòng Bộ", kind=Organisation.Kind.DEPARTMENT
    )
    person = make_person("Ngô Văn Phòng")
    membership_add(user=person, organisation=office, role=Role.MINISTRY_OFFICE)

    assert ask(client, person).status_code == 403


def test_the_platform_administrator_reads_everything_and_chooses_a_unit(client, room):
    other = open_newsroom("hq")
    keeper = make_person("Nền Tảng", is_superuser=True)
    act("Bài nhà")
    act("Bài hàng xóm", unit_key="hq")
    act("Việc chung", unit_key=None)

    assert labels(ask(client, keeper, q="i"))[:3] == [
        "Việc chung",
        "Bài hàng xóm",
        "Bài nhà",
    ]
    of_hq = ask(client, keeper, unit=other.unit.pk)
    assert labels(of_hq)[0] == "Bài hàng xóm"
    assert {line.entry.unit_key for line in of_hq.context["lines"]} == {"hq"}


def test_the_menu_leads_there(client, room):
    client.force_login(room.chief)

    assert reverse("newsroom:log") in client.get("/toa-soan/").content.decode()


def test_filters_by_person_act_thing_and_day(client, room):
    with time_machine.travel(clock.now() - timedelta(days=3), tick=False):
        act("Bài cũ", by=room.secretary)
    act("Bài mới", by=room.secretary)
    act("Bài gỡ", by=room.chief, action="content.item_taken_down", public_reason="Sai")
    today = clock.today().isoformat()
    old_day = (clock.today() - timedelta(days=3)).isoformat()

    def found(**filters):
        return labels(ask(client, room.chief, **filters))

    assert found(person=room.secretary.pk) == ["Bài mới", "Bài cũ"]
    assert found(act="content.item_taken_down") == ["Bài gỡ"]
    assert found(q="Bài", since=today) == ["Bài gỡ", "Bài mới"]
    assert found(q="Bài", until=old_day) == ["Bài cũ"]
    assert found(q="mới", since=today, until=today) == ["Bài mới"]
    page = ask(client, room.chief, act="content.item_taken_down").content.decode()
    assert "Gỡ bài: Bài gỡ" in page
    assert "“Sai”" in page


def test_a_person_of_another_unit_is_no_choice_and_finds_nothing(client, room):
    other = open_newsroom("hq")
    act("Bài hàng xóm", unit_key="hq", by=other.chief)

    answer = ask(client, room.chief, person=other.chief.pk)

    assert answer.status_code == 400
    assert str(other.chief) not in answer.content.decode()
    assert "Bài hàng xóm" not in answer.content.decode()


def test_many_lines_come_by_page(client, room):
    for n in range(60):
        act(f"Tin {n:02}")

    first = ask(client, room.chief, q="Tin ")
    second = ask(client, room.chief, q="Tin ", trang=2)

    assert (len(labels(first)), labels(first)[0]) == (50, "Tin 59")
    assert (len(labels(second)), labels(second)[-1]) == (10, "Tin 00")


def test_what_was_and_what_is_are_told_in_words(client, room):
    keeper = make_person("Nền Tảng", is_superuser=True)
    room.reporter.refresh_from_db()
    person = type(keeper).objects.get(pk=room.reporter.pk)
    person.is_active = False
    person.save()

    page = ask(client, keeper, act="security.user_changed").content.decode()

    assert "Sửa tài khoản: Phóng viên tbtc" in page
    assert "Đang làm việc: có → <b" in page


def test_the_log_cannot_be_written_through_the_screen(client, room):
    before = AuditEntry.objects.count()
    client.force_login(room.chief)
    before += 1  # the sign-in

    assert client.post(reverse("newsroom:log")).status_code == 405
    assert AuditEntry.objects.count() == before


def test_every_act_the_house_writes_has_a_name(room):
    fill(room, "Moi")
    written = set(AuditEntry.objects.values_list("action", flat=True))
    said = set()
    for path in Path(toasoan.__path__[0]).rglob("services/*.py"):
        said |= set(
            re.findall(
                r"\"((?:content|planning|units|security|newsroom)\.[a-z_]+)\"",
                path.read_text("utf-8"),
            )
        )

    assert (written | said) - set(NAMES) - set(notification_kinds) <= {
        "content.release_leave",  # a job
        "planning.calendar_sources_read",  # a job
        "content.topic_fill",  # a job
        "content.draft_row_follow",  # a job
        "units.delegation",  # kinds of things, not acts
        "units.membership",
        "units.members",
        "security.address",
        "content.scheduled_items_publish",
        "newsroom.plan_send",  # a job
        "newsroom.plan_mail",  # a kind of thing
        "content.schedules_watch",
        "content.templates_make",
        *notification_kinds,
    }
