"""What the newsroom refuses."""

from django.utils.translation import gettext as _

from toasoan.core.errors import ToasoanError


class MailRefused(ToasoanError):
    """The list cannot go to these people now."""

    code = "mail_refused"


class UnitLeft(ToasoanError):
    """The page on screen is of a unit the person no longer works in."""

    code = "unit_left"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Bạn đã sang đơn vị khác ở thẻ khác. Tải lại trang.")
