"""The staff's own page, the unit switcher, stories and search as a person meets them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.publication.gate import embargo_end
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.core import clock
from toasoan.planning.models import Assignment, Story
from toasoan.planning.services import assignment_give, coverage_add, story_approve
from toasoan.units.models import Organisation
from toasoan.units.roles import Role
from toasoan.units.services import delegation_add, membership_add
from toasoan.units.tests.factories import give_role, make_person, make_subject

pytestmark = pytest.mark.django_db
HOME = "/toa-soan/"


def _page(client, url=HOME, **data):
    answer = client.get(url, data)
    assert answer.status_code == 200
    return answer.content.decode()


def _pitch(client, **fields):
    return client.post(
        reverse("planning:story_pitch"),
        {
            "title": "Giá thép tăng",
            "brief": "Nhà thầu trọn gói tính từng ngày",
            "desk": fields.pop("desk"),
            "subject": make_subject("tax").pk,
            "priority": 3,
            **fields,
        },
    )


@pytest.fixture
def story(client, room):
    client.force_login(room.reporter)
    _pitch(client, desk=room.unit.desks.get().pk)
    return Story.objects.get()


@pytest.fixture
def assignment(room, story):
    story_approve(story=story, by=room.chief)
    story.refresh_from_db()
    coverage = coverage_add(story=story, kind="text", by=room.chief)
    return assignment_give(coverage=coverage, assignee=room.reporter, by=room.chief)


# --- Việc của tôi ---------------------------------------------------------------------


def test_an_empty_day_says_what_to_do(client, room):
    client.force_login(room.reporter)
    page = _page(client)
    assert "Chưa có việc nào chờ bạn" in page
    assert reverse("planning:story_pitch") in page


def test_one_button_leads_to_a_pitch_whoever_looks(client, room):
    pitch = f'href="{reverse("planning:story_pitch")}"'
    for person in (room.reporter, room.secretary, room.chief):
        client.force_login(person)
        assert _page(client).count(pitch) == 1


def test_wagtails_dashboard_is_not_there(client, room):
    client.force_login(room.reporter)
    assert "Việc của tôi" in _page(client)
    assert "w-summary" not in _page(client)


def test_what_is_given_can_be_taken_on_or_declined(client, room, assignment):
    client.force_login(room.reporter)
    page = _page(client)
    assert "Nhận việc" in page
    assert "Từ chối" in page
    client.post(reverse("planning:assignment_accept", args=[assignment.pk]))
    assert "Viết bài" in _page(client)


def test_declining_asks_why(client, room, assignment):
    client.force_login(room.reporter)
    url = reverse("planning:assignment_decline", args=[assignment.pk])
    refused = client.post(url, {"note": ""})
    assert refused.status_code == 400
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.ASSIGNED
    client.post(url, {"note": "Trùng lịch"})
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.DECLINED


def test_anothers_assignment_is_not_found(client, room, assignment):
    client.force_login(room.secretary)
    url = reverse("content:item_start", args=[assignment.pk])
    assert client.post(url).status_code == 404
    assignment.refresh_from_db()
    assert assignment.item is None


def test_writing_opens_the_editor_and_twice_opens_the_same(client, room, assignment):
    client.force_login(room.reporter)
    url = reverse("content:item_start", args=[assignment.pk])
    first, second = client.post(url), client.post(url)
    assert first.url == second.url


def test_late_work_stands_on_top_with_how_late(client, room, assignment):
    Assignment.objects.update(due_at=clock.now() - timedelta(minutes=25))
    client.force_login(room.reporter)
    assert "quá hạn 25 phút" in _page(client)


def test_a_returned_item_says_who_and_why(client, room):
    article = make_article(room)
    services.item_submit(item=article, by=room.reporter)
    editor = room.people[Role.DESK_EDITOR]
    services.item_return(
        item=article, by=editor, step=1, to_step=0, comment="Thiếu nguồn đoạn 2"
    )
    client.force_login(room.reporter)
    page = _page(client)
    assert f"{editor}: “Thiếu nguồn đoạn 2”" in page


def test_what_waits_for_an_editor_is_listed(client, room):
    article = make_article(room, headline="Bài chờ đọc")
    services.item_submit(item=article, by=room.reporter)
    client.force_login(room.people[Role.DESK_EDITOR])
    page = _page(client)
    assert "Chờ tôi duyệt" in page
    assert "Bài chờ đọc" in page


# --- Who signs for whom -----------------------------------------------------------------


def _delegate(room, **changes):
    return delegation_add(
        unit=room.unit,
        principal=room.people[Role.DESK_EDITOR],
        deputy=room.people[Role.HEAD_OF_DESK],
        role=Role.DESK_EDITOR,
        reason="Nghỉ phép",
        by=room.people[Role.DESK_EDITOR],
        **{
            "valid_from": clock.today(),
            "valid_to": clock.today() + timedelta(days=2),
            **changes,
        },
    )


def test_who_signs_finds_the_way_to_delegate_on_their_own_page(client, room):
    shown = {}
    for person in (room.people[Role.DESK_EDITOR], room.chief, room.reporter):
        client.force_login(person)
        shown[person] = reverse("units:own_delegate") in _page(client)

    assert list(shown.values()) == [True, True, False]


def test_a_deputy_is_told_for_whom_and_which_items(client, room):
    _delegate(room)
    services.item_submit(item=make_article(room), by=room.reporter)
    client.force_login(room.people[Role.HEAD_OF_DESK])

    page = _page(client)

    principal = room.people[Role.DESK_EDITOR]
    assert f'Bạn ký thay <b class="str">{principal}</b>' in page
    assert f"Ký thay {principal}" in page


def test_what_is_signed_in_ones_own_right_names_nobody(client, room):
    _delegate(room)
    services.item_submit(item=make_article(room), by=room.reporter)
    client.force_login(room.people[Role.DESK_EDITOR])

    page = _page(client)

    assert "Chờ tôi duyệt" in page
    assert "Ký thay" not in page
    assert str(room.people[Role.HEAD_OF_DESK]) in page


def test_a_delegation_of_next_week_is_not_announced_yet(client, room):
    next_week = clock.today() + timedelta(days=7)
    _delegate(room, valid_from=next_week, valid_to=next_week)
    client.force_login(room.people[Role.HEAD_OF_DESK])

    assert "Bạn ký thay" not in _page(client)


# --- Units ----------------------------------------------------------------------------


def test_the_unit_is_switched_and_remembered(client, room):
    other = open_newsroom("hq")
    person = make_person("Bùi Gia Bảo", unit=room.unit, role=Role.REPORTER)
    give_role(person, other.unit, Role.REPORTER)
    client.force_login(person)
    client.post(reverse("newsroom:unit_switch"), {"unit": "hq"})
    assert 'data-unit="hq"' in _page(client)


def test_a_foreign_unit_is_not_switched_to(client, room):
    open_newsroom("hq")
    client.force_login(room.reporter)
    answer = client.post(reverse("newsroom:unit_switch"), {"unit": "hq"})
    assert answer.status_code == 404
    assert "unit" not in client.session


def test_a_unit_one_has_left_is_forgotten(client, room):
    open_newsroom("hq")
    client.force_login(room.reporter)
    session = client.session
    session["unit"] = "hq"
    session.save()
    assert "Báo tbtc" in _page(client)


def test_a_person_of_the_ministry_sees_figures_and_no_items(client, room):
    office = Organisation.objects.create(
        code="VPB", name="Văn phòng Bộ", kind=Organisation.Kind.DEPARTMENT
    )
    person = make_person("Ngô Văn Phòng")
    membership_add(user=person, organisation=office, role=Role.MINISTRY_OFFICE)
    client.force_login(person)
    assert "Số liệu các đơn vị báo chí" in _page(client)
    assert client.get(reverse("content:item_list")).status_code == 404


# --- Stories --------------------------------------------------------------------------


def test_a_pitch_takes_its_slugline_from_the_title(story):
    assert story.slugline == "gia-thep-tang"
    assert story.state == Story.State.PITCHED


def test_a_pitch_without_a_brief_keeps_the_title(client, room):
    client.force_login(room.reporter)
    answer = _pitch(client, desk=room.unit.desks.get().pk, brief="")
    assert answer.status_code == 400
    assert 'value="Giá thép tăng"' in answer.content.decode()
    assert not Story.objects.exists()


def test_a_reporter_does_not_approve_a_story(client, room, story):
    url = reverse("planning:decide", args=[story.pk, "duyet"])
    assert client.post(url).status_code == 403
    story.refresh_from_db()
    assert story.state == Story.State.PITCHED


def test_a_rejection_needs_a_reason(client, room, story):
    client.force_login(room.chief)
    url = reverse("planning:decide", args=[story.pk, "khong-duyet"])
    assert client.post(url, {"note": " "}).status_code == 400
    client.post(url, {"note": "Đã đăng tuần trước"})
    story.refresh_from_db()
    assert story.state == Story.State.REJECTED


def test_a_part_is_ordered_and_given_in_one_form(client, room, story):
    client.force_login(room.chief)
    client.post(reverse("planning:decide", args=[story.pk, "duyet"]))
    client.post(
        reverse("planning:assign", args=[story.pk]),
        {"kind": "text", "assignee": room.reporter.pk, "ordered_length": 800},
    )
    given = Assignment.objects.get()
    assert (given.assignee, given.coverage.ordered_length) == (room.reporter, 800)


def test_an_edited_embargo_reaches_the_article(client, room, assignment):
    client.force_login(room.reporter)
    client.post(reverse("content:item_start", args=[assignment.pk]))
    story = Story.objects.get()
    client.force_login(room.chief)
    client.post(
        reverse("newsroom:story_edit", args=[story.pk]),
        {
            "title": story.title,
            "brief": story.brief,
            "desk": story.desk_id,
            "subject": story.subject_id,
            "priority": 3,
            "embargo_until": "2030-01-02T17:00",
        },
    )
    draft = story.articles.get().get_latest_revision_as_object()
    until = embargo_end(draft)
    assert clock.format_datetime_vi(until) == "17:00, 02/01/2030"


def test_search_finds_without_marks(client, room, story):
    client.force_login(room.reporter)
    assert "Giá thép tăng" in _page(client, reverse("newsroom:search"), q="gia thep")


# --- Wagtail's own lists -----------------------------------------------------------------


def test_the_list_of_sites_is_headed_in_vietnamese(admin_client, room):
    page = admin_client.get(reverse("wagtailsites:index")).content.decode()

    assert "Trang gốc" in page
    assert "Root page" not in page


def test_the_rights_of_a_group_are_named_in_vietnamese(admin_client, room):
    page = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()

    assert "Thêm: trang web" in page
    assert "Can add" not in page
