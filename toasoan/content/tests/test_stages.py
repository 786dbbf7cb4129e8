"""The stages of desks."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from toasoan.content import services
from toasoan.content.desks.desk_items import place_of
from toasoan.content.errors import StageWrong
from toasoan.content.models import ItemPlace, Stage
from toasoan.content.services.stages import (
    stage_add,
    stage_move,
    stage_remove,
    stage_update,
    stages_default,
)
from toasoan.content.tests.factories import approve_all, make_article, publish
from toasoan.core.errors import NotAllowed
from toasoan.planning.services import story_approve
from toasoan.planning.tests.factories import pitch
from toasoan.units.errors import DeskInUse
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.services.desks import desk_close
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(newsroom):
    return Desk.objects.create(unit=newsroom.unit, key="thoi-su", name="Thời sự")


def test_a_new_desk_has_the_five_usual_stages_in_order(desk):
    names = list(desk.stages.values_list("name", "takes"))

    assert names == [
        ("Chờ nhận", "incoming"),
        ("Đang viết", "writing"),
        ("Chờ duyệt", "submitted"),
        ("Đã duyệt", "approved"),
        ("Đã đăng", "published"),
    ]


def test_given_again_the_usual_stages_are_not_doubled(desk):
    desk.stages.filter(takes="approved").delete()

    stages_default(desk=desk)
    stages_default(desk=desk)

    assert desk.stages.count() == 5


def test_two_stages_of_a_desk_never_take_the_same_items(desk):
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.create(desk=desk, name="Nữa", takes="incoming")


# --- Kept by people ---------------------------------------------------------------


@pytest.fixture
def keeper(newsroom):
    return make_person("Quản trị", unit=newsroom.unit, role=Role.UNIT_ADMINISTRATOR)


def names(desk):
    return [stage.name for stage in desk.stages.all()]


def test_a_desk_gets_a_stage_of_its_own_renamed_and_moved(desk, keeper):
    stage = stage_add(desk=desk, name="Biên tập", by=keeper)

    stage_update(stage=stage, name="Biên tập kỹ", takes="", by=keeper)
    stage_move(stage=stage, is_up=True, by=keeper)

    assert names(desk) == [
        "Chờ nhận",
        "Đang viết",
        "Chờ duyệt",
        "Đã duyệt",
        "Biên tập kỹ",
        "Đã đăng",
    ]


def test_the_head_keeps_the_stages_of_their_own_desk_only(newsroom, desk):
    head = make_person(
        "Trưởng ban", unit=newsroom.unit, role=Role.HEAD_OF_DESK, desk=desk
    )
    other = newsroom.unit.desks.exclude(pk=desk.pk).get()

    stage_add(desk=desk, name="Biên tập", by=head)
    with pytest.raises(NotAllowed):
        stage_add(desk=other, name="Biên tập", by=head)
    with pytest.raises(NotAllowed):
        stage_add(desk=desk, name="Nữa", by=newsroom.people[Role.DESK_EDITOR])

    assert (desk.stages.count(), other.stages.count()) == (6, 5)


def test_a_name_stands_once_in_a_desk(desk, keeper):
    with pytest.raises(StageWrong):
        stage_add(desk=desk, name=" đang  viết ", by=keeper)

    assert desk.stages.count() == 5


def test_what_a_desk_cannot_be_without_stays(desk, keeper):
    writing = desk.stages.get(takes="writing")

    with pytest.raises(StageWrong):
        stage_remove(stage=writing, by=keeper)
    with pytest.raises(StageWrong):
        stage_update(stage=writing, name="Đang viết", takes="approved", by=keeper)

    assert desk.stages.get(takes="writing").name == "Đang viết"
    assert desk.stages.get(takes="approved").name == "Đã duyệt"


def test_what_one_stage_takes_is_given_to_another(desk, keeper):
    own = stage_add(desk=desk, name="Bàn viết", by=keeper)

    stage_update(stage=own, name="Bàn viết", takes="writing", by=keeper)

    assert desk.stages.get(takes="writing").name == "Bàn viết"
    assert desk.stages.get(name="Đang viết").takes == ""


def test_a_stage_goes_only_when_its_items_go_to_another(newsroom, desk, keeper):
    own = stage_add(desk=desk, name="Biên tập", by=keeper)
    writing = desk.stages.get(takes="writing")
    article = make_article(newsroom)
    services.item_send(item=article, stage=own, by=newsroom.reporter)

    with pytest.raises(StageWrong):
        stage_remove(stage=own, by=keeper)
    with pytest.raises(StageWrong):
        stage_remove(stage=own, by=keeper, to=desk.stages.get(takes="approved"))
    assert place_of(article).stage == own

    stage_remove(stage=own, by=keeper, to=writing)
    assert place_of(article).stage == writing
    assert "Biên tập" not in names(desk)


def test_from_the_bin_it_comes_to_the_writing_stage_when_its_own_was_removed(
    newsroom, desk, keeper
):
    own = stage_add(desk=desk, name="Biên tập", by=keeper)
    article = make_article(newsroom)
    services.item_send(item=article, stage=own, by=newsroom.reporter)
    services.item_bin(item=article, by=newsroom.reporter, reason="")

    stage_remove(stage=own, by=keeper)
    services.item_bin_restore(item=article, by=newsroom.reporter)

    assert place_of(article).stage == desk.stages.get(takes="writing")


def test_a_desk_is_not_closed_while_items_lie_there(newsroom, desk, keeper):
    article = make_article(newsroom)
    services.item_send(
        item=article, stage=desk.stages.get(takes="writing"), by=newsroom.reporter
    )

    with pytest.raises(DeskInUse, match="1 bài"):
        desk_close(desk=desk, by=keeper)
    assert Desk.objects.get(pk=desk.pk).is_active

    services.item_bin(item=article, by=newsroom.reporter, reason="")
    desk_close(desk=desk, by=keeper)
    services.item_bin_restore(item=article, by=newsroom.reporter)
    assert place_of(article).owner == newsroom.reporter


def test_the_screen_of_stages_changes_them(newsroom, desk, keeper, client):
    client.force_login(keeper)
    client.post(reverse("content:stage_new", args=[desk.pk]), {"name": "Biên tập"})
    own = desk.stages.get(name="Biên tập")
    client.post(
        reverse("content:stage_edit", args=[own.pk]), {"name": "Sửa kỹ", "takes": ""}
    )
    client.post(reverse("content:stage_change", args=[own.pk, "len"]))
    twice = client.post(
        reverse("content:stage_new", args=[desk.pk]), {"name": "Sửa kỹ"}
    )

    assert names(desk).index("Sửa kỹ") == 4
    assert twice.status_code == 409
    assert "Ban đã có khâu tên này." in twice.content.decode()


def test_after_an_upgrade_items_lie_where_their_review_says(newsroom):
    story = story_approve(
        story=pitch(newsroom.unit, newsroom.reporter), by=newsroom.secretary
    )
    made = [make_article(newsroom, f"Bài {n}", story=story) for n in range(4)]
    services.item_submit(item=made[1], by=newsroom.reporter)
    approve_all(newsroom, made[2])
    publish(newsroom, made[3])
    alone = make_article(newsroom, "Không đề tài")
    ItemPlace.objects.all().delete()

    migration = import_module("toasoan.content.migrations.0020_desk_extras")
    migration.places_of_items(apps, None)

    lie = [place_of(each).stage.name for each in made]
    assert lie == ["Đang viết", "Chờ duyệt", "Đã duyệt", "Đã đăng"]
    assert place_of(alone) is None
