"""Addresses of the staff's home, search and help."""

from django.urls import path

from toasoan.newsroom.views import home, log, search, status, stories, work

app_name = "newsroom"
urlpatterns = [
    path("doi-don-vi/", home.unit_switch, name="unit_switch"),
    path("tro-giup/", home.help_show, name="help"),
    path("nhat-ky/", log.log_show, name="log"),
    path("tinh-trang/", status.status_show, name="status"),
    path("tinh-trang/mo-dia-chi/", status.address_open, name="address_open"),
    path("tinh-trang/<int:pk>/gui-lai/", status.delivery_retry, name="delivery_retry"),
    path("tim/", search.search_show, name="search"),
    path("de-tai/giong/", stories.story_similar, name="story_similar"),
    path("de-tai/<int:pk>/sua/", stories.story_edit, name="story_edit"),
    path("phan-cong/<int:pk>/", work.work_show, name="work"),
    path("phan-cong/<int:pk>/nop/", work.hand_in, name="work_hand_in"),
    path("phan-cong/<int:pk>/giao-lai/", work.hand_over, name="work_hand_over"),
]
