"""Registration of the publicsite room."""

from django.apps import AppConfig


class PublicsiteConfig(AppConfig):
    """The publicsite room."""

    name = "toasoan.publicsite"
    label = "publicsite"
    default_auto_field = "django.db.models.BigAutoField"
