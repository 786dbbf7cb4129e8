"""What reading and writing the words of a photo refuses, in words a person can act on."""

from typing import Any

from django.utils.translation import gettext as _

from toasoan.core.errors import ToasoanError


class MetadataProgramMissing(ToasoanError):
    """The machine has no exiftool."""

    code = "metadata_program_missing"
    http_status = 503

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Máy chủ chưa có exiftool. Báo quản trị nền tảng cài thêm")


class MetadataProgramFailed(ToasoanError):
    """exiftool gave the file up, or was stopped."""

    code = "metadata_program_failed"
    http_status = 422

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Không ghi được thông tin vào tệp này. Tải bản gốc như lúc vào kho")


class OriginalGone(ToasoanError):
    """The stored file cannot be read."""

    code = "original_gone"
    http_status = 410

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Không đọc được tệp gốc trên máy chủ. Báo quản trị nền tảng")


class ReasonMissing(ToasoanError):
    """An original does not leave the archive without a reason."""

    code = "reason_missing"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Ghi lý do tải, ví dụ: in báo ngày 2.9")


class WordsRefused(ToasoanError):
    """A word of the description is not as it may be.

    Attributes:
        key: which.
    """

    code = "words_refused"

    def __init__(self, message: str, *, key: str) -> None:
        super().__init__(message)
        self.key = key


class BatchGone(ToasoanError):
    """There is nothing to take back: it was taken back, or never was."""

    code = "batch_gone"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Lượt sửa này đã hoàn tác rồi. Mở ảnh để xem các bản thông tin")


def word_too_long(label: Any, limit: int) -> str:
    """Return the sentence for a text over its limit."""
    return _("“%(label)s” dài quá %(limit)s chữ. Viết ngắn lại") % {
        "label": label,
        "limit": limit,
    }
