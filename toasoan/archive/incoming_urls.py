"""Addresses of the screen where files are brought in."""

from django.urls import path

from toasoan.archive.views import incoming

app_name = "incoming"
urlpatterns = [
    path("", incoming.intake, name="intake"),
    path("<uuid:pk>/", incoming.keep, name="keep"),
]
