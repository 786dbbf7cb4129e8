"""What the archive refuses, in words a person can act on."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.core.errors import NotFound, ToasoanError

MEGABYTE = 1024 * 1024
TITLES_NAMED = 5


def size_words(size: int) -> str:
    """Return "41,2 MB"."""
    return f"{number_format(size / MEGABYTE, 1)} MB"


class FileRefused(ToasoanError):
    """The file does not enter the archive; nothing of it was stored."""

    code = "file_refused"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Kho không nhận tệp này. Chọn tệp khác")


class FileEmpty(FileRefused):
    """The file has no content."""

    code = "file_empty"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tệp trống, không có gì bên trong. Chép lại từ máy ảnh rồi tải lại")


class FileTooLarge(FileRefused):
    """The file is heavier than the archive takes."""

    code = "file_too_large"
    http_status = 413

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            _("Tệp nặng %(size)s, kho nhận đến %(limit)s. Thu nhỏ rồi tải lại")
            % {"size": size_words(size), "limit": size_words(limit)}
        )


class FileIsProgram(FileRefused):
    """The content is a program, whatever the name says."""

    code = "file_is_program"


class FileIsDrawing(FileRefused):
    """An SVG, which can carry scripts."""

    code = "file_is_drawing"

    def __init__(self, *, has_script: bool) -> None:
        super().__init__(
            _("Ảnh SVG này chứa mã chạy được. Xuất ra PNG hoặc JPEG rồi tải lại")
            if has_script
            else _(
                "Kho không nhận SVG vì tệp có thể chứa mã chạy được. "
                "Xuất ra PNG hoặc JPEG rồi tải lại"
            )
        )


class FileKindUnknown(FileRefused):
    """The content is none of the kinds the archive keeps."""

    code = "file_kind_unknown"
    http_status = 415


class PictureTooManyPixels(FileRefused):
    """Decoding the picture would take more memory than the house gives it."""

    code = "picture_too_many_pixels"
    http_status = 413

    def __init__(self, pixels: int, limit: int) -> None:
        super().__init__(
            _(
                "Ảnh có %(pixels)s triệu điểm ảnh, kho nhận đến %(limit)s triệu. "
                "Thu nhỏ rồi tải lại"
            )
            % {"pixels": _millions(pixels), "limit": _millions(limit)}
        )


class PictureDamaged(FileRefused):
    """The picture cannot be decoded to its end."""

    code = "picture_damaged"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Ảnh hỏng hoặc thiếu phần cuối. Chép lại từ máy ảnh rồi tải lại")


class FileHidesAnother(FileRefused):
    """Behind the picture or document stands a second file, which the first one covers."""

    code = "file_hides_another"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Tệp này giấu một gói tệp hay mã chạy được bên trong. "
            "Xuất lại từ phần mềm gốc rồi tải lại"
        )


class DocumentHasMacros(FileRefused):
    """The document carries macros, which run on whoever opens it."""

    code = "document_has_macros"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tài liệu chứa macro. Lưu lại thành bản không có macro rồi tải lại")


class QuarantinedFileLost(ToasoanError):
    """What lies in quarantine is gone, or is not what was put there."""

    code = "quarantined_file_lost"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Không thấy tệp trong khu cách ly, hoặc tệp đã đổi. Xin tệp gốc rồi gửi lại"
        )


class UnitHasNoArchive(FileRefused):
    """The unit was set up without a collection."""

    code = "unit_has_no_archive"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Đơn vị chưa có kho tư liệu. Nhờ quản trị nền tảng lập kho")


class AssetInUse(ToasoanError):
    """Readers see the asset, or will at a promised time; it stays where it is."""

    code = "asset_in_use"
    http_status = 409

    def __init__(
        self, *, noun: str, title: str, used_in: Sequence[str], others: int
    ) -> None:
        super().__init__(
            _(
                "%(Asset)s “%(title)s” đang dùng trong %(places)s. "
                "Thay %(asset)s ở đó rồi xóa"
            )
            % {
                "Asset": capfirst(noun),
                "asset": noun,
                "title": title,
                "places": _places(used_in, others),
            }
        )


def _places(titles: Sequence[str], others: int) -> str:
    """Return "“A”, “B” và 1 bài của đơn vị khác"."""
    parts = [f"“{title}”" for title in titles[:TITLES_NAMED]]
    unnamed = len(titles) - len(parts)
    if unnamed:
        parts.append(
            ngettext("%(n)d bài nữa", "%(n)d bài nữa", unnamed) % {"n": unnamed}
        )
    if others:
        parts.append(
            ngettext("%(n)d bài của đơn vị khác", "%(n)d bài của đơn vị khác", others)
            % {"n": others}
        )
    if len(parts) == 1:
        return parts[0]
    return _("%(first)s và %(last)s") % {
        "first": ", ".join(parts[:-1]),
        "last": parts[-1],
    }


def _millions(pixels: int) -> str:
    return number_format(pixels / 1_000_000, 1)


class UploadNotFound(NotFound):
    """There is no such upload, it is another's, or it was swept away."""

    code = "upload_not_found"


class UploadOffsetWrong(ToasoanError):
    """The piece does not begin where the file ends."""

    code = "upload_offset_wrong"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tệp đã nhận đến chỗ khác. Hỏi lại chỗ dừng rồi gửi tiếp")


class UploadTooLong(ToasoanError):
    """More comes than was announced."""

    code = "upload_too_long"
    http_status = 413

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tệp dài hơn cỡ đã báo. Chọn lại tệp rồi gửi")


class ChecksumWrong(ToasoanError):
    """What came is not what was sent; the piece was thrown away."""

    code = "checksum_wrong"
    http_status = 460

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Một đoạn tệp bị hỏng trên đường. Gửi lại đoạn ấy")


class UploadIdTaken(ToasoanError):
    """The key belongs to another file."""

    code = "upload_id_taken"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Mã tệp này đã dùng cho tệp khác. Chọn lại tệp rồi gửi")


class UploadUnfinished(ToasoanError):
    """The file has not come in whole yet."""

    code = "upload_unfinished"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tệp chưa tới đủ. Đợi gửi xong")


class UploadShareFull(ToasoanError):
    """The person has as much on its way as one person may."""

    code = "upload_share_full"
    http_status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(
            _(
                "Bạn đang gửi quá %(limit)s tệp chưa nộp. "
                "Nộp hoặc bỏ bớt tệp đang chờ rồi gửi tiếp"
            )
            % {"limit": size_words(limit)}
        )


class UploadNoRoom(ToasoanError):
    """The disk of the house is nearly full."""

    code = "upload_no_room"
    http_status = 507

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Máy chủ sắp hết chỗ. Báo quản trị nền tảng, tệp vẫn ở trên máy bạn")


class UploadWordsWrong(ToasoanError):
    """What is said about the upload cannot be read."""

    code = "upload_words_wrong"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Không đọc được lời khai của tệp. Tải lại trang rồi gửi lại")


class FileHurt(FileRefused):
    """What came as a whole is not the file its sender has."""

    code = "file_hurt"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tệp tới nơi khác với tệp trên máy. Chọn lại tệp rồi gửi")


class PairNotFound(ToasoanError):
    """There is no such pair, or one of the two photos lies elsewhere now."""

    code = "pair_not_found"
    http_status = 404

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Cặp ảnh này không còn trong kho. Tải lại trang để xem các cặp còn lại"
        )


class AssetSearchWrong(ToasoanError):
    """A search cannot be kept so."""

    code = "asset_search_wrong"

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Tìm kiếm này không lưu được. Tìm lại rồi lưu")


class PaperWrong(ToasoanError):
    """A lease, consent, licence or grant cannot be written so; the message says why."""

    code = "paper_wrong"
    http_status = 409


class RequestWrong(ToasoanError):
    """A request for an asset cannot be made or answered so; the message says why."""

    code = "asset_request_wrong"
    http_status = 409


class ShareWrong(ToasoanError):
    """A link for people outside cannot be made so; the message says why."""

    code = "share_wrong"
    http_status = 409


class ShareGone(NotFound):
    """There is no such link, or no longer: nobody is told which."""

    code = "share_gone"


class ShareLocked(ToasoanError):
    """Too many wrong passwords: the link opens for nobody for a while."""

    code = "share_locked"
    http_status = 429

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Gõ sai mật khẩu nhiều lần. Đợi 15 phút rồi gõ lại")


class ShareRefused(ToasoanError):
    """The file is not given by this link, or not now; the message says why."""

    code = "share_refused"
    http_status = 409


class SheetWrong(ToasoanError):
    """A contact sheet cannot be made of nothing."""

    code = "sheet_wrong"
    http_status = 409

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Chưa chọn mục nào. Đánh dấu tư liệu trong kho rồi làm lại")
