"""What readers may find, kept ready to be listed: one row an item, one a list."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.content.models import ArticlePage
from toasoan.units.models import PressUnit


class ReaderItem(models.Model):
    """A public item as lists show it; made from the page, never edited.

    Lists of a hundred thousand articles are read from here by one index range,
    whether the item is an article or a copy from another unit.
    """

    item = models.OneToOneField(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="reader_item",
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="reader_items",
    )
    source = models.ForeignKey(
        ArticlePage,
        verbose_name=_("bài gốc"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    section_id = models.PositiveBigIntegerField(_("chuyên mục"))
    section_title = models.CharField(_("tên chuyên mục"), max_length=255)
    section_path = models.CharField(_("địa chỉ chuyên mục"), max_length=500)
    path = models.CharField(_("địa chỉ"), max_length=500)
    headline = models.CharField(_("tít"), max_length=255)
    title = models.CharField(_("tít đầy đủ"), max_length=255)
    sapo = models.TextField(_("sapo"), blank=True)
    photo = models.ForeignKey(
        "archive.Photo",
        verbose_name=_("ảnh"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    genre_code = models.CharField(_("thể loại"), max_length=32, blank=True)
    authors = models.JSONField(_("bút danh"), default=list)
    pictures = models.JSONField(_("ảnh trong chùm"), default=list)
    minutes = models.PositiveSmallIntegerField(_("phút đọc"), default=1)
    published_at = models.DateTimeField(_("đăng lúc"))
    updated_at = models.DateTimeField(_("cập nhật lúc"))

    class Meta:
        verbose_name = _("bài trên trang đọc")
        verbose_name_plural = _("bài trên trang đọc")
        ordering: ClassVar = ["-published_at", "-item_id"]
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "-published_at", "-item"], name="reader_unit_newest"
            ),
            models.Index(fields=["-published_at", "-item"], name="reader_newest"),
            models.Index(fields=["unit", "path"], name="reader_unit_path"),
        ]

    def __str__(self) -> str:
        return self.headline


class ReaderListing(models.Model):
    """An item stands in a list: of a section, topic, author, tag or genre."""

    key = models.CharField(_("danh sách"), max_length=120)
    item = models.ForeignKey(
        ReaderItem,
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="listings",
    )
    published_at = models.DateTimeField(_("đăng lúc"))

    class Meta:
        verbose_name = _("vị trí trong danh sách")
        verbose_name_plural = _("vị trí trong danh sách")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "key"], name="reader_listing_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["key", "-published_at", "-item"], name="reader_list_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.item_id}"


class StalePath(models.Model):
    """A stored page that shows something older than the database does."""

    host = models.CharField(_("tên miền"), max_length=200)
    path = models.CharField(_("địa chỉ"), max_length=600)
    marked_at = models.DateTimeField(_("từ lúc"))

    class Meta:
        verbose_name = _("trang chờ dựng lại")
        verbose_name_plural = _("trang chờ dựng lại")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["host", "path"], name="stale_path_once")
        ]

    def __str__(self) -> str:
        return f"{self.host}{self.path}"


class RetiredFiles(models.Model):
    """Renditions of a photo that pages stored earlier may still show."""

    photo_id = models.PositiveBigIntegerField(_("ảnh"), unique=True)
    renditions = models.JSONField(_("bản cắt"))
    # The last page that waited when they were retired: those that show them are
    # it or before it, and a page that is marked again keeps its place.
    last_stale = models.PositiveBigIntegerField(_("trang chờ cuối"))
    retired_at = models.DateTimeField(_("từ lúc"))

    class Meta:
        verbose_name = _("tệp ảnh chờ xóa")
        verbose_name_plural = _("tệp ảnh chờ xóa")

    def __str__(self) -> str:
        return f"{self.photo_id}: {len(self.renditions)}"


class LeavingPicture(models.Model):
    """A picture that a stored page named and does no more: it may be no live page's."""

    # What the sizes of the photo are called alike, and one of them.
    stem = models.CharField(_("ảnh"), max_length=120, unique=True)
    name = models.CharField(_("tệp"), max_length=255)
    # The last page that waited to be baked when it left: those may still show it.
    last_stale = models.PositiveBigIntegerField(_("trang chờ cuối"))
    left_at = models.DateTimeField(_("từ lúc"))

    class Meta:
        verbose_name = _("ảnh rời trang đọc")
        verbose_name_plural = _("ảnh rời trang đọc")

    def __str__(self) -> str:
        return self.name


class FormerSection(models.Model):
    """An address at which a section was read before it was renamed or moved."""

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    path = models.CharField(_("địa chỉ"), max_length=500)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("chuyên mục"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta:
        verbose_name = _("địa chỉ cũ của chuyên mục")
        verbose_name_plural = _("địa chỉ cũ của chuyên mục")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "path"], name="former_section_once")
        ]

    def __str__(self) -> str:
        return f"{self.path} → {self.page_id}"
