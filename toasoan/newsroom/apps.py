"""Registration of the newsroom room."""

from importlib import import_module

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The newsroom room."""

    name = "toasoan.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what Wagtail leaves untranslated; say which papers events have."""
        import_module("toasoan.newsroom.event_files")
        labels = import_module("toasoan.newsroom.wagtail_labels")
        labels.name_link_fields()
        labels.name_site_columns()
        labels.name_page_rights()
