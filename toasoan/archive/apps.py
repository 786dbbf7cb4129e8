"""Registration of the archive room."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from PIL import Image, PngImagePlugin

# Programs of designers write megabytes of history into a picture.
PNG_TEXT_BYTES = 16 * 1024 * 1024


class ArchiveConfig(AppConfig):
    """The archive room."""

    name = "toasoan.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Set the house's limit for decoding and listen to saved photos."""
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        PngImagePlugin.MAX_TEXT_CHUNK = PNG_TEXT_BYTES
        choosing = import_module("toasoan.archive.holdings.choosing")
        # For the exact class, so that Wagtail's own, registered later, stays behind it.
        import_module("wagtail.permissions").register_permission_policy(
            self.get_model("Photo"), choosing.policy_make(), exact_class=True
        )
        import_module("toasoan.archive.notification_kinds")
        import_module("toasoan.archive.subscribers")
        import_module("toasoan.archive.notification_kinds")
        schema = import_module("toasoan.archive.search.search_schema")
        post_migrate.connect(
            schema.after_migrate, sender=self, dispatch_uid="archive.search_schema"
        )
