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


class ExternalServiceError(ToasoanError):
    """An outside service gave no usable answer.

    Attributes:
        url_redacted: where, without secrets.
        status: the HTTP status, when one came.
        retryable: whether trying again later may help.
        maybe_received: whether the service may have acted on the request, so
            that sending it again could do the thing twice.
    """

    code = "external_service"
    http_status = 502

    def __init__(
        self,
        url_redacted: str,
        reason: str = "",
        *,
        status: int | None = None,
        retryable: bool = False,
        maybe_received: bool = False,
    ) -> None:
        self.url_redacted = url_redacted
        self.status = status
        self.retryable = retryable
        # An answer with a status is proof that the request arrived.
        self.maybe_received = maybe_received or status is not None
        super().__init__(f"{url_redacted}: {reason or 'no answer'}")
