"""Saved searches and boards: kept by name, shared, changed by their owner alone."""

import pytest

from toasoan.content import services
from toasoan.content.desks.kept_boards import (
    columns_of,
    desk_boards_visible,
    item_searches_visible,
)
from toasoan.content.errors import DeskBoardWrong
from toasoan.content.models import DeskBoard, DeskBoardColumn, ItemSearch
from toasoan.content.services import desk_boards
from toasoan.content.tests.factories import open_newsroom
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.models import Desk, Membership
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(newsroom):
    return Desk.objects.create(unit=newsroom.unit, key="kinh-te", name="Ban Kinh tế")


def search_of(newsroom, name="Bị trả lại", **fields):
    fields.setdefault("filters", {"state": "returned"})
    fields.setdefault("by", newsroom.reporter)
    return services.item_search_add(unit=newsroom.unit, name=name, **fields)


def board_of(newsroom, name="Của tôi", **fields):
    return services.desk_board_add(
        unit=newsroom.unit, name=name, by=newsroom.reporter, **fields
    )


def test_a_search_kept_again_under_its_name_is_the_new_one(newsroom):
    first = search_of(newsroom)
    again = search_of(newsroom, " Bị trả lại ", filters={"q": "thuế"})

    assert again.pk == first.pk
    assert ItemSearch.objects.get().filters == {"q": "thuế"}
    acts = AuditEntry.objects.filter(target_kind="content.itemsearch")
    assert list(acts.order_by("sequence").values_list("action", flat=True)) == [
        "content.item_search_added",
        "content.item_search_changed",
    ]


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({}, "Chọn ít nhất một điều kiện rồi lưu."),
        ({"q": "x" * 201}, "Tìm kiếm này không lưu được. Lọc lại rồi lưu."),
        ({"q": ["x"]}, "Tìm kiếm này không lưu được. Lọc lại rồi lưu."),
    ],
)
def test_a_search_that_asks_nothing_or_too_much_is_not_kept(newsroom, filters, said):
    with pytest.raises(DeskBoardWrong, match=said):
        search_of(newsroom, filters=filters)
    assert not ItemSearch.objects.exists()


def test_what_is_shared_is_seen_by_those_it_is_shared_with(newsroom, desk):
    search_of(newsroom, "Riêng")
    search_of(newsroom, "Ban", shared="desk", desk=desk)
    search_of(newsroom, "Chung", shared="unit")
    editor = newsroom.people[Role.DESK_EDITOR]
    elsewhere = Desk.objects.create(unit=newsroom.unit, key="anh", name="Ban Ảnh")

    def seen(user):
        found = item_searches_visible(user, newsroom.unit)
        return set(found.values_list("name", flat=True))

    assert seen(newsroom.reporter) == {"Riêng", "Ban", "Chung"}
    Membership.objects.filter(user=editor).update(desk=elsewhere)
    assert seen(editor) == {"Chung"}
    Membership.objects.filter(user=editor).update(desk=desk)
    assert seen(editor) == {"Ban", "Chung"}


def test_only_the_owner_changes_a_board_and_others_change_nothing(newsroom, desk):
    board = board_of(newsroom, shared="unit")
    writing = desk.stages.get(takes="writing")
    column = services.desk_board_column_add(
        board=board, stage=writing, by=newsroom.reporter
    )
    chief = newsroom.chief

    for deed in (
        lambda: services.desk_board_change(
            board=board, name="Khác", shared="nobody", by=chief
        ),
        lambda: services.desk_board_remove(board=board, by=chief),
        lambda: services.desk_board_column_add(
            board=board, stage=desk.stages.first(), by=chief
        ),
        lambda: services.desk_board_column_remove(column=column, by=chief),
        lambda: services.desk_board_columns_order(board=board, columns=[], by=chief),
    ):
        with pytest.raises(NotAllowed):
            deed()

    board.refresh_from_db()
    assert (board.name, board.shared) == ("Của tôi", "unit")
    assert list(board.columns.all()) == [column]
    assert desk_boards_visible(chief, newsroom.unit).get() == board


def test_who_left_the_unit_keeps_nothing_in_it(newsroom):
    stranger = open_newsroom("tctc").reporter

    with pytest.raises(NotAllowed):
        search_of(newsroom, by=stranger)
    with pytest.raises(NotAllowed):
        services.desk_board_add(unit=newsroom.unit, name="x", by=stranger)
    assert not DeskBoard.objects.exists()


def test_a_column_is_one_thing_of_the_unit_and_stands_once(newsroom, desk):
    board, search = board_of(newsroom), search_of(newsroom)
    stage = desk.stages.get(takes="writing")
    foreign = Desk.objects.create(unit=open_newsroom("tctc").unit, key="x", name="X")
    add = services.desk_board_column_add

    first = add(board=board, stage=stage, by=newsroom.reporter)
    assert add(board=board, stage=stage, by=newsroom.reporter) == first
    add(board=board, search=search, by=newsroom.reporter)
    for wrong in (
        {},
        {"stage": stage, "search": search},
        {"stage": foreign.stages.first()},
    ):
        with pytest.raises(DeskBoardWrong):
            add(board=board, by=newsroom.reporter, **wrong)

    assert [str(column) for column in columns_of(board)] == ["Đang viết", "Bị trả lại"]


def test_a_full_board_takes_no_more(newsroom, desk, monkeypatch):
    monkeypatch.setattr(desk_boards, "MOST_COLUMNS", 1)
    board = board_of(newsroom)
    one, two = desk.stages.all()[:2]
    services.desk_board_column_add(board=board, stage=one, by=newsroom.reporter)

    with pytest.raises(DeskBoardWrong, match="Bảng đã có 1 cột"):
        services.desk_board_column_add(board=board, stage=two, by=newsroom.reporter)


def test_columns_stand_in_the_order_told_and_unknown_ones_are_passed_over(
    newsroom, desk
):
    board = board_of(newsroom)
    columns = [
        services.desk_board_column_add(board=board, stage=stage, by=newsroom.reporter)
        for stage in desk.stages.all()[:3]
    ]

    services.desk_board_columns_order(
        board=board, columns=[columns[2].pk, 999_999], by=newsroom.reporter
    )

    assert list(board.columns.all()) == [columns[2], columns[0], columns[1]]


def test_what_is_removed_takes_its_columns_along_and_no_item(newsroom, desk, article):
    board, search = board_of(newsroom), search_of(newsroom)
    services.desk_board_column_add(board=board, search=search, by=newsroom.reporter)
    stage = desk.stages.first()
    services.desk_board_column_add(board=board, stage=stage, by=newsroom.reporter)

    services.item_search_remove(search=search, by=newsroom.reporter)
    assert [str(column) for column in columns_of(board)] == [stage.name]
    services.desk_board_remove(board=board, by=newsroom.reporter)

    assert not DeskBoardColumn.objects.exists()
    article.refresh_from_db()


def test_the_columns_of_a_closed_desk_are_left_out(newsroom, desk):
    board = board_of(newsroom)
    services.desk_board_column_add(
        board=board, stage=desk.stages.first(), by=newsroom.reporter
    )
    Desk.objects.filter(pk=desk.pk).update(is_active=False)

    assert columns_of(board) == []
