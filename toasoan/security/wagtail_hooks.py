"""What this room adds to Wagtail's admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from toasoan.security.forms import OwnNameForm
from toasoan.security.request_context import style_nonce

# Wagtail builds this panel itself and its form asks for two names we do not have.
NameEmailSettingsPanel.form_class = OwnNameForm
NameEmailSettingsPanel.title = _("Họ và tên")


@hooks.register("insert_global_admin_js", order=0)
def start_script() -> str:
    """Load the script that starts widgets without inline scripts."""
    return format_html(
        '<script src="{}" nonce="{}"></script>',
        static("security/start.js"),
        style_nonce(),
    )


class _Closed:
    """Accounts change one at a time, through the form that checks and logs it."""

    def dispatch(
        self, _request: HttpRequest, *_args: Any, **_kwargs: Any
    ) -> HttpResponse:
        """Refuse whoever asks.

        Raises:
            PermissionDenied: always.
        """
        raise PermissionDenied


# Registered late and under the same action types, so they stand in for Wagtail's.
for _action in (AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction):
    hooks.register(
        "register_bulk_action",
        type(f"Closed{_action.__name__}", (_Closed, _action), {}),
        order=100,
    )
