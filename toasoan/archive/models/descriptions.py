"""What a photo's file said when it came, and every version of what people say of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models.photos import Photo


class PhotoFileTags(models.Model):
    """Everything one file of a photo said when it came in: evidence, never changed."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="file_tags")
    content_hash = models.CharField(_("sha256 của tệp"), max_length=64)
    reader = models.CharField(_("chương trình đọc"), max_length=40)
    tags = models.JSONField(_("siêu dữ liệu"), default=dict)
    read_at = models.DateTimeField(_("đọc lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("siêu dữ liệu của tệp")
        verbose_name_plural = _("siêu dữ liệu của tệp")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["photo", "content_hash"], name="photo_file_tags_once"
            )
        ]

    def __str__(self) -> str:
        """Return the photo and who read its file."""
        return f"{self.photo}: {self.reader}"


class PhotoDescription(models.Model):
    """One version of the words of a photo, and what it changed of the one before."""

    photo = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="descriptions"
    )
    number = models.PositiveIntegerField(_("bản"))
    words = models.JSONField(_("thông tin"), default=dict)
    # Key of a word → [before, after]; empty for the first version.
    changes: models.JSONField[Any, Any] = models.JSONField(_("đã đổi"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    restored_from = models.PositiveIntegerField(_("lấy lại bản"), null=True, blank=True)
    batch = models.UUIDField(_("lượt sửa"), null=True, blank=True, db_index=True)
    undoes = models.UUIDField(_("hoàn tác lượt"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("bản thông tin của ảnh")
        verbose_name_plural = _("bản thông tin của ảnh")
        ordering: ClassVar = ["photo", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["photo", "number"], name="photo_description_number_once"
            )
        ]

    def __str__(self) -> str:
        """Return the photo and the number."""
        return f"{self.photo}: {self.number}"
