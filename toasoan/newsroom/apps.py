"""Registration of the newsroom room."""

from importlib import import_module

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The newsroom room."""

    name = "toasoan.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the fields that Wagtail leaves untranslated."""
        import_module("toasoan.newsroom.wagtail_labels").name_link_fields()
