"""What the workspace refuses."""

from django.utils.translation import gettext as _

from toasoan.core.errors import ToasoanError


class NotificationOutsideTransaction(Exception):
    """A person would be told of a change that may still be rolled back."""


class DeviceRefused(ToasoanError):
    """The browser did not say where and how it is rung."""

    code = "device_refused"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Trình duyệt này chưa nhận báo được. Bật lại, hoặc dùng trình duyệt khác."
        )
