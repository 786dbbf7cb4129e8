"""The desk board: what stands in which column, told how, live."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from toasoan.content import drafts, services
from toasoan.content.tests.factories import make_article, publish
from toasoan.core import clock
from toasoan.newsroom.boards.pulse import pulse_now
from toasoan.newsroom.desk_board.columns import (
    FIRST,
    Look,
    columns_read,
    desk_columns,
    house_columns,
    own_columns,
)
from toasoan.newsroom.desk_board.pulse import item_changes_since
from toasoan.newsroom.tests.desk_material import lay, put, read, stage

pytestmark = pytest.mark.django_db


# --- What stands where -----------------------------------------------------------


def test_a_stage_has_what_lies_in_it_the_longest_there_on_top(room, desk, other):
    lay(room, desk, "Mới đến", hours=1)
    lay(room, desk, "Nằm lâu", hours=30)
    lay(room, desk, "Ở khâu khác", takes="incoming")
    lay(room, other, "Ban khác")

    board, placed, titles = read(room, lambda look: desk_columns(look, desk))

    assert titles["Đang viết"] == ["Nằm lâu", "Mới đến"]
    assert titles["Chờ nhận"] == ["Ở khâu khác"]
    assert board.total == 3
    ages = [each.card.age for each in placed[f"stage-{stage(desk, 'writing').pk}"]]
    assert [(age.text, age.look) for age in ages] == [
        ("Ở khâu này 30 giờ", "late"),
        ("Ở khâu này 1 giờ", "mut"),
    ]


def test_what_is_personal_or_in_the_bin_stands_on_no_board(room, desk):
    mine = lay(room, desk, "Nháp riêng")
    gone = lay(room, desk, "Đã bỏ")
    services.item_take_home(item=mine, by=room.reporter)
    services.item_bin(item=gone, by=room.reporter, reason="Trùng")
    search = services.item_search_add(
        unit=room.unit, name="Nháp", filters={"state": "draft"}, by=room.reporter
    )
    own = services.desk_board_add(unit=room.unit, name="Tôi", by=room.reporter)
    services.desk_board_column_add(board=own, search=search, by=room.reporter)

    for columns in (
        lambda look: desk_columns(look, desk),
        house_columns,
        lambda look: own_columns(look, own),
    ):
        board, placed, _titles = read(room, columns, user=room.reporter)
        assert (board.total, placed) == (0, {})


def test_the_house_has_the_steps_of_all_desks_below_each_other(room, desk, other):
    lay(room, desk, "Kinh tế", hours=2)
    lay(room, other, "Thời sự")
    own = other.stages.create(name="Dịch", order=9)
    put(make_article(room, "Đang dịch"), own)

    _board, _placed, titles = read(room, house_columns)
    _board, _placed, narrowed = read(room, house_columns, ban=str(other.pk))

    assert titles["Đang viết"] == ["Kinh tế", "Thời sự"]
    assert titles["Khâu riêng của ban"] == ["Đang dịch"]
    assert narrowed["Đang viết"] == ["Thời sự"]


def test_what_was_published_leaves_the_board_after_a_week(room, desk):
    for title, hours in (("Hôm nay", 1), ("Tuần trước", 24 * 8)):
        put(
            publish(room, make_article(room, title)),
            stage(desk, "published"),
            hours=hours,
        )

    _board, placed, titles = read(room, lambda look: desk_columns(look, desk))

    assert titles["Đã đăng"] == ["Hôm nay"]
    [card] = placed[f"stage-{stage(desk, 'published').pk}"]
    assert card.card.age is None


def test_words_find_headlines_with_or_without_marks(room, desk):
    lay(room, desk, "Thuế hộ kinh doanh")
    lay(room, desk, "Kho bạc")

    board, _placed, titles = read(
        room, lambda look: desk_columns(look, desk), q="thue ho"
    )

    assert titles["Đang viết"] == ["Thuế hộ kinh doanh"]
    assert board.total == 1


def test_an_own_board_has_an_item_in_every_column_that_finds_it(room, desk, other):
    item = lay(room, desk, "Hai cột", hours=50)
    lay(room, other, "Không nhắc", hours=50)
    services.item_mark(item=item, by=room.chief, desk=desk)
    search = services.item_search_add(
        unit=room.unit,
        name="Nhắc tôi, quá lâu",
        filters={"marked": "on", "older": "48"},
        by=room.reporter,
    )
    own = services.desk_board_add(unit=room.unit, name="Tôi", by=room.reporter)
    services.desk_board_column_add(
        board=own, stage=stage(desk, "writing"), by=room.reporter
    )
    services.desk_board_column_add(board=own, search=search, by=room.reporter)

    _board, _placed, titles = read(
        room, lambda look: own_columns(look, own), user=room.reporter
    )
    _board, _placed, others = read(room, lambda look: own_columns(look, own))

    assert titles == {"Đang viết": ["Hai cột"], "Nhắc tôi, quá lâu": ["Hai cột"]}
    # Marked for me means for whoever looks.
    assert others["Nhắc tôi, quá lâu"] == []


def test_a_search_whose_condition_is_gone_finds_nothing_and_says_so(room, desk):
    lay(room, desk, "Không liên quan")
    search = services.item_search_add(
        unit=room.unit, name="Cũ", filters={"author": "999999"}, by=room.reporter
    )
    own = services.desk_board_add(unit=room.unit, name="Tôi", by=room.reporter)
    services.desk_board_column_add(board=own, search=search, by=room.reporter)

    board, placed, _titles = read(room, lambda look: own_columns(look, own))

    assert placed == {}
    assert board.columns[0].under == "Có điều kiện không còn, sửa lại tìm kiếm"


def test_a_card_and_its_preview_say_how_many_comments_wait(room, desk, client):
    item = lay(room, desk, "Thu ngân sách")
    for words in ("Số này ở đâu?", "Tít dài quá"):
        services.comment_add(item=item, text=words, by=room.chief)
    client.force_login(room.chief)

    board = client.get(reverse("newsroom:desk_board", args=[desk.pk]))
    preview = client.get(reverse("newsroom:desk_item", args=[item.pk]))

    assert "2 ý kiến chưa xong" in board.content.decode()
    assert "Còn 2 ý kiến chưa xong." in preview.content.decode()


def test_fifty_items_take_as_many_queries_as_one_and_the_count_of_a_full_column(
    room, desk, client
):
    client.force_login(room.chief)
    address = reverse("newsroom:desk_board", args=[desk.pk])
    lay(room, desk, "Bài 0")
    client.get(address)
    counted = {}
    for number in range(1, 51):
        if number in {1, FIRST, 50}:
            drafts._known.clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counted[number] = len(queries)
        if number < 50:
            lay(room, desk, f"Bài {number}")

    assert counted[FIRST] == counted[50] == counted[1] + 1
    assert "Đang hiện 20 trong 50" in client.get(address).content.decode()


def test_only_a_column_with_more_than_it_shows_is_counted_apart(
    room, desk, django_assert_num_queries
):
    look = Look(room.chief, room.unit, clock.now())
    for number in range(FIRST - 1):
        lay(room, desk, f"Bài {number}")

    # Five steps are read; whether a desk has a stage of its own is asked.
    with django_assert_num_queries(6):
        board = columns_read(look, house_columns(look))
    assert board.counts["takes-writing"] == board.total == FIRST - 1

    lay(room, desk, "Bài đầy cột")
    lay(room, desk, "Bài không hiện")
    with django_assert_num_queries(7):
        board = columns_read(look, house_columns(look))
    assert board.counts["takes-writing"] == FIRST + 1
    assert len(board.spots) == FIRST


# --- Live ------------------------------------------------------------------------


def test_a_colleagues_deed_names_the_item_and_the_row_tells_it(room, desk, client):
    item = lay(room, desk, "Chuyển đi")
    before = pulse_now()
    services.item_send(item=item, stage=stage(desk, "incoming"), by=room.chief)
    changes = item_changes_since(room.unit, before)
    assert changes.stories == {item.pk}
    assert not changes.whole

    client.force_login(room.reporter)
    told = client.get(
        reverse("newsroom:desk_board", args=[desk.pk]),
        {"chi": str(item.pk), "nhip": changes.last, "don-vi": room.unit.key},
    ).json()

    [row] = told["rows"]
    assert row["place"] == f"stage-{stage(desk, 'incoming').pk}"
    assert "Chuyển đi" in row["html"]
