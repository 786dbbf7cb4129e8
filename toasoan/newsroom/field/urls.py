"""Addresses of filing from the field: the app itself, and what it asks and sends."""

from django.urls import path

from toasoan.newsroom.field import shell, views

app_name = "field"
urlpatterns = [
    path("", shell.shell, name="shell"),
    path("sw.js", shell.service_worker, name="service_worker"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("toi/", views.me, name="me"),
    path("viec/", views.work, name="work"),
    path("viec/<int:pk>/nhan/", views.accept, name="accept"),
    path("viec/<int:pk>/tu-choi/", views.decline, name="decline"),
    path("viec/<int:pk>/nop/", views.hand_in, name="hand_in"),
    path("duyet/", views.waiting, name="waiting"),
    path("tep/<uuid:pk>/", views.file_keep, name="file_keep"),
    path("bai/", views.piece, name="piece"),
    path("bai/<int:pk>/", views.article, name="article"),
    path("bai/<int:pk>/<slug:verb>/", views.decide, name="decide"),
    path("de-xuat/", views.pitch, name="pitch"),
]
