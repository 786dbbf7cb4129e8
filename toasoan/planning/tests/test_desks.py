"""A unit opens, renames and closes its desks."""

import pytest
from django.urls import reverse

from toasoan.content.tests.factories import open_newsroom
from toasoan.core.errors import NotAllowed
from toasoan.planning.models import Story
from toasoan.units.errors import DeskInUse, UnitInvalid
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.selectors import desk_list
from toasoan.units.services.desks import desk_add, desk_close, desk_rename
from toasoan.units.tests.factories import (
    give_role,
    make_person,
    make_subject,
    make_unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("tbtc")


@pytest.fixture
def keeper(unit):
    return make_person("Quản trị", unit=unit, role=Role.UNIT_ADMINISTRATOR)


@pytest.fixture
def desk(unit):
    return unit.desks.get()


def make_story(desk, state=Story.State.IN_PROGRESS):
    return Story.objects.create(
        unit=desk.unit,
        desk=desk,
        title="Giá thép",
        slugline="gia-thep",
        brief="Nhà thầu tính từng ngày",
        subject=make_subject(),
        state=state,
        pitched_by=make_person(),
    )


def test_a_desk_is_opened_renamed_and_closed(unit, keeper, desk):
    made = desk_add(unit=unit, name="Ban Dữ liệu", by=keeper)
    desk_rename(desk=made, name="Ban Dữ liệu - Đồ họa", by=keeper)
    assert (made.key, made.name) == ("ban-du-lieu", "Ban Dữ liệu - Đồ họa")

    desk_close(desk=made, by=keeper)

    assert list(desk_list(unit)) == [desk]
    assert Desk.objects.filter(unit=unit).count() == 2


def test_a_closed_desk_of_the_same_name_opens_again(unit, keeper):
    first = desk_add(unit=unit, name="Ban Dữ liệu", by=keeper)
    desk_close(desk=first, by=keeper)

    again = desk_add(unit=unit, name="Ban dữ liệu", by=keeper)

    assert (again.pk, again.is_active) == (first.pk, True)


def test_a_renamed_desk_is_left_alone_when_its_old_name_is_given_again(unit, keeper):
    first = desk_add(unit=unit, name="Ban Dữ liệu", by=keeper)
    desk_rename(desk=first, name="Ban Số liệu", by=keeper)

    second = desk_add(unit=unit, name="Ban Dữ liệu", by=keeper)

    first.refresh_from_db()
    assert (first.name, second.name) == ("Ban Số liệu", "Ban Dữ liệu")
    assert (first.key, second.key) == ("ban-du-lieu", "ban-du-lieu-2")


def test_two_desks_do_not_share_a_name(unit, keeper, desk):
    made = desk_add(unit=unit, name="Ban Dữ liệu", by=keeper)

    with pytest.raises(UnitInvalid):
        desk_add(unit=unit, name="ban dữ liệu", by=keeper)
    with pytest.raises(UnitInvalid):
        desk_rename(desk=made, name=desk.name, by=keeper)

    made.refresh_from_db()
    assert made.name == "Ban Dữ liệu"
    assert desk_list(unit).count() == 2


def test_an_open_story_and_a_person_keep_a_desk_open(unit, keeper):
    desk = desk_add(unit=unit, name="Ban Dữ liệu", by=keeper)
    make_story(desk)
    give_role(make_person(), unit, Role.HEAD_OF_DESK, desk=desk)

    with pytest.raises(DeskInUse) as refusal:
        desk_close(desk=desk, by=keeper)

    assert refusal.value.message == (
        "Chưa đóng được Ban Dữ liệu: còn 1 đề tài chưa xong, 1 người. "
        "Chuyển sang ban khác trước."
    )
    desk.refresh_from_db()
    assert desk.is_active


def test_a_finished_story_does_not_keep_a_desk_open(unit, keeper):
    desk = desk_add(unit=unit, name="Ban Dữ liệu", by=keeper)
    make_story(desk, Story.State.DONE)

    assert not desk_close(desk=desk, by=keeper).is_active


def test_the_last_desk_stays(unit, keeper, desk):
    with pytest.raises(DeskInUse):
        desk_close(desk=desk, by=keeper)

    desk.refresh_from_db()
    assert desk.is_active


def test_only_who_keeps_the_unit_changes_desks(unit, desk):
    chief = make_person(unit=unit, role=Role.EDITOR_IN_CHIEF)
    stranger = make_person(unit=make_unit("hq"), role=Role.UNIT_ADMINISTRATOR)

    for by in (chief, stranger):
        with pytest.raises(NotAllowed):
            desk_add(unit=unit, name="Ban Mới", by=by)
        with pytest.raises(NotAllowed):
            desk_rename(desk=desk, name="Ban Mới", by=by)
        with pytest.raises(NotAllowed):
            desk_close(desk=desk, by=by)

    assert [each.name for each in Desk.objects.filter(unit=unit)] == ["Ban Thuế tbtc"]


def test_desks_on_screen(client):
    room = open_newsroom("tbtc")
    keeper = make_person(unit=room.unit, role=Role.UNIT_ADMINISTRATOR)
    client.force_login(keeper)
    client.post(reverse("units:desks"), {"name": "Ban Dữ liệu"})
    made = Desk.objects.get(name="Ban Dữ liệu")
    client.post(reverse("units:desk_name", args=[made.pk]), {"name": "Ban Số liệu"})
    page = client.get(reverse("units:desks")).content.decode()
    client.post(reverse("units:desk_end", args=[made.pk]))

    assert "Ban Số liệu" in page
    made.refresh_from_db()
    assert not made.is_active
    client.force_login(room.reporter)
    assert reverse("units:desk_end", args=[made.pk]) not in (
        client.get(reverse("units:desks")).content.decode()
    )
    assert client.post(reverse("units:desks"), {"name": "Ban Lậu"}).status_code == 403
