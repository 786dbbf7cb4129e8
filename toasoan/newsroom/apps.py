"""Registration of the newsroom room."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The newsroom room."""

    name = "toasoan.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"
