"""Registration of the archive room."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The archive room."""

    name = "toasoan.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"
