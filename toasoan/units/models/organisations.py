"""Organisations as dated records, and the press units among them."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by date."""

    def on(self, day: date) -> "OrganisationQuerySet":
        """Return the organisations that exist on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Organisation(models.Model):
    """A body of the ministry or beside it, as it was between two dates.

    Names and parents change; a change closes the record (`valid_to`) and
    names its `successor`, so that an old report still counts what then was.
    """

    class Kind(models.TextChoices):
        """What sort of body it is, in the words of the decision."""

        MINISTRY = "ministry", _("Bộ")
        DEPARTMENT = "department", _("Cục, vụ, văn phòng")
        GENERAL_DEPARTMENT = "general_department", _("Tổng cục và tương đương")
        SCHOOL = "school", _("Trường")
        PRESS_UNIT = "press_unit", _("Đơn vị báo chí")
        GROUP = "group", _("Nhóm đơn vị")
        RECIPIENT = "recipient", _("Nơi nhận")
        EXTERNAL = "external", _("Ngoài Bộ")

    # Bodies in which people hold roles of the ministry.
    STAFFED: ClassVar = (
        Kind.MINISTRY,
        Kind.DEPARTMENT,
        Kind.GENERAL_DEPARTMENT,
        Kind.SCHOOL,
        Kind.RECIPIENT,
    )

    code = models.SlugField(_("mã"), max_length=32)
    name = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    kind = models.CharField(_("loại"), max_length=32, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("cơ quan chủ quản"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("đơn vị kế tục"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan, đơn vị")
        verbose_name_plural = _("cơ quan, đơn vị")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="organisation_code_from"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to__isnull=True),
                name="organisation_one_open_record",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organisation_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """A field of life (lĩnh vực) that stories are about and remits are made of."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=100)

    class Meta:
        verbose_name = _("lĩnh vực")
        verbose_name_plural = _("lĩnh vực")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class PressUnit(models.Model):
    """A newspaper or magazine with its masthead, imprint, remit and host."""

    class Kind(models.TextChoices):
        """Newspaper or magazine: Press Law 126/2025 Art. 2 treats them apart."""

        NEWSPAPER = "newspaper", _("Báo")
        MAGAZINE = "magazine", _("Tạp chí")

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="press_unit",
    )
    key = models.SlugField(_("khóa"), max_length=16, unique=True)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    short_name = models.CharField(_("tên gọn"), max_length=16)
    masthead = models.CharField(_("măng-sét"), max_length=120)
    tagline = models.CharField(_("dòng dưới măng-sét"), max_length=200, blank=True)
    theme = models.SlugField(
        _("bộ màu"), max_length=16, help_text=_("Khóa data-unit trong tokens.css")
    )
    hostname = models.CharField(_("tên miền"), max_length=200, unique=True)
    # A name given by a person stays when TOASOAN_DOMAIN changes.
    hostname_is_own = models.BooleanField(_("tên miền riêng"), default=False)
    chief_name = models.CharField(_("Tổng biên tập"), max_length=120, blank=True)
    licence = models.CharField(
        _("giấy phép hoạt động báo chí"), max_length=200, blank=True
    )
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    hotline = models.CharField(_("đường dây nóng"), max_length=40, blank=True)
    email = models.EmailField(_("thư bạn đọc"), blank=True)
    remit = models.TextField(_("tôn chỉ, mục đích"), blank=True)
    subjects = models.ManyToManyField(
        Subject,
        verbose_name=_("lĩnh vực trong tôn chỉ"),
        blank=True,
        related_name="units",
    )
    site = models.OneToOneField(
        "wagtailcore.Site",
        verbose_name=_("trang web"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="press_unit",
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("kho tư liệu"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="press_unit",
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("đơn vị báo chí")
        verbose_name_plural = _("đơn vị báo chí")
        ordering: ClassVar = ["order", "key"]

    def __str__(self) -> str:
        return self.masthead

    def has_in_remit(self, subject: Subject) -> bool:
        """Return whether `subject` belongs to the unit's tôn chỉ, mục đích."""
        return self.subjects.filter(pk=subject.pk).exists()
