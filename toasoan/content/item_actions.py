"""What a person may do with an item now, as the buttons of its screen.

Here is only what to offer: each service checks again when it is pressed.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from toasoan.content.desks.desk_items import lacks_desk
from toasoan.content.errors import Blocker
from toasoan.content.item_states import OPEN_SCHEDULES, step_role
from toasoan.content.models import ArticlePage, GateOverride, Release, Review
from toasoan.content.models.review import WRITING_STEP
from toasoan.content.publication.gate import codes_agreed, not_agreed
from toasoan.content.publication.releases import release_waiting
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.units.access import user_may
from toasoan.units.roles import Action


@dataclass(frozen=True)
class ItemAction:
    """One button.

    Attributes:
        verb: last part of the address.
        label: the verb that names the result.
        is_one_click: whether it posts at once; otherwise it opens a form.
        step: the step the person saw, for approve and return.
        look: "go" for the main thing to do, "bad" for what destroys, or "".
    """

    verb: str
    label: str
    is_one_click: bool = False
    step: int | None = None
    look: str = ""


@dataclass(frozen=True)
class Facts:
    """What the offers depend on, read once."""

    item: Any
    user: Any
    review: Review | None
    blockers: list[Blocker]
    override: GateOverride | None
    agreed: frozenset[str]
    is_down: bool
    has_schedule: bool
    release: Release | None
    fingerprint: str

    def may(self, action: Action) -> bool:
        """Return whether the person may do `action` in the item's unit."""
        return user_may(self.user, action, self.item.unit)

    @property
    def is_edited_since(self) -> bool:
        """Whether the draft is no longer the one that was last decided on."""
        return self.review is not None and self.review.fingerprint != self.fingerprint

    @property
    def with_reviewers(self) -> bool:
        """Whether someone is to approve the item now."""
        return (
            self.review is not None
            and self.review.is_with_reviewers
            and (
                self.review.state in {Review.State.IN_REVIEW, Review.State.RETURNED}
                or (self.review.state == Review.State.APPROVED and self.is_edited_since)
            )
        )

    @property
    def left(self) -> list[Blocker]:
        """The blockers that no two people have agreed to pass over."""
        return not_agreed(self.blockers, self.agreed)

    @property
    def passes_gate(self) -> bool:
        """Whether the gate would let the draft through now."""
        return not self.left

    @property
    def may_be_promised(self) -> bool:
        """Whether nothing but time keeps the draft back."""
        return {blocker.code for blocker in self.left} <= {"embargo"}


def facts_of(item: Any, user: Any, blockers: list[Blocker]) -> Facts:
    """Return what the item's buttons depend on for `user`."""
    review = item.reviews.first()
    revision = item.get_latest_revision()
    fingerprint = revision_fingerprint(revision) if revision else ""
    return Facts(
        item=item,
        user=user,
        review=review,
        blockers=blockers,
        override=GateOverride.objects.filter(
            item_id=item.pk, fingerprint=fingerprint
        ).first(),
        agreed=codes_agreed(item.pk, fingerprint),
        is_down=item.take_downs.filter(lifted_at__isnull=True).exists(),
        has_schedule=item.schedules.filter(state__in=OPEN_SCHEDULES).exists(),
        release=release_waiting(item),
        fingerprint=fingerprint,
    )


def main_actions(facts: Facts) -> list[ItemAction]:
    """Return the one or two things this person is expected to do, the last the likelier."""
    if facts.is_down:
        return []
    if facts.with_reviewers and facts.review is not None:
        if facts.review.may_be_taken_by(facts.user):
            return _review_actions(facts, facts.review)
        return []
    if _may_submit(facts):
        asks = lacks_desk(facts.item)
        return [ItemAction("nop", _("Nộp bài"), is_one_click=not asks, look="go")]
    return _publish_actions(facts)


def _review_actions(facts: Facts, review: Review) -> list[ItemAction]:
    return [
        ItemAction("tra-lai", _("Trả lại"), step=review.step),
        ItemAction(
            "duyet",
            approve_label(review, facts.user),
            is_one_click=True,
            step=review.step,
            look="go",
        ),
    ]


def approve_label(review: Review, user: Any) -> str:
    """Return the name of the button: what happens to the item when it is pressed.

    Steps of others that it passes are counted in it.
    """
    own = [step for step in review.steps if step["order"] >= review.step]
    taken = [step["order"] for step in own if review.holds_step(user, step)]
    last = max(taken, default=review.step)
    jumped = [s for s in own if s["order"] < last and s["order"] not in taken]
    later = [step["order"] for step in own if taken and step["order"] > last]
    role = step_role(review, min(later)) if later else ""
    facts = {"n": len(jumped), "role": role[:1].lower() + role[1:]}
    if not later:
        if jumped:
            return _("Duyệt thay %(n)d bước, sẵn sàng xuất bản") % facts
        return _("Duyệt, sẵn sàng xuất bản")
    if jumped:
        return _("Duyệt thay %(n)d bước, gửi %(role)s") % facts
    return _("Duyệt, gửi %(role)s") % facts


def _may_submit(facts: Facts) -> bool:
    review = facts.review
    in_writing = (
        review is None
        or review.state == Review.State.WITHDRAWN
        or (review.step == WRITING_STEP and review.closed_at is None)
    )
    return (
        in_writing
        and not facts.item.live
        and facts.may(Action.WRITE)
        and facts.item.may_be_edited_by(facts.user)
    )


def _publish_actions(facts: Facts) -> list[ItemAction]:
    if not facts.may(Action.PUBLISH):
        return []
    if facts.release is not None:
        return [ItemAction("hoan-tac", _("Hoàn tác"), is_one_click=True, look="go")]
    pending = not facts.item.live or facts.item.has_unpublished_changes
    if not pending or not facts.passes_gate:
        return []
    if facts.item.live:
        return [ItemAction("xuat-ban", _("Đăng bản sửa"), is_one_click=True, look="go")]
    first = (
        ItemAction("bo-hen", _("Bỏ hẹn giờ"), is_one_click=True)
        if facts.has_schedule
        else ItemAction("hen-gio", _("Hẹn giờ"))
    )
    return [
        first,
        ItemAction("xuat-ban", _("Xuất bản ngay"), is_one_click=True, look="go"),
    ]


def more_actions(facts: Facts) -> list[ItemAction]:
    """Return what else the person may do, beside the main thing."""
    found: list[ItemAction] = []
    found += _withdraw(facts)
    found += _approve_with_words(facts)
    found += _choose_section(facts)
    found += _schedule_while_waiting(facts)
    found += _override(facts)
    found += _after_publication(facts)
    if facts.may(Action.WRITE) and not facts.is_down:
        found.append(
            ItemAction("xem-truoc", _("Tạo đường xem trước"), is_one_click=True)
        )
    return found


def _withdraw(facts: Facts) -> list[ItemAction]:
    review = facts.review
    if (
        review is not None
        and review.closed_at is None
        and review.is_with_reviewers
        and review.submitted_by_id == facts.user.pk
    ):
        return [ItemAction("rut", _("Rút bài"), is_one_click=True)]
    return []


def _approve_with_words(facts: Facts) -> list[ItemAction]:
    review = facts.review
    if (
        review is None
        or facts.is_down
        or not facts.with_reviewers
        or not review.may_be_taken_by(facts.user)
    ):
        return []
    return [ItemAction("duyet-kem", _("Duyệt kèm ý kiến"))]


def _choose_section(facts: Facts) -> list[ItemAction]:
    item = facts.item
    is_new = isinstance(item, ArticlePage) and item.first_published_at is None
    if is_new and item.may_be_edited_by(facts.user):
        return [ItemAction("chuyen-muc", _("Đổi chuyên mục"))]
    return []


def _schedule_while_waiting(facts: Facts) -> list[ItemAction]:
    if facts.item.live or facts.is_down or facts.release is not None:
        return []
    if not facts.may(Action.PUBLISH):
        return []
    label = _("Đổi giờ hẹn") if facts.has_schedule else _("Hẹn giờ")
    found = []
    if facts.may_be_promised and (facts.has_schedule or not facts.passes_gate):
        found.append(ItemAction("hen-gio", label))
    if facts.has_schedule and not facts.passes_gate:
        found.append(ItemAction("bo-hen", _("Bỏ hẹn giờ"), is_one_click=True))
    return found


def _override(facts: Facts) -> list[ItemAction]:
    absolute = any(not blocker.overridable for blocker in facts.blockers)
    if facts.passes_gate or facts.item.live or facts.is_down or absolute:
        return []
    asked = facts.override
    # An answered request that does not cover what blocks now is asked anew.
    if asked is None or asked.is_answered:
        may_ask = facts.may(Action.OVERRIDE)
        return [ItemAction("xin-vuot", _("Xin vượt kiểm tra"))] if may_ask else []
    if asked.requested_by_id != facts.user.pk and facts.may(Action.TAKE_DOWN):
        return [
            ItemAction("khong-dong-y", _("Không đồng ý vượt")),
            ItemAction("dong-y-vuot", _("Đồng ý vượt kiểm tra")),
        ]
    return []


def _after_publication(facts: Facts) -> list[ItemAction]:
    found = []
    if facts.is_down and facts.may(Action.TAKE_DOWN):
        found.append(ItemAction("khoi-phuc", _("Khôi phục bài")))
    if (
        facts.item.live
        and facts.item.has_unpublished_changes
        and facts.may(Action.CORRECT)
    ):
        found.append(ItemAction("cap-nhat", _("Cập nhật")))
    if facts.item.live and facts.may(Action.CORRECT):
        found.append(ItemAction("dinh-chinh", _("Đính chính")))
    if facts.item.live and facts.may(Action.TAKE_DOWN):
        found.append(ItemAction("go", _("Gỡ bài"), look="bad"))
    return found
