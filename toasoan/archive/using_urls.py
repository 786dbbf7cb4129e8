"""Addresses of what is done with ticked entries."""

from django.urls import path

from toasoan.archive.views import using

app_name = "using"
urlpatterns = [
    path("so-sanh/", using.compare, name="compare"),
    path("to-lien-he/", using.sheet_new, name="sheet_new"),
    path("to-lien-he/<int:pk>/", using.sheet_show, name="sheet"),
    path("to-lien-he/<int:pk>/tep/", using.sheet_file, name="sheet_file"),
]
