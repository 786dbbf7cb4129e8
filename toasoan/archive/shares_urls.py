"""Addresses of the staff's screens of links for people outside."""

from django.urls import path

from toasoan.archive.views import shares

app_name = "shares"
urlpatterns = [
    path("", shares.share_list, name="links"),
    path("moi/", shares.share_new, name="new"),
    path("<int:pk>/", shares.share_show, name="link"),
    path("<int:pk>/thu-hoi/", shares.share_end, name="end"),
]
