"""Addresses of resumable uploads."""

from django.urls import path

from toasoan.archive.views import uploads

app_name = "archive"
urlpatterns = [
    path("", uploads.uploads, name="uploads"),
    path("<uuid:pk>/", uploads.upload, name="upload"),
]
