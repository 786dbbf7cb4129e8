"""Who stands where on a unit's front: now, from a moment on, and what it was before."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Orderable

from toasoan.content.models.pages import UnitHomePage

# The part of a front with the lead and what stands beside it.
TOP = "top"
OPINION = "opinion"
SECTION = "section:"


class PlacedItem(Orderable):
    """A place of a front that an editor decided on; places after the last fill themselves.

    Within its area a row holds the place of its order among the rows that readers can
    be shown: what may not be shown gives its place to the next.
    """

    area = models.CharField(_("khu vực"), max_length=40, default=TOP)
    article = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Để trống thì chỗ này tự điền"),
    )
    until = models.DateTimeField(_("giữ đến"), null=True, blank=True)

    class Meta(Orderable.Meta):
        abstract = True


class HomeSlot(PlacedItem):
    """A place of the front as it is now."""

    # No ParentalKey: a draft of the home would bring an old front back.
    home = models.ForeignKey(
        UnitHomePage, on_delete=models.CASCADE, related_name="slots"
    )

    class Meta(PlacedItem.Meta):
        verbose_name = _("vị trí")
        verbose_name_plural = _("vị trí")

    def __str__(self) -> str:
        return f"{self.area}: {self.article_id or '-'}"


class FrontPlan(models.Model):
    """A front that becomes the unit's at its time, and may give way again."""

    class State(models.TextChoices):
        """Where the plan stands."""

        PLANNED = "planned", pgettext_lazy("front", "Chờ đến giờ")
        LIVE = "live", pgettext_lazy("front", "Đang trên trang")
        PAST = "past", pgettext_lazy("front", "Đã qua")
        WITHDRAWN = "withdrawn", pgettext_lazy("front", "Đã rút")

    home = models.ForeignKey(
        UnitHomePage,
        verbose_name=_("trang chủ"),
        on_delete=models.CASCADE,
        related_name="front_plans",
    )
    name = models.CharField(_("tên bố cục"), max_length=120)
    starts_at = models.DateTimeField(_("lên trang lúc"))
    ends_at = models.DateTimeField(_("hết lúc"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.PLANNED
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người sắp"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("sửa lúc"))
    # Grows with each change, so that two editors at once do not overwrite each other.
    version = models.PositiveIntegerField(_("lần sửa"), default=1)
    before = models.ForeignKey(
        "content.FrontLayout",
        verbose_name=_("bố cục trước đó"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("bố cục hẹn giờ")
        verbose_name_plural = _("bố cục hẹn giờ")
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "starts_at"], name="front_plan_due")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="front_plan_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["home"], condition=Q(state="live"), name="front_plan_live_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanSlot(PlacedItem):
    """A place of a planned front."""

    plan = models.ForeignKey(FrontPlan, on_delete=models.CASCADE, related_name="slots")

    class Meta(PlacedItem.Meta):
        verbose_name = _("vị trí hẹn giờ")
        verbose_name_plural = _("vị trí hẹn giờ")

    def __str__(self) -> str:
        return f"{self.area}: {self.article_id or '-'}"


class FrontLayout(models.Model):
    """What an editor or a plan made of the front at a moment; never changed."""

    class Why(models.TextChoices):
        """How it became the front."""

        FIRST = "first", _("Có từ trước")
        HAND = "hand", _("Sắp bằng tay")
        PLAN = "plan", _("Theo bố cục hẹn giờ")
        END = "end", _("Trở lại khi bố cục hẹn giờ hết")

    home = models.ForeignKey(
        UnitHomePage,
        verbose_name=_("trang chủ"),
        on_delete=models.CASCADE,
        related_name="layouts",
    )
    why = models.CharField(_("vì sao"), max_length=8, choices=Why.choices)
    # The plan that was on the front, also where a hand has changed it since.
    plan = models.ForeignKey(
        FrontPlan,
        verbose_name=_("bố cục hẹn giờ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="layouts",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người sắp"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))
    slots = models.JSONField(_("các vị trí"), default=list)

    class Meta:
        verbose_name = _("bố cục đã dùng")
        verbose_name_plural = _("bố cục đã dùng")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.home_id}: {self.get_why_display()}"
