"""Addresses by which people outside see what was shared; the token is the key."""

from django.urls import path

from toasoan.archive.views import shared

app_name = "shared"
urlpatterns = [
    path("<str:token>/", shared.page, name="page"),
    path("<str:token>/<int:pk>/anh.jpg", shared.picture, name="picture"),
    path("<str:token>/<int:pk>/tai/", shared.download, name="download"),
]
