"""Addresses of the staff's home, search and help."""

from django.urls import path

from toasoan.newsroom.views import home, log, search, stories, work

app_name = "newsroom"
urlpatterns = [
    path("doi-don-vi/", home.unit_switch, name="unit_switch"),
    path("tro-giup/", home.help_show, name="help"),
    path("nhat-ky/", log.log_show, name="log"),
    path("tim/", search.search_show, name="search"),
    path("de-tai/<int:pk>/sua/", stories.story_edit, name="story_edit"),
    path("phan-cong/<int:pk>/", work.work_show, name="work"),
    path("phan-cong/<int:pk>/nop/", work.hand_in, name="work_hand_in"),
    path("phan-cong/<int:pk>/giao-lai/", work.hand_over, name="work_hand_over"),
]
