"""Registration of the content room."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ContentConfig(AppConfig):
    """The content room."""

    name = "toasoan.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell Django and Wagtail what the room adds to their signals, forms and jobs."""
        schema = import_module("toasoan.content.finding.search_schema")
        post_migrate.connect(
            schema.after_migrate, sender=self, dispatch_uid="content.search_schema"
        )
        import_module("toasoan.content.signal_handlers").connect()
        import_module("toasoan.content.editing.panels").install()
        import_module("toasoan.content.notification_kinds")
        import_module("toasoan.content.desks.desk_uses")
        import_module("toasoan.content.wagtail_jobs")
