"""What people keep to look at items with: saved searches, and boards of their own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.content.models.desks import Stage
from toasoan.units.models import Desk, PressUnit


class Shared(models.TextChoices):
    """Who else sees what a person keeps."""

    NOBODY = "nobody", _("Chỉ mình tôi")
    DESK = "desk", _("Một ban")
    UNIT = "unit", _("Cả đơn vị")


class Kept(models.Model):
    """Something a person keeps under a name, alone or with colleagues."""

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="%(class)s_set",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người lưu"),
        on_delete=models.CASCADE,
        related_name="%(class)s_set",
    )
    name = models.CharField(_("tên"), max_length=60)
    shared = models.CharField(
        _("chia sẻ với"), max_length=16, choices=Shared.choices, default=Shared.NOBODY
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)s_set",
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class ItemSearch(Kept):
    """A search over items that a person keeps (tìm đã lưu)."""

    # Names and values as they stand in the address; read again when it is opened.
    filters = models.JSONField(_("điều kiện"), default=dict, blank=True)

    class Meta(Kept.Meta):
        verbose_name = _("tìm kiếm đã lưu")
        verbose_name_plural = _("tìm kiếm đã lưu")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "owner", "name"], name="item_search_name_once"
            )
        ]


class DeskBoard(Kept):
    """A board a person puts together of stages of any desk and of saved searches."""

    class Meta(Kept.Meta):
        verbose_name = _("bảng tự xếp")
        verbose_name_plural = _("bảng tự xếp")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "owner", "name"], name="desk_board_name_once"
            )
        ]


class DeskBoardColumn(models.Model):
    """A column of a board: one stage, or one saved search."""

    board = models.ForeignKey(
        DeskBoard,
        verbose_name=_("bảng"),
        on_delete=models.CASCADE,
        related_name="columns",
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    stage = models.ForeignKey(
        Stage,
        verbose_name=_("khâu"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    search = models.ForeignKey(
        ItemSearch,
        verbose_name=_("tìm kiếm đã lưu"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="columns",
    )

    class Meta:
        verbose_name = _("cột")
        verbose_name_plural = _("cột")
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__isnull=False) ^ Q(search__isnull=False),
                name="desk_board_column_is_one",
            ),
            models.UniqueConstraint(
                fields=["board", "stage"], name="desk_board_stage_once"
            ),
            models.UniqueConstraint(
                fields=["board", "search"], name="desk_board_search_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.stage or self.search)
