"""Registration of the workspace room."""

from importlib import import_module

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The workspace room."""

    name = "toasoan.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what the rooms below announce."""
        import_module("toasoan.workspace.notification_kinds")
        import_module("toasoan.workspace.subscribers")
