"""Registration of the content room."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """The content room."""

    name = "toasoan.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
