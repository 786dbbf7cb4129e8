"""Addresses of the staff's screens of stories."""

from django.urls import path

from toasoan.planning.views import assignments, changes, stories

app_name = "planning"
urlpatterns = [
    path("de-tai/", stories.story_list, name="story_list"),
    path("de-tai/moi/", stories.pitch, name="story_pitch"),
    path("de-tai/<int:pk>/", stories.story_show, name="story"),
    path("de-tai/<int:pk>/giao/", assignments.assign, name="assign"),
    path(
        "de-tai/<int:pk>/hang-muc/<int:coverage_pk>/giao/",
        assignments.give,
        name="coverage_give",
    ),
    path(
        "de-tai/<int:pk>/hang-muc/<int:coverage_pk>/bo/",
        changes.strike_out,
        name="coverage_cancel",
    ),
    path("de-tai/<int:pk>/tra-loi/<slug:verb>/", stories.story_decide, name="decide"),
    path("phan-cong/<int:pk>/nhan/", assignments.accept, name="assignment_accept"),
    path("phan-cong/<int:pk>/tu-choi/", assignments.decline, name="assignment_decline"),
    path("phan-cong/<int:pk>/doi-han/", changes.reschedule, name="reschedule"),
    path("phan-cong/<int:pk>/thu-hoi/", changes.withdraw, name="assignment_withdraw"),
    path("phan-cong/<int:pk>/nhan-san-pham/", changes.take, name="assignment_take"),
    path("phan-cong/<int:pk>/tra-lai/", changes.send_back, name="assignment_return"),
]
