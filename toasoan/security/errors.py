"""What this room refuses."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.core.errors import ToasoanError


class AuditIsAppendOnly(ToasoanError):
    """An audit entry was about to be changed or removed."""

    code = "audit_append_only"
    http_status = 403

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Nhật ký chỉ ghi thêm, không sửa và không xóa được.")


class SignInLocked(ToasoanError):
    """Too many wrong passwords; the door opens again at `until`."""

    code = "sign_in_locked"
    http_status = 429

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__()

    def default_message(self) -> str:
        """Return the same sentence whether the account exists or not."""
        return _(
            "Tạm khóa đăng nhập đến %(until)s vì sai mật khẩu nhiều lần. "
            "Chờ đến giờ đó hoặc nhờ người quản trị mở khóa."
        ) % {"until": timezone.localtime(self.until).strftime("%H:%M, %d/%m/%Y")}


class PersonIsAdministrator(ToasoanError):
    """Only an administrator may change an administrator's account."""

    code = "person_is_administrator"
    http_status = 403

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Tài khoản quản trị chỉ do người quản trị sửa. Nhờ người quản trị hệ thống."
        )


class PersonCannotBeDeleted(ToasoanError):
    """A person's account is closed, never removed: the audit log names them."""

    code = "person_cannot_be_deleted"
    http_status = 403

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Không xóa được tài khoản: nhật ký và bài viết còn ghi tên người này. "
            "Bỏ chọn “đang làm việc” để khóa tài khoản."
        )
