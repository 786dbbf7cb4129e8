"""Registration of the workspace room."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The workspace room."""

    name = "toasoan.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"
