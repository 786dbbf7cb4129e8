"""Registration of the units room."""

from importlib import import_module

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """The units room."""

    name = "toasoan.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what Wagtail's screens do; leave host names to our own."""
        import_module("toasoan.units.subscribers")
        import_module("toasoan.units.site_policy").install()
