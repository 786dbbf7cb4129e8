"""What keeping refuses, in words a person can act on."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from toasoan.core.errors import ToasoanError


class AssetDeposited(ToasoanError):
    """Something published showed the asset: its file is kept."""

    code = "asset_deposited"
    http_status = 409

    def __init__(self, *, noun: str, title: str) -> None:
        super().__init__(
            _(
                "%(Asset)s “%(title)s” đã được đăng nên phải lưu, không xóa hẳn. "
                "Bỏ vào thùng rác để không ai thấy nữa"
            )
            % {"Asset": capfirst(noun), "title": title}
        )


class AssetInBin(ToasoanError):
    """What lies in the bin is not put there again, nor used."""

    code = "asset_in_bin"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tư liệu đã nằm trong thùng rác. Tải lại trang để xem")


class FileDiffers(ToasoanError):
    """The file brought is not the one that was lost."""

    code = "file_differs"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Tệp này khác tệp gốc: mã sha256 không khớp, chưa thay gì. "
            "Chọn đúng tệp gốc trong bản sao lưu"
        )


class FileNotDamaged(ToasoanError):
    """There is nothing to mend."""

    code = "file_not_damaged"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tệp này đã nguyên vẹn, không cần thay. Tải lại trang để xem")


class ReleaseWrong(ToasoanError):
    """A deposit cannot be released so; the message says why."""

    code = "deposit_release_wrong"
    http_status = 409


class RuleWrong(ToasoanError):
    """A rule, or a number of days, that makes no sense."""

    code = "rule_wrong"
