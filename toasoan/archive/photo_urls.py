"""Addresses of a photo's words and of its original."""

from django.urls import path

from toasoan.archive.views import photos

app_name = "archive_photos"
urlpatterns = [
    path("<int:pk>/tai-ve/", photos.original, name="original"),
    path("<int:pk>/thong-tin/", photos.words, name="words"),
    path(
        "<int:pk>/thong-tin/<int:number>/lay-lai/",
        photos.words_restore,
        name="words_restore",
    ),
    path("luot/<uuid:batch_id>/", photos.batch, name="batch"),
]
