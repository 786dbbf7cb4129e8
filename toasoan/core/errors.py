"""The error every room's errors derive from."""

from django.utils.translation import gettext as _


class ToasoanError(Exception):
    """A rule of the house said no; the message tells a person what to do next.

    Attributes:
        code: stable text for logs and APIs.
        http_status: what the face answers when it is not handled nearer.
    """

    code = "toasoan"
    http_status = 400

    def __init__(self, message: str = "") -> None:
        self.message = message or self.default_message()
        super().__init__(self.message)

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Việc này không làm được.")


class NotAllowed(ToasoanError):
    """The person may not do this here."""

    code = "not_allowed"
    http_status = 403

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Bạn không có quyền làm việc này. Hỏi người quản trị đơn vị.")


class NotFound(ToasoanError):
    """The thing does not exist, or the person may not know that it does."""

    code = "not_found"
    http_status = 404

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Không tìm thấy. Nội dung có thể đã chuyển hoặc không thuộc đơn vị của bạn."
        )
