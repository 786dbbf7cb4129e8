"""The address of private files; its seal is what is asked, not who is signed in."""

from django.urls import path

from toasoan.archive.views import files

app_name = "archive_files"
urlpatterns = [path("<str:purpose>/<str:seal>/", files.stored_file, name="file")]
