"""Registration of the units room."""

from importlib import import_module

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """The units room."""

    name = "toasoan.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to Wagtail's screens, keep host names, know who keeps a desk open."""
        import_module("toasoan.units.subscribers")
        import_module("toasoan.units.site_policy").install()
        import_module("toasoan.units.services.desks")
