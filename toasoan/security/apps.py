"""Registration of the security room."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    """The security room."""

    name = "toasoan.security"
    label = "security"
    default_auto_field = "django.db.models.BigAutoField"
