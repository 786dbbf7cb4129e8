"""Registration of the core room."""

from django.apps import AppConfig
from django.core import checks


class CoreConfig(AppConfig):
    """The core room."""

    name = "toasoan.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's check, which needs the models and so waits for them."""
        from toasoan.core.checks import schedule_check  # noqa: PLC0415

        checks.register(schedule_check)
