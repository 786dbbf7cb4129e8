"""Registration of the planning room."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The planning room."""

    name = "toasoan.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
