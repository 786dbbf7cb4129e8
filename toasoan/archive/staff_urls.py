"""Addresses of the staff's screens of how files are processed."""

from django.urls import path

from toasoan.archive.views import processing

app_name = "archive_staff"
urlpatterns = [
    path("", processing.processing_list, name="processing_list"),
    path("<int:entry_pk>/", processing.processing_show, name="processing"),
    path("<int:entry_pk>/lai/", processing.processing_again, name="processing_again"),
    path(
        "<int:entry_pk>/tha/", processing.processing_release, name="processing_release"
    ),
    path("<int:entry_pk>/<str:part>/<str:name>", processing.made_file, name="made"),
]
