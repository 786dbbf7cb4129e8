"""Registration of the security room."""

from importlib import import_module

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class SecurityConfig(AppConfig):
    """The security room."""

    name = "toasoan.security"
    label = "security"
    default_auto_field = "django.db.models.BigAutoField"
    default = True

    def ready(self) -> None:
        """Listen to sign-ins, and make Wagtail's widgets obey the staff policy."""
        import_module("toasoan.security.subscribers")
        import_module("toasoan.security.inert_widgets").install()


class PeopleScreensConfig(WagtailUsersAppConfig):
    """Wagtail's screens for people, with our account forms."""

    default = False
    user_viewset = "toasoan.security.views.people.PeopleViewSet"
