"""Publishing in spite of a blocker: a reason, and a second person."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.errors import GateClosed, ItemNotReady, ReasonMissing
from toasoan.content.models import GateOverride
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.gate import gate_check
from toasoan.content.telling import override_answer_told, override_told
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action


@transaction.atomic
def override_request(*, item: ItemPage, reason: str, by: Any) -> GateOverride:
    """Ask a second person to let this very draft through its blockers.

    Raises:
        NotAllowed: `by` may not ask for it in the unit.
        ReasonMissing: no reason was written.
        ItemNotReady: there is nothing to override, or it is asked already.
        GateClosed: a blocker that nobody may override.
    """
    user_require(by, Action.OVERRIDE, item.unit)
    if not reason.strip():
        raise ReasonMissing
    blockers = gate_check(item)
    if not blockers:
        raise ItemNotReady(_("Không có gì cần vượt. Xuất bản được ngay."))
    absolute = [blocker for blocker in blockers if not blocker.overridable]
    if absolute:
        raise GateClosed(absolute)
    fingerprint = revision_fingerprint(item.get_latest_revision())
    asked = GateOverride.objects.unanswered().filter(
        item_id=item.pk, fingerprint=fingerprint
    )
    if asked.exists():
        raise ItemNotReady(_("Đã có người xin cho bản này, chờ người thứ hai."))
    override = GateOverride.objects.create(
        item_id=item.pk,
        fingerprint=fingerprint,
        codes=sorted({blocker.code for blocker in blockers}),
        reason=reason,
        requested_by=by,
    )
    _audit("content.override_requested", item, override, by)
    override_told(override, item)
    return override


@transaction.atomic
def override_confirm(*, override: GateOverride, item: ItemPage, by: Any) -> None:
    """Agree, as the second person; the item may then be published as it stands.

    Raises:
        NotAllowed: `by` asked for it, or may not agree in the unit.
        ItemNotReady: it is settled already, or the draft has changed since.
    """
    override = _unanswered(override, item, by)
    if override.fingerprint != revision_fingerprint(item.get_latest_revision()):
        raise ItemNotReady(_("Bài đã sửa sau khi xin. Xin lại cho bản mới."))
    override.confirmed_by = by
    override.confirmed_at = clock.now()
    override.save(update_fields=["confirmed_by", "confirmed_at"])
    _audit("content.override_confirmed", item, override, by)
    override_answer_told(override, item, by=by)


@transaction.atomic
def override_decline(
    *, override: GateOverride, item: ItemPage, reason: str, by: Any
) -> None:
    """Say no, as the second person; who asked reads why and may ask anew.

    Raises:
        NotAllowed: `by` asked for it, or may not answer in the unit.
        ReasonMissing: no reason was written.
        ItemNotReady: it is settled already.
    """
    override = _unanswered(override, item, by)
    if not reason.strip():
        raise ReasonMissing
    override.declined_by = by
    override.declined_at = clock.now()
    override.declined_reason = reason.strip()
    override.save(update_fields=["declined_by", "declined_at", "declined_reason"])
    _audit("content.override_declined", item, override, by, why=reason.strip())
    override_answer_told(override, item, by=by)


def _unanswered(override: GateOverride, item: ItemPage, by: Any) -> GateOverride:
    """Return the request, its row held, to a second person who may answer it."""
    user_require(by, Action.TAKE_DOWN, item.unit)
    held = GateOverride.objects.select_for_update(of=("self",)).get(pk=override.pk)
    if held.requested_by == by:
        raise NotAllowed(_("Người thứ hai phải khác người xin."))
    if held.item_id != item.pk or held.is_answered:
        raise ItemNotReady(_("Yêu cầu này đã được trả lời."))
    return held


def _audit(
    action: str, item: ItemPage, override: GateOverride, by: Any, why: str = ""
) -> None:
    audit_record(
        action=action,
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"codes": override.codes, "reason": why or override.reason},
    )
