"""Registration of the units room."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """The units room."""

    name = "toasoan.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"
