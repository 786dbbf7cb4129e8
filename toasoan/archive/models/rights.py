"""The right to use what the house holds, as fields of each asset."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models.present import BinnedAtField


class RightsModel(models.Model):
    """Credit, copyright and the dates between which an asset may be used.

    Usage categories follow the Guardian's Grid: what is not known is not free.
    """

    class Usage(models.TextChoices):
        """By what right the house uses the asset."""

        STAFF = "staff", _("Ảnh của đơn vị")
        CONTRIBUTOR = "contributor", _("Cộng tác viên, đã trả nhuận bút")
        HANDOUT = "handout", _("Cơ quan cung cấp, được đăng")
        AGENCY = "agency", _("Hãng tin, theo hợp đồng")
        LICENSED = "licensed", _("Mua quyền")
        OPEN = "open", _("Giấy phép mở, phạm vi công cộng")
        UNKNOWN = "unknown", _("Chưa rõ quyền")
        FORBIDDEN = "forbidden", _("Không được dùng")

    caption = models.TextField(_("chú thích"), max_length=2000, blank=True)
    credit = models.CharField(_("ghi nguồn"), max_length=200, blank=True)
    copyright_notice = models.CharField(_("bản quyền"), max_length=300, blank=True)
    usage = models.CharField(
        _("quyền sử dụng"),
        max_length=16,
        choices=Usage.choices,
        default=Usage.UNKNOWN,
    )
    rights_from = models.DateField(_("dùng được từ"), null=True, blank=True)
    rights_to = models.DateField(_("dùng được đến"), null=True, blank=True)
    rights_note = models.CharField(_("ghi chú quyền"), max_length=300, blank=True)
    binned_at = BinnedAtField(_("vào thùng rác lúc"), null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(rights_to__isnull=True)
                | Q(rights_from__isnull=True)
                | Q(rights_to__gte=F("rights_from")),
                name="%(class)s_rights_in_order",
            )
        ]

    def rights_hold_on(self, day: date) -> bool:
        """Return whether the dates of the right include `day`."""
        starts = self.rights_from is None or self.rights_from <= day
        ends = self.rights_to is None or day <= self.rights_to
        return starts and ends
