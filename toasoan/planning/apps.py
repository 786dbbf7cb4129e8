"""Registration of the planning room."""

from importlib import import_module

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The planning room."""

    name = "toasoan.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which stories keep a desk open, and what people are told."""
        import_module("toasoan.planning.desk_uses")
        import_module("toasoan.planning.notification_kinds")
