"""Registration of the publicsite room."""

from django.apps import AppConfig


class PublicsiteConfig(AppConfig):
    """The publicsite room."""

    name = "toasoan.publicsite"
    label = "publicsite"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's ears known."""
        from toasoan.publicsite import subscribers  # noqa: F401, PLC0415
