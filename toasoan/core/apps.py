"""Registration of the core room."""

from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created

from toasoan.core.collation import collation_add


class CoreConfig(AppConfig):
    """The core room."""

    name = "toasoan.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's check, which waits for the models, and the alphabet."""
        connection_created.connect(collation_add, dispatch_uid="core.collation_add")
        from toasoan.core.checks import schedule_check  # noqa: PLC0415

        checks.register(schedule_check)
