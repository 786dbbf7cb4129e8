"""Addresses of the staff's home, search and help."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from toasoan.newsroom.views import (
    board_sheet,
    boards,
    event_concepts,
    event_files,
    home,
    log,
    plan_mail,
    saved_views,
    search,
    status,
    stories,
    work,
)
from toasoan.planning.models import SavedView


class PlanView(StringConverter):
    """The name of a view of the plan, so that nothing else below is taken for one."""

    regex = "|".join(SavedView.Kind.values)


register_converter(PlanView, "plan_view")

app_name = "newsroom"
urlpatterns = [
    path("doi-don-vi/", home.unit_switch, name="unit_switch"),
    path("tro-giup/", home.help_show, name="help"),
    path("nhat-ky/", log.log_show, name="log"),
    path("tinh-trang/", status.status_show, name="status"),
    path("tinh-trang/mo-dia-chi/", status.address_open, name="address_open"),
    path("tinh-trang/<int:pk>/gui-lai/", status.delivery_retry, name="delivery_retry"),
    path("lich/<int:pk>/tep/", event_files.file_add, name="event_file_add"),
    path("lich/<int:pk>/tep/<int:file_pk>/", event_files.file_show, name="event_file"),
    path(
        "lich/<int:pk>/tep/<int:file_pk>/bo/",
        event_files.file_remove,
        name="event_file_remove",
    ),
    path("lich/<int:pk>/tu-lieu/", event_concepts.concepts_show, name="event_concepts"),
    path(
        "lich/<int:pk>/tu-lieu/bo/",
        event_concepts.concept_unlink,
        name="event_concept_unlink",
    ),
    path(
        "kho/danh-muc/<int:pk>/su-kien/",
        event_concepts.events_show,
        name="concept_events",
    ),
    path("tim/", search.search_show, name="search"),
    path("de-tai/giong/", stories.story_similar, name="story_similar"),
    path("de-tai/<int:pk>/sua/", stories.story_edit, name="story_edit"),
    path("phan-cong/<int:pk>/", work.work_show, name="work"),
    path("phan-cong/<int:pk>/nop/", work.hand_in, name="work_hand_in"),
    path("phan-cong/<int:pk>/giao-lai/", work.hand_over, name="work_hand_over"),
    path("ban/", include("toasoan.newsroom.desk_board.urls")),
    path("ke-hoach/", boards.plan, name="plan"),
    path("ke-hoach/nhip/", boards.pulse_tell, name="pulse"),
    path("ke-hoach/bo-loc/", saved_views.saved_list, name="saved_views"),
    path("ke-hoach/bo-loc/<int:pk>/", saved_views.saved_open, name="saved_view"),
    path("ke-hoach/bo-loc/<int:pk>/sua/", saved_views.saved_edit, name="saved_edit"),
    path(
        "ke-hoach/bo-loc/<int:pk>/xoa/", saved_views.saved_remove, name="saved_remove"
    ),
    path("ke-hoach/de-tai/<int:pk>/", board_sheet.sheet_show, name="board_story"),
    path("ke-hoach/de-tai/<int:pk>/y-kien/", board_sheet.comment, name="board_comment"),
    path("ke-hoach/de-tai/<int:pk>/doi-gio/", board_sheet.planned, name="board_plan"),
    path("ke-hoach/de-tai/<int:pk>/doi-cho/", board_sheet.moved, name="board_move"),
    path(
        "ke-hoach/de-tai/<int:pk>/chuyen-cot/", board_sheet.column, name="board_column"
    ),
    path(
        "ke-hoach/de-tai/<int:pk>/tra-loi/<slug:verb>/",
        board_sheet.decide,
        name="board_decide",
    ),
    path(
        "ke-hoach/de-tai/<int:pk>/hang-muc/<int:coverage_pk>/giao/",
        board_sheet.give,
        name="board_give",
    ),
    path("ke-hoach/phan-cong/<int:pk>/doi-han/", board_sheet.due, name="board_due"),
    path(
        "ke-hoach/phan-cong/<int:pk>/giao-lai/",
        board_sheet.hand_over,
        name="board_hand_over",
    ),
    path("ke-hoach/bai/<int:pk>/<slug:verb>/", board_sheet.item, name="board_item"),
    path("ke-hoach/<plan_view:kind>/", boards.board_show, name="board"),
    path("ke-hoach/<plan_view:kind>/luu/", saved_views.saved_new, name="saved_new"),
    path("ke-hoach/<plan_view:kind>/gui/", plan_mail.mail, name="plan_mail"),
]
