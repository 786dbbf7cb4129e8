"""Right of reply and removal on request: received, given to somebody, answered, signed.

Source: Press Law 126/2025/QH15 Arts. 34-36.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.content.errors import ItemNotReady, ReasonMissing
from toasoan.content.models import ArticlePage, ItemRequest
from toasoan.content.publication.request_rules import rule_on
from toasoan.content.publication.requests import outcome_is_true
from toasoan.content.services.aftercare import announce, copies_live
from toasoan.core import clock
from toasoan.security.services import audit_record
from toasoan.units.access import user_may, user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.workspace.services import notification_send

Kind = ItemRequest.Kind
Outcome = ItemRequest.Outcome


@transaction.atomic
def request_record(
    *,
    unit: PressUnit,
    item: ArticlePage,
    kind: str,
    requester: str,
    contact: str,
    text: str,
    received_at: datetime,
    by: Any,
    due_at: datetime | None = None,
) -> ItemRequest:
    """The request stands in the unit's register, due by the law of its day or sooner.

    Who answers for corrections in the unit is told.

    Raises:
        NotAllowed: `by` does not write in the unit.
        ItemNotReady: the article is not the unit's or was never public, it arrived in
            the future or before any rule, or `due_at` is not between receipt and law.
    """
    user_require(by, Action.WRITE, unit)
    if item.unit_id != unit.pk or item.first_published_at is None:
        raise ItemNotReady(_("Chọn một bài đã xuất bản của đơn vị."))
    due_at, basis = _due(kind, received_at, due_at)
    request = ItemRequest.objects.create(
        unit=unit,
        item_id=item.pk,
        kind=kind,
        requester=requester.strip(),
        contact=contact.strip(),
        text=text.strip(),
        received_at=received_at,
        due_at=due_at,
        basis=basis,
        recorded_by=by,
    )
    _tell(
        request,
        "recorded",
        [*people_who_may(Action.CORRECT, unit)],
        by,
        kind=str(request.get_kind_display()),
        title=item.title,
    )
    _audit("content.request_recorded", request, by, {"kind": kind})
    return request


def _due(
    kind: str, received_at: datetime, due_at: datetime | None
) -> tuple[datetime, str]:
    if received_at > clock.now():
        raise ItemNotReady(_("Giờ nhận chưa tới. Ghi ngày giờ đã nhận yêu cầu."))
    rule = rule_on(kind, clock.local(received_at).date())
    if rule is None:
        raise ItemNotReady(_("Ngày nhận quá xa, không có quy định nào cho ngày ấy."))
    by_law = received_at + rule.span
    if due_at is None:
        return by_law, rule.basis
    if not received_at < due_at <= by_law:
        raise ItemNotReady(
            _("Hạn riêng phải sau giờ nhận và không muộn hơn %(at)s.")
            % {"at": clock.format_datetime_vi(by_law)}
        )
    return due_at, _("Hạn ghi trong yêu cầu, sớm hơn hạn chung")


@transaction.atomic
def request_assign(*, request: ItemRequest, assignee: Any, by: Any) -> ItemRequest:
    """The request is in this colleague's hands, who is told.

    Raises:
        NotAllowed: `by` does not answer for corrections in the unit.
        ItemNotReady: it is answered, or the colleague does not write in the unit.
    """
    user_require(by, Action.CORRECT, request.unit)
    held = _open(request)
    if not user_may(assignee, Action.WRITE, held.unit):
        raise ItemNotReady(_("Người này không làm tin bài ở đơn vị. Chọn người khác."))
    held.assignee = assignee
    held.save(update_fields=["assignee"])
    _tell(held, f"assigned:{assignee.pk}", [assignee], by)
    _audit("content.request_assigned", held, by, {"to": assignee.email})
    return held


@transaction.atomic
def request_decide(
    *,
    request: ItemRequest,
    outcome: str,
    reason: str,
    by: Any,
    reply: ArticlePage | None = None,
) -> ItemRequest:
    """The request is answered, signed, and the answer is true: what it says was done.

    A published reply and its original lead to each other, at other units too.

    Raises:
        NotAllowed: `by` does not sign for the unit.
        ReasonMissing: no reason was written.
        ItemNotReady: it is answered already, or what the outcome says was not done.
    """
    user_require(by, Action.TAKE_DOWN, request.unit)
    if not reason.strip():
        raise ReasonMissing(_("Ghi lý do; người yêu cầu được trả lời bằng câu này."))
    held = _open(request)
    is_reply = outcome == Outcome.REPLY_PUBLISHED
    _require_true(held, outcome, reply)
    held.outcome, held.reason = outcome, reason.strip()
    held.reply = reply if is_reply else None
    held.signed_by, held.signed_at = by, clock.now()
    held.save()
    if is_reply:
        _bind(held)
    told = [each for each in (held.recorded_by, held.assignee) if each is not None]
    _tell(held, "decided", told, by, outcome=str(held.get_outcome_display()))
    _audit(
        "content.request_decided", held, by, {"outcome": outcome, "reason": held.reason}
    )
    return held


def _require_true(
    request: ItemRequest, outcome: str, reply: ArticlePage | None
) -> None:
    if outcome not in Outcome.values:
        raise ItemNotReady(_("Chọn kết quả."))
    if outcome == Outcome.REPLY_PUBLISHED and (
        reply is None
        or not reply.live
        or reply.unit_id != request.unit_id
        or reply.pk == request.item_id
    ):
        raise ItemNotReady(
            _("Đăng ý kiến phản hồi thành một bài của đơn vị, rồi ghi địa chỉ bài ấy.")
        )
    if not outcome_is_true(request, outcome):
        raise ItemNotReady(
            _("Bài chưa đính chính từ khi nhận yêu cầu. Đính chính trước, rồi ký.")
            if outcome == Outcome.CORRECTED
            else _("Bài chưa gỡ. Gỡ bài trước, rồi ký.")
        )


def _bind(request: ItemRequest) -> None:
    """Have the pages of both articles made anew, and those of the original's copies."""
    original = ArticlePage.objects.get(pk=request.item_id)
    if original.live:
        announce(original)
        for copy in copies_live(original):
            announce(copy)
    if request.reply is not None:
        announce(request.reply)


def _open(request: ItemRequest) -> ItemRequest:
    """Return the request, its row held, while nobody has signed an answer."""
    held = (
        ItemRequest.objects.select_for_update(of=("self",))
        .select_related("unit", "item", "recorded_by", "assignee")
        .get(pk=request.pk)
    )
    if not held.is_open:
        raise ItemNotReady(
            _("%(name)s đã ký trả lời yêu cầu này lúc %(at)s.")
            % {
                "name": held.signed_by,
                "at": clock.format_datetime_vi(held.signed_at or held.recorded_at),
            }
        )
    return held


def _tell(request: ItemRequest, what: str, to: list[Any], by: Any, **said: str) -> None:
    notification_send(
        kind=f"content.request_{what.split(':', maxsplit=1)[0]}",
        to=to,
        path=reverse("content:request", args=[request.pk]),
        key=f"request:{request.pk}:{what}",
        values={
            "requester": request.requester,
            "due": clock.format_datetime_vi(request.due_at),
            **said,
        },
        by=by,
        unit=request.unit,
    )


def _audit(action: str, request: ItemRequest, by: Any, data: dict[str, Any]) -> None:
    # Told of the item, so that its history holds it; names and contacts stay out.
    audit_record(
        action=action,
        target=request.item.specific,
        by=by,
        unit_key=request.unit.key,
        data={"request": request.pk, **data},
    )
