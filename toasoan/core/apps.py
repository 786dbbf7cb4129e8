"""Registration of the core room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core room."""

    name = "toasoan.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
