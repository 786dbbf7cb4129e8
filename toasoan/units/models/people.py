"""Desks, and who holds which role where and until when."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from toasoan.units.models.organisations import Organisation, PressUnit
from toasoan.units.roles import Role


class Desk(models.Model):
    """A team (ban) of a unit and its queue."""

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="desks",
    )
    key = models.SlugField(_("khóa"), max_length=40)
    name = models.CharField(_("tên"), max_length=100)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("ban")
        ordering: ClassVar = ["unit", "order", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "key"], name="desk_key_in_unit")
        ]

    def __str__(self) -> str:
        return self.name


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows that hold between two dates, both included."""

    def on(self, day: date) -> "DatedQuerySet":
        """Return the rows that hold on `day`."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day
        )


class Membership(models.Model):
    """A person holds a role in an organisation between two dates."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("chức danh"), max_length=32, choices=Role.choices)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("chức danh")
        verbose_name_plural = _("chức danh")
        ordering: ClassVar = ["organisation", "role", "user"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation", "desk", "role", "valid_from"],
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"


class DelegationQuerySet(DatedQuerySet):
    """Delegations, which hang on the places of two people."""

    def on(self, day: date) -> DatedQuerySet:
        """Return those that count on `day`.

        Nobody signs for who has left, or holds the role no more, and nobody who
        has left the unit signs.
        """
        held = Membership.objects.on(day).filter(
            organisation=OuterRef("unit__organisation")
        )
        return (
            super()
            .on(day)
            .filter(
                Exists(held.filter(user=OuterRef("principal"), role=OuterRef("role"))),
                Exists(held.filter(user=OuterRef("deputy"))),
                principal__is_active=True,
                deputy__is_active=True,
            )
        )


class Delegation(models.Model):
    """While dated, `deputy` signs with the role of `principal` in a unit."""

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ủy quyền"),
        on_delete=models.CASCADE,
        related_name="delegations_given",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ký thay"),
        on_delete=models.CASCADE,
        related_name="delegations_held",
    )
    role = models.CharField(_("chức danh"), max_length=32, choices=Role.choices)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"))
    reason = models.CharField(_("lý do"), max_length=200)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("ủy quyền")
        verbose_name_plural = _("ủy quyền")
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="delegation_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")),
                name="delegation_to_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} ký thay {self.principal} đến {self.valid_to:%d/%m/%Y}"
