"""Addresses of the boards of items, below `ban/`."""

from django.urls import path

from toasoan.newsroom.views import desk_board, desk_boards_kept, desk_preview

urlpatterns = [
    path("", desk_board.pick, name="desk_boards"),
    path("nhip/", desk_board.pulse_tell, name="desk_pulse"),
    path("dieu-hanh/", desk_board.house_show, name="house_board"),
    path("<int:desk_pk>/", desk_board.desk_show, name="desk_board"),
    path("bai/<int:pk>/", desk_preview.item_show, name="desk_item"),
    path("bai/<int:pk>/chuyen-cot/", desk_preview.item_send, name="desk_send"),
    path(
        "bai/<int:pk>/lay-ve/<int:desk_pk>/",
        desk_preview.item_fetch,
        name="desk_fetch",
    ),
    path("bai/<int:pk>/danh-dau/", desk_preview.item_mark, name="desk_mark"),
    path("bai/<int:pk>/xong-dau/", desk_preview.item_mark_done, name="desk_mark_done"),
    path("bai/<int:pk>/bo/", desk_preview.item_bin, name="desk_bin"),
    path("bai/<int:pk>/lay-lai/", desk_preview.item_take_back, name="desk_take_back"),
    path("bai/<int:pk>/buoc/<slug:verb>/", desk_preview.item_step, name="desk_step"),
    path("nhieu/<slug:verb>/", desk_preview.many, name="desk_many"),
    path("bang/moi/", desk_boards_kept.board_new, name="own_board_new"),
    path("bang/<int:board_pk>/", desk_board.own_show, name="own_board"),
    path(
        "bang/<int:board_pk>/sua/", desk_boards_kept.board_edit, name="own_board_edit"
    ),
    path(
        "bang/<int:board_pk>/xoa/",
        desk_boards_kept.board_remove,
        name="own_board_remove",
    ),
    path(
        "bang/<int:board_pk>/cot/", desk_boards_kept.column_add, name="own_column_add"
    ),
    path(
        "bang/<int:board_pk>/thu-tu/",
        desk_boards_kept.columns_order,
        name="own_columns_order",
    ),
    path(
        "bang/<int:board_pk>/cot/<int:column_pk>/<slug:verb>/",
        desk_boards_kept.column_change,
        name="own_column",
    ),
    path("tim/", desk_boards_kept.search_list, name="item_searches"),
    path("tim/moi/", desk_boards_kept.search_new, name="item_search_new"),
    path("tim/<int:search_pk>/", desk_boards_kept.search_open, name="item_search"),
    path(
        "tim/<int:search_pk>/sua/",
        desk_boards_kept.search_edit,
        name="item_search_edit",
    ),
    path(
        "tim/<int:search_pk>/xoa/",
        desk_boards_kept.search_remove,
        name="item_search_remove",
    ),
]
