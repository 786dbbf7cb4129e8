"""What is done from a desk board: beside it, with many at once, with boards themselves."""

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.models import ItemMark, ItemPlace
from toasoan.content.tests.factories import make_article, open_newsroom, publish
from toasoan.newsroom.tests.desk_material import lay, sheet, stage
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


# --- Beside the board ------------------------------------------------------------


def test_the_preview_shows_the_draft_what_blocks_it_and_what_to_do(room, desk, client):
    item = lay(room, desk, "Xem nhanh")
    client.force_login(room.reporter)

    page = client.get(
        reverse("newsroom:desk_item", args=[item.pk]), headers={"X-Sheet": "1"}
    ).content.decode()

    for words in (
        "Xem nhanh",
        "Thu nội địa tăng so với cùng kỳ.",
        "Tổng thu ước đạt 1.987.400 tỷ đồng.",
        "Thiếu ảnh đại diện. Thêm ảnh.",
        "Nộp bài",
        "Ban Kinh tế: Đang viết",
    ):
        assert words in page
    assert "<html" not in page


def test_a_personal_item_of_another_is_not_there(room, desk, client):
    item = lay(room, desk, "Nháp riêng")
    services.item_take_home(item=item, by=room.reporter)

    client.force_login(room.chief)
    assert client.get(reverse("newsroom:desk_item", args=[item.pk])).status_code == 404
    answer = sheet(client, room.chief, "desk_send", item.pk, to="x")
    assert answer.status_code == 404


def test_a_card_put_down_in_a_column_is_sent_and_comes_back(room, desk, client):
    item = lay(room, desk, "Kéo thả")
    incoming, writing = stage(desk, "incoming"), stage(desk, "writing")

    done = sheet(
        client, room.chief, "desk_send", item.pk, to=f"stage-{incoming.pk}"
    ).json()
    assert done["ok"]
    assert done["undo"] == {"deed": "chuyen-cot/", "to": f"stage-{writing.pk}"}
    sheet(client, room.chief, "desk_send", item.pk, to=done["undo"]["to"])

    assert ItemPlace.objects.get(item_id=item.pk).stage == writing


def test_in_the_house_a_step_means_the_stage_of_the_items_own_desk(room, desk, client):
    item = lay(room, desk, "Điều hành")

    sheet(client, room.chief, "desk_send", item.pk, to="takes-incoming")

    assert ItemPlace.objects.get(item_id=item.pk).stage == stage(desk, "incoming")


def test_a_column_for_another_state_refuses_and_nothing_moves(room, desk, client):
    item = lay(room, desk, "Chưa duyệt")

    answer = sheet(
        client,
        room.chief,
        "desk_send",
        item.pk,
        to=f"stage-{stage(desk, 'approved').pk}",
    )

    assert answer.status_code == 409
    assert answer.json()["ok"] is False
    assert ItemPlace.objects.get(item_id=item.pk).stage == stage(desk, "writing")


def test_the_review_step_is_taken_beside_the_board(room, desk, client):
    item = lay(room, desk, "Nộp rồi trả")
    editor = room.people[Role.DESK_EDITOR]

    assert sheet(client, room.reporter, "desk_step", item.pk, "nop").json()["ok"]
    done = sheet(
        client,
        editor,
        "desk_step",
        item.pk,
        "tra-lai",
        step=1,
        to_step=0,
        comment="Thiếu nguồn",
    )

    assert done.json()["said"] == f"Đã trả bài về {room.reporter}."
    assert sheet(client, editor, "desk_step", item.pk, "go").status_code == 404


# --- Many at once ----------------------------------------------------------------


def test_what_one_item_refuses_is_told_by_name_and_the_others_go(room, desk, client):
    good = [lay(room, desk, f"Đi {number}") for number in range(2)]
    bad = publish(room, make_article(room, "Đã lên trang"))
    incoming = stage(desk, "incoming")

    done = sheet(
        client,
        room.chief,
        "desk_many",
        "bo",
        item=[good[0].pk, bad.pk, good[1].pk],
        reason="Trùng",
    ).json()

    assert done["ok"]
    assert done["done"] == [item.pk for item in good]
    assert done["refused"] == 1
    assert done["said"].startswith("Đã làm với 2 bài. “Đã lên trang”: ")
    binned = ItemPlace.objects.filter(binned_at__isnull=False)
    assert set(binned.values_list("item", flat=True)) == {item.pk for item in good}
    assert incoming.places.count() == 0


def test_many_thrown_away_come_back_each_to_its_own_stage(room, desk, other, client):
    here, there = lay(room, desk, "Một"), lay(room, other, "Hai")
    pks = [here.pk, there.pk]

    done = sheet(client, room.chief, "desk_many", "bo", item=pks, reason="Nhầm").json()
    back = sheet(
        client,
        room.chief,
        "desk_many",
        "lay-lai",
        item=[pk for pk, _column in done["back"]],
    ).json()
    again = sheet(client, room.chief, "desk_many", "lay-lai", item=pks)

    assert done["back_by"] == reverse("newsroom:desk_many", args=["lay-lai"])
    assert (back["ok"], back["done"]) == (True, pks)
    assert ItemPlace.objects.get(item_id=here.pk).stage == stage(desk, "writing")
    assert ItemPlace.objects.get(item_id=there.pk).stage == stage(other, "writing")
    assert again.status_code == 409


def test_one_thrown_away_beside_the_board_comes_back(room, desk, client):
    item = lay(room, desk, "Lỡ tay")

    done = sheet(client, room.chief, "desk_bin", item.pk, reason="Nhầm").json()
    assert done["undo"] == {"deed": "lay-lai/"}
    back = sheet(client, room.chief, "desk_take_back", item.pk).json()

    assert back["said"] == "Đã lấy lại “Lỡ tay”."
    assert not ItemPlace.objects.get(item_id=item.pk).is_binned


def test_what_lay_in_a_private_space_is_taken_back_by_its_writer_alone(
    room, desk, client
):
    item = lay(room, desk, "Nháp riêng")
    services.item_take_home(item=item, by=room.reporter)
    sheet(client, room.reporter, "desk_bin", item.pk, reason="")

    one = sheet(client, room.chief, "desk_take_back", item.pk)
    many = sheet(client, room.chief, "desk_many", "lay-lai", item=[item.pk])

    assert (one.status_code, many.status_code) == (404, 409)
    assert "Nháp riêng" not in many.content.decode()
    assert ItemPlace.objects.get(item_id=item.pk).is_binned


def test_many_are_sent_and_go_back_each_to_its_own_stage(room, desk, other, client):
    here, there = lay(room, desk, "Một"), lay(room, other, "Hai")
    target = stage(desk, "incoming")

    done = sheet(
        client,
        room.chief,
        "desk_many",
        "chuyen",
        item=[here.pk, there.pk],
        to=f"stage-{target.pk}",
    ).json()
    assert target.places.count() == 2
    back = sheet(
        client,
        room.chief,
        "desk_many",
        "chuyen",
        item=[pk for pk, _column in done["back"]],
        to=[column for _pk, column in done["back"]],
    ).json()

    assert back["ok"]
    assert ItemPlace.objects.get(item_id=here.pk).stage == stage(desk, "writing")
    assert ItemPlace.objects.get(item_id=there.pk).stage == stage(other, "writing")


def test_many_are_marked_for_a_desk_and_fetched(room, desk, other, client):
    items = [lay(room, other, f"Bài {number}") for number in range(2)]
    pks = [item.pk for item in items]

    sheet(client, room.chief, "desk_many", "danh-dau", item=pks, who=f"desk-{desk.pk}")
    sheet(client, room.chief, "desk_many", "lay", item=pks, desk=desk.pk)

    assert ItemMark.objects.filter(desk=desk, item__in=pks).count() == 2
    assert ItemPlace.objects.filter(stage__desk=desk, item__in=pks).count() == 2


def test_without_a_choice_nothing_is_done_and_it_says_so(room, desk, client):
    item = lay(room, desk, "Yên")

    none = sheet(client, room.chief, "desk_many", "bo", reason="x")
    nowhere = sheet(client, room.chief, "desk_many", "chuyen", item=[item.pk])

    assert none.status_code == nowhere.status_code == 400
    assert none.json()["said"] == "Chọn bài bằng ô vuông trên mỗi bài rồi làm tiếp."
    assert nowhere.json()["said"] == "Chọn khâu để chuyển đến."
    assert ItemPlace.objects.get(item_id=item.pk).stage == stage(desk, "writing")


def test_another_units_items_and_desks_are_not_there(room, desk, client):
    item = lay(room, desk, "Của tòa này")
    stranger = open_newsroom("tctc").chief
    client.force_login(stranger)

    for name, pk in (("desk_board", desk.pk), ("desk_item", item.pk)):
        assert client.get(reverse(f"newsroom:{name}", args=[pk])).status_code == 404
    done = sheet(client, stranger, "desk_many", "bo", item=[item.pk], reason="x")

    assert done.status_code == 409
    assert "Của tòa này" not in done.content.decode()
    assert not ItemPlace.objects.get(item_id=item.pk).is_binned


def test_who_does_not_run_the_unit_has_no_board_of_the_house(room, desk, client):
    client.force_login(room.reporter)
    assert client.get(reverse("newsroom:house_board")).status_code == 403
    page = client.get(reverse("newsroom:desk_boards")).content.decode()
    assert "Ban Kinh tế" in page
    assert "Bàn điều hành" not in page


# --- Boards of one's own ---------------------------------------------------------


def test_a_board_is_made_ordered_shared_and_removed(room, desk, client):
    client.force_login(room.reporter)
    client.post(
        reverse("newsroom:own_board_new"), {"luu-name": "Tôi", "luu-shared": "nobody"}
    )
    [board] = room.unit.deskboard_set.all()
    add = reverse("newsroom:own_column_add", args=[board.pk])
    for takes in ("writing", "incoming"):
        client.post(add, {"stage": stage(desk, takes).pk})
    first, second = board.columns.all()

    client.post(reverse("newsroom:own_column", args=[board.pk, second.pk, "len"]))
    assert list(board.columns.all()) == [second, first]
    client.post(
        reverse("newsroom:own_columns_order", args=[board.pk]),
        {"column": [first.pk, second.pk]},
    )
    assert list(board.columns.all()) == [first, second]

    show = reverse("newsroom:own_board", args=[board.pk])
    client.force_login(room.chief)
    assert client.get(show).status_code == 404
    edit = reverse("newsroom:own_board_edit", args=[board.pk])
    assert client.post(edit, {"luu-name": "Của tôi"}).status_code == 404
    client.force_login(room.reporter)
    client.post(edit, {"luu-name": "Chung", "luu-shared": "unit"})
    client.force_login(room.chief)
    assert "Chung" in client.get(show).content.decode()

    client.force_login(room.reporter)
    client.post(reverse("newsroom:own_board_remove", args=[board.pk]))
    assert not room.unit.deskboard_set.exists()
