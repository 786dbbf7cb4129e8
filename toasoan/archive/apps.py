"""Registration of the archive room."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from PIL import Image


class ArchiveConfig(AppConfig):
    """The archive room."""

    name = "toasoan.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Set the house's limit for decoding and listen to saved photos."""
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        import_module("toasoan.archive.subscribers")
