"""The review chain: which steps a unit has, and each item's way through them."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.planning.models import Genre
from toasoan.units.access import signs_for, user_holds_role
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role

WRITING_STEP = 0


class ReviewChain(models.Model):
    """The steps an item of a unit passes; one for all genres, or one for a genre."""

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="review_chains",
    )
    genre = models.ForeignKey(
        Genre,
        verbose_name=_("thể loại"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Để trống: cho mọi thể loại chưa có quy trình riêng"),
    )
    name = models.CharField(_("tên"), max_length=120)

    class Meta:
        verbose_name = _("quy trình duyệt")
        verbose_name_plural = _("quy trình duyệt")
        ordering: ClassVar = ["unit", "genre"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "genre"], name="review_chain_for_genre"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(genre__isnull=True),
                name="review_chain_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewStep(models.Model):
    """One step of a chain: a role, or one named person, and a due time."""

    chain = models.ForeignKey(
        ReviewChain,
        verbose_name=_("quy trình duyệt"),
        on_delete=models.CASCADE,
        related_name="steps",
    )
    order = models.PositiveSmallIntegerField(_("bước"))
    role = models.CharField(_("chức danh"), max_length=32, choices=Role.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("đích danh"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_minutes = models.PositiveIntegerField(_("hạn (phút)"), default=60)

    class Meta:
        verbose_name = _("bước duyệt")
        verbose_name_plural = _("bước duyệt")
        ordering: ClassVar = ["chain", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chain", "order"], name="review_step_order"
            ),
            models.CheckConstraint(
                condition=Q(order__gte=1), name="review_step_after_writing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.get_role_display()}"


class Review(models.Model):
    """An item on its way through the chain, as the chain was when it set out.

    `step` is 0 while the item is with its writer, then the order of the step
    that has it. `steps` is the snapshot [{order, role, person, due_minutes}].
    """

    class State(models.TextChoices):
        """Where the review stands."""

        IN_REVIEW = "in_review", _("Đang duyệt")
        RETURNED = "returned", _("Bị trả lại")
        APPROVED = "approved", _("Đã duyệt")
        WITHDRAWN = "withdrawn", _("Đã rút")

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="reviews",
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=16,
        choices=State.choices,
        default=State.IN_REVIEW,
    )
    steps = models.JSONField(_("các bước"))
    step = models.PositiveSmallIntegerField(_("bước hiện tại"), default=1)
    due_at = models.DateTimeField(_("hạn duyệt"), null=True, blank=True)
    fingerprint = models.CharField(_("dấu bản duyệt"), max_length=64, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nộp"),
        on_delete=models.PROTECT,
        related_name="reviews_submitted",
    )
    submitted_at = models.DateTimeField(_("nộp lúc"), auto_now_add=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt duyệt")
        verbose_name_plural = _("lượt duyệt")
        ordering: ClassVar = ["-submitted_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "step"], name="review_queue")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(closed_at__isnull=True),
                name="review_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_state_display()}"

    @property
    def is_with_reviewers(self) -> bool:
        """Whether the item is out of its writer's hands."""
        return self.step != WRITING_STEP

    @property
    def last_step(self) -> int:
        """The order of the step after which the item may be published."""
        return max(int(step["order"]) for step in self.steps)

    def step_at(self, order: int) -> dict[str, Any]:
        """Return the snapshot of one step."""
        return next(step for step in self.steps if step["order"] == order)

    def may_be_taken_by(self, user: Any, at_step: int | None = None) -> bool:
        """Return whether `user` can take the current step, or one after it."""
        first = self.step if at_step is None else at_step
        return any(
            self.holds_step(user, step) for step in self.steps if step["order"] >= first
        )

    def holds_step(self, user: Any, step: dict[str, Any]) -> bool:
        """Return whether the step is this person's, by name, role or delegation."""
        if step["person"] is not None and step["person"] == user.pk:
            return True
        return user_holds_role(
            user, self.unit, Role(step["role"]), person_id=step["person"]
        )

    def principal_id_for(self, user: Any, order: int) -> int | None:
        """Return whom `user` would sign for at the step, None in their own right."""
        if order == WRITING_STEP:
            return None
        named = self.step_at(order)
        if named["person"] == user.pk:
            return None
        if named["person"] is not None:
            return int(named["person"])
        return signs_for(user, self.unit, Role(named["role"]))

    def due_for(self, order: int) -> Any:
        """Return when the step is due if it starts now; None for writing."""
        if order == WRITING_STEP:
            return None
        minutes = int(self.step_at(order)["due_minutes"])
        return timezone.now() + timedelta(minutes=minutes)


class ReviewDecision(models.Model):
    """What one person decided at one step; never changed afterwards."""

    class Kind(models.TextChoices):
        """What was decided."""

        SUBMIT = "submit", pgettext_lazy("done", "Nộp bài")
        APPROVE = "approve", pgettext_lazy("done", "Duyệt")
        RETURN = "return", pgettext_lazy("done", "Trả lại")
        WITHDRAW = "withdraw", pgettext_lazy("done", "Rút bài")
        CORRECT = "correct", pgettext_lazy("done", "Đính chính")
        UPDATE = "update", pgettext_lazy("done", "Cập nhật")

    review = models.ForeignKey(
        Review,
        verbose_name=_("lượt duyệt"),
        on_delete=models.CASCADE,
        related_name="decisions",
    )
    kind = models.CharField(_("quyết định"), max_length=16, choices=Kind.choices)
    step = models.PositiveSmallIntegerField(_("bước"))
    to_step = models.PositiveSmallIntegerField(_("chuyển đến bước"))
    comment = models.TextField(_("ý kiến"), max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người quyết định"),
        on_delete=models.PROTECT,
        related_name="review_decisions",
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ký thay"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("phiên bản"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    fingerprint = models.CharField(_("dấu bản duyệt"), max_length=64)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("quyết định duyệt")
        verbose_name_plural = _("quyết định duyệt")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.by}"
