"""Addresses of the staff's screens of how files are processed."""

from django.urls import path

from toasoan.archive.views import captions, processing

app_name = "archive_staff"
urlpatterns = [
    path("", processing.processing_list, name="processing_list"),
    path("<int:entry_pk>/", processing.processing_show, name="processing"),
    path("<int:entry_pk>/lai/", processing.processing_again, name="processing_again"),
    path(
        "<int:entry_pk>/tha/", processing.processing_release, name="processing_release"
    ),
    path("<int:entry_pk>/phu-de/", captions.captions_set_view, name="captions_set"),
    path("phu-de/<int:pk>/", captions.captions_file, name="captions"),
    path("phu-de/<int:pk>/xoa/", captions.captions_remove_view, name="captions_remove"),
    path("<int:entry_pk>/<str:part>/<str:name>", processing.made_file, name="made"),
]
