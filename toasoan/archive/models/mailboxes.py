"""A unit's archive address: where its letters are read, who may send, what came."""

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.core import clock
from toasoan.units.models import PressUnit

User = settings.AUTH_USER_MODEL
SUBJECT_MAX, BODY_MAX, WHY_MAX = 300, 2000, 500


class Mailbox(models.Model):
    """Where the letters to a unit's archive lie, and how far they were read.

    The password is sealed (`core.sealing`); screens and the log never name it.
    """

    class Way(models.TextChoices):
        """How letters are read."""

        IMAP = "imap", _("Hộp thư ở máy chủ thư (IMAP)")
        FOLDER = "folder", _("Thư mục thư trên máy chủ tòa soạn (Maildir)")

    wagtail_reference_index_ignore = True

    unit = models.OneToOneField(
        PressUnit, on_delete=models.CASCADE, related_name="mailbox"
    )
    address = models.EmailField(_("địa chỉ nhận tệp"))
    way = models.CharField(_("đọc thư bằng"), max_length=8, choices=Way.choices)
    host = models.CharField(_("máy chủ"), max_length=200, blank=True)
    port = models.PositiveIntegerField(_("cổng"), default=993)
    user = models.CharField(_("tên đăng nhập"), max_length=200, blank=True)
    sealed_password = models.TextField(blank=True, editable=False)
    folder = models.CharField(_("ngăn thư"), max_length=200, default="INBOX")
    # The name under which the unit's mail server writes Authentication-Results.
    vouched_by = models.CharField(_("máy chủ xác thực"), max_length=200, blank=True)
    # Letters of earlier days are not the archive's.
    since = models.DateField(_("lấy thư từ ngày"))
    uid_validity = models.BigIntegerField(null=True, editable=False)
    last_uid = models.BigIntegerField(default=0, editable=False)
    due_at = models.DateTimeField(_("đọc lần tới lúc"), db_index=True)
    checked_at = models.DateTimeField(_("hỏi lúc"), null=True)
    read_at = models.DateTimeField(_("đọc được lúc"), null=True)
    failures = models.PositiveSmallIntegerField(_("số lần hỏng liền"), default=0)
    problem = models.CharField(_("trục trặc"), max_length=500, blank=True)
    parked_at = models.DateTimeField(_("tạm ngừng lúc"), null=True)
    set_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("hộp thư nhận tệp")
        verbose_name_plural = _("hộp thư nhận tệp")

    def __str__(self) -> str:
        return self.address


class MailSender(models.Model):
    """Somebody outside the unit whose letters its archive takes."""

    wagtail_reference_index_ignore = True

    unit = models.ForeignKey(
        PressUnit, on_delete=models.CASCADE, related_name="mail_senders"
    )
    address = models.EmailField(_("địa chỉ thư"))  # in small letters
    name = models.CharField(_("tên để ghi nguồn"), max_length=120)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("thêm lúc"), default=clock.now)

    class Meta:
        verbose_name = _("người gửi được nhận")
        verbose_name_plural = _("người gửi được nhận")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "address"], name="mail_sender_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"


class Letter(models.Model):
    """One letter and what became of it; its key is what makes it be taken once."""

    class State(models.TextChoices):
        """What became of it."""

        TAKING = "taking", _("Đang đưa vào kho")
        TAKEN = "taken", _("Đã nhận")
        ASIDE = "aside", _("Để riêng")
        DISMISSED = "dismissed", pgettext_lazy("letter", "Đã bỏ")

    class Receipt(models.TextChoices):
        """Whether the sender was told. What may have left is never sent again."""

        NONE = "none", _("không báo")
        DUE = "due", _("sắp báo người gửi")
        SENDING = "sending", _("đang báo, chưa rõ tới chưa")
        SENT = "sent", _("đã báo người gửi")
        FAILED = "failed", _("không báo được người gửi")

    wagtail_reference_index_ignore = True

    unit = models.ForeignKey(PressUnit, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True, editable=False)
    message_id = models.CharField(max_length=500, blank=True, editable=False)
    address = models.CharField(_("địa chỉ người gửi"), max_length=254, blank=True)
    name = models.CharField(_("người gửi"), max_length=200, blank=True)
    subject = models.CharField(_("tiêu đề thư"), max_length=SUBJECT_MAX, blank=True)
    body = models.TextField(_("lời thư"), max_length=BODY_MAX, blank=True)
    is_automatic = models.BooleanField(_("thư tự động"), default=False)
    size = models.PositiveBigIntegerField(_("cỡ thư"), default=0)
    came_at = models.DateTimeField(_("nhận lúc"))
    state = models.CharField(_("trạng thái"), max_length=16, choices=State.choices)
    why = models.CharField(_("vì sao"), max_length=WHY_MAX, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    # Small pictures of signatures, which nobody sent on purpose.
    left_out = models.PositiveSmallIntegerField(_("ảnh chữ ký bỏ qua"), default=0)
    person = models.ForeignKey(
        User,
        verbose_name=_("người của đơn vị"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True)
    receipt = models.CharField(
        _("báo người gửi"),
        max_length=8,
        choices=Receipt.choices,
        default=Receipt.NONE,
    )
    receipt_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    receipt_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("thư gửi vào kho")
        verbose_name_plural = _("thư gửi vào kho")
        ordering: ClassVar = ["-came_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "-came_at"], name="letter_of_unit"),
            models.Index(
                fields=["came_at"],
                condition=Q(state__in=["taking", "aside"]),
                name="letter_left",
            ),
            models.Index(
                fields=["receipt_at"],
                condition=Q(receipt="due"),
                name="letter_receipt_due",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.address

    @property
    def path(self) -> Path:
        """Where the letter lies as it came, until it is taken or dismissed."""
        return Path(settings.MAIL_DIR) / f"{self.key}.eml"
