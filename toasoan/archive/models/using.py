"""What others see by default, and links by which people outside see some of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models.catalogue import CatalogueEntry
from toasoan.core import clock
from toasoan.units.models import PressUnit

User = settings.AUTH_USER_MODEL


class UnitSharing(models.Model):
    """What a unit lets all other units see of its archive, and asks of who wants more.

    Without a row others see the words and the marked preview of what is cleared.
    """

    wagtail_reference_index_ignore = True

    unit = models.OneToOneField(
        PressUnit, on_delete=models.CASCADE, related_name="asset_sharing"
    )
    shows_previews = models.BooleanField(
        _("đơn vị khác thấy chữ và ảnh có dấu"), default=True
    )
    terms = models.CharField(_("điều kiện chung"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("cách chia sẻ kho")
        verbose_name_plural = _("cách chia sẻ kho")

    def __str__(self) -> str:
        return str(self.unit)


class ShareLink(models.Model):
    """An address by which people without an account see some entries for a while."""

    class Gives(models.TextChoices):
        """What whoever has the link gets."""

        MARKED = "marked", _("Chỉ xem ảnh có dấu")
        WEB = "web", _("Tải ảnh cỡ đăng")
        ORIGINAL = "original", _("Tải tệp gốc")

    wagtail_reference_index_ignore = True

    unit = models.ForeignKey(PressUnit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("gửi cho ai"), max_length=200)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    entries = models.ManyToManyField(
        CatalogueEntry, verbose_name=_("tư liệu"), related_name="share_links"
    )
    gives = models.CharField(_("được gì"), max_length=8, choices=Gives.choices)
    password = models.CharField(max_length=128, blank=True, editable=False)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    downloads_most = models.PositiveIntegerField(
        _("nhiều nhất mấy lượt tải"), null=True, blank=True
    )
    downloads = models.PositiveIntegerField(_("đã tải"), default=0)
    wrong_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    locked_until = models.DateTimeField(null=True, editable=False)
    by = models.ForeignKey(
        User,
        verbose_name=_("người tạo"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("tạo lúc"), default=clock.now)
    ended_at = models.DateTimeField(_("thu hồi lúc"), null=True)
    ended_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("đường chia sẻ")
        verbose_name_plural = _("đường chia sẻ")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-at"], name="share_newest_of_unit")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it still leads somewhere."""
        return self.ended_at is None and clock.now() < self.expires_at


class ShareVisit(models.Model):
    """Somebody came by a link: when, from which network address, and what they did."""

    class Deed(models.TextChoices):
        """What was done."""

        OPENED = "opened", _("Mở")
        DOWNLOADED = "downloaded", _("Tải")
        WRONG = "wrong", _("Gõ sai mật khẩu")

    wagtail_reference_index_ignore = True

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="visits")
    deed = models.CharField(_("việc"), max_length=10, choices=Deed.choices)
    title = models.CharField(_("tư liệu"), max_length=255, blank=True)
    address = models.CharField(_("địa chỉ mạng"), max_length=64, blank=True)
    at = models.DateTimeField(_("lúc"), default=clock.now)

    class Meta:
        verbose_name = _("lượt mở đường chia sẻ")
        verbose_name_plural = _("lượt mở đường chia sẻ")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.get_deed_display())


class ContactSheet(models.Model):
    """A PDF of ticked entries that somebody asked for; theirs alone, for some days."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Đang làm")
        READY = "ready", _("Xong")

    wagtail_reference_index_ignore = True

    unit = models.ForeignKey(PressUnit, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("tên"), max_length=200)
    keys = models.JSONField(_("các mục"), default=list)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State.choices, default=State.WAITING
    )
    at = models.DateTimeField(_("xin lúc"), default=clock.now)
    made_at = models.DateTimeField(_("xong lúc"), null=True)

    class Meta:
        verbose_name = _("tờ liên hệ")
        verbose_name_plural = _("tờ liên hệ")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title
