"""Units open what they hold to each other, ask and answer. Each write is audited."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.archive.errors import PaperWrong, RequestWrong
from toasoan.archive.holdings.papers import keeper_require, paper_check
from toasoan.archive.holdings.rights import grants_on
from toasoan.archive.holdings.showing import entry_is_shown, terms_of
from toasoan.archive.models import (
    AssetGrant,
    AssetRequest,
    CatalogueEntry,
    Level,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import user_may, user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_acting
from toasoan.workspace.services import notification_send

State = AssetRequest.State


@transaction.atomic
def grant_add(  # noqa: PLR0913 - a contract has as many clauses
    *,
    from_unit: PressUnit,
    to_unit: PressUnit | None,
    level: str,
    by: Any,
    entry: CatalogueEntry | None = None,
    credit: str = "",
    terms: str = "",
    fee: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> AssetGrant:
    """The other unit, or every unit, sees or may use the asset or the whole archive.

    Written twice it is one grant.

    Raises:
        NotAllowed: `by` does not keep the archive of `from_unit`.
        PaperWrong: the asset is not that unit's, or the grant makes no sense.
    """
    user_require(by, Action.ARCHIVE_EDIT, from_unit)
    # Two who open the same at once wait for each other here.
    PressUnit.objects.select_for_update().get(pk=from_unit.pk)
    if entry is not None and entry.unit_id != from_unit.pk:
        raise PaperWrong(_("Tư liệu không thuộc đơn vị này. Mở từ kho của đơn vị giữ."))
    if to_unit is not None and to_unit.pk == from_unit.pk:
        raise PaperWrong(_("Đơn vị đã có kho này. Chọn đơn vị khác."))
    values = {
        "entry": entry,
        "from_unit": from_unit,
        "to_unit": to_unit,
        "level": level,
        "credit": nfc(credit).strip(),
        "terms": nfc(terms).strip(),
        "fee": fee,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    written = AssetGrant.objects.filter(ended_at__isnull=True, **values).first()
    if written is not None:
        return written
    grant = AssetGrant(by=by, **values)
    paper_check(grant)
    grant.save()
    _audit("archive.grant_added", grant.entry, from_unit, by, _said(grant))
    return grant


@transaction.atomic
def grant_end(*, grant: AssetGrant, by: Any) -> AssetGrant:
    """The grant holds no more; what was published under it stays as it is.

    Raises:
        NotAllowed: `by` does not keep the archive of the unit that gave it.
    """
    held = (
        AssetGrant.objects.select_for_update(of=("self",))
        .select_related("from_unit", "entry")
        .get(pk=grant.pk)
    )
    user_require(by, Action.ARCHIVE_EDIT, held.from_unit)
    if held.ended_at is None:
        held.ended_at, held.ended_by = clock.now(), by
        held.save(update_fields=["ended_at", "ended_by"])
        _audit("archive.grant_ended", held.entry, held.from_unit, by, _said(held))
    return held


@transaction.atomic
def asset_request(
    *,
    entry: CatalogueEntry,
    unit: PressUnit,
    purpose: str,
    by: Any,
    terms: str = "",
    until: date | None = None,
) -> AssetRequest:
    """The owner's keepers are asked; asked again before the answer it is one request.

    Raises:
        NotAllowed: `by` neither writes nor keeps the archive in `unit`.
        NotFound: the unit may not even see the asset.
        RequestWrong: it may be used already, or no purpose is given.
    """
    wanted = (Action.WRITE, Action.ARCHIVE_EDIT)
    if not any(user_may(by, action, unit) for action in wanted):
        raise NotAllowed
    entry = CatalogueEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    levels = set(grants_on(entry, unit).values_list("level", flat=True))
    if entry.unit is None or entry.unit_id == unit.pk:
        raise NotFound
    if not levels and not entry_is_shown(entry):
        raise NotFound
    if Level.USE in levels:
        raise RequestWrong(_("Đơn vị đã được dùng tư liệu này. Chọn nó khi viết bài."))
    waiting = entry.requests.filter(unit=unit, state=State.WAITING).first()
    if waiting is not None:
        return waiting
    if not purpose.strip():
        raise RequestWrong(_("Ghi dùng vào việc gì để bên giữ kho trả lời."))
    asked = AssetRequest(
        entry=entry,
        unit=unit,
        purpose=nfc(purpose).strip(),
        terms=nfc(terms).strip(),
        until=until,
        by=by,
    )
    _request_check(asked)
    asked.save()
    _tell_owner(asked)
    _audit("archive.asset_requested", entry, unit, by, {"request": asked.pk})
    return asked


def asset_request_at_once(
    *, entry: CatalogueEntry, unit: PressUnit, by: Any
) -> AssetRequest:
    """The owner is asked by one press, under the terms it has named for everybody.

    Raises:
        NotAllowed, NotFound, RequestWrong: as `asset_request`.
    """
    return asset_request(
        entry=entry,
        unit=unit,
        purpose=_("Minh họa bài của %(unit)s") % {"unit": unit.short_name},
        terms=terms_of(entry.unit),
        by=by,
    )


@transaction.atomic
def asset_request_answer(
    *,
    request: AssetRequest,
    is_granted: bool,
    by: Any,
    reason: str = "",
    **clauses: Any,
) -> AssetRequest:
    """The request is answered, both units are told; a yes opens the asset for use.

    Args:
        request: one that waits.
        is_granted: yes or no.
        by: must keep the archive of the asset's unit.
        reason: needed for a no.
        clauses: of the grant: `credit`, `terms`, `fee`, `ends_on`; the end asked for
            when left out.

    Raises:
        NotAllowed: the person does not keep the archive there.
        RequestWrong: it was answered already, or a no has no reason.
        PaperWrong: the grant makes no sense; nothing is answered.
    """
    held, owner = _waiting_held(request, by)
    if not is_granted and not reason.strip():
        raise RequestWrong(_("Ghi lý do không đồng ý để bên xin biết."))
    if is_granted:
        held.grant = _grant_asked(held, owner, by, clauses)
    held.state = State.GRANTED if is_granted else State.REFUSED
    held.reason = nfc(reason).strip()
    held.answered_by, held.answered_at = by, clock.now()
    _request_check(held)
    held.save()
    _tell_answer(held, owner)
    _audit(
        f"archive.asset_request_{held.state}",
        held.entry,
        owner,
        by,
        {
            "request": held.pk,
            "to": held.unit.key,
        },
    )
    return held


def _waiting_held(request: AssetRequest, by: Any) -> tuple[AssetRequest, PressUnit]:
    held = (
        AssetRequest.objects.select_for_update(of=("self",))
        .select_related("entry__unit", "unit", "by")
        .get(pk=request.pk)
    )
    owner = held.entry.unit
    keeper_require(by, owner)
    if held.state != State.WAITING or owner is None:
        raise RequestWrong(_("Yêu cầu đã được trả lời. Tải lại trang để xem."))
    return held, owner


def _grant_asked(
    held: AssetRequest, owner: PressUnit, by: Any, clauses: dict[str, Any]
) -> AssetGrant:
    clauses.setdefault("ends_on", held.until)
    clauses.setdefault("terms", held.terms)
    return grant_add(
        from_unit=owner,
        to_unit=held.unit,
        level=Level.USE,
        entry=held.entry,
        by=by,
        **clauses,
    )


def _request_check(asked: AssetRequest) -> None:
    for name in ("purpose", "terms", "reason"):
        field: Any = asked._meta.get_field(name)  # noqa: SLF001
        if len(getattr(asked, name)) > field.max_length:
            raise RequestWrong(
                _("%(field)s dài quá %(most)d chữ cái. Viết ngắn lại.")
                % {"field": field.verbose_name, "most": field.max_length}
            )


def _tell_owner(asked: AssetRequest) -> None:
    owner = asked.entry.unit
    notification_send(
        kind="archive.asset_requested",
        to=people_acting(Action.ARCHIVE_EDIT, owner),  # type: ignore[arg-type]
        path=reverse("holdings:requests"),
        key=f"asset_request:{asked.pk}:asked",
        values={
            "title": asked.entry.title,
            "unit": asked.unit.short_name,
            "purpose": asked.purpose,
        },
        by=asked.by,
        unit=owner,
    )


def _tell_answer(held: AssetRequest, owner: PressUnit) -> None:
    is_yes = held.state == State.GRANTED
    asking = [*people_acting(Action.ARCHIVE_EDIT, held.unit)]
    values = {
        "title": held.entry.title,
        "unit": owner.short_name,
        "reason": held.reason,
        "credit": held.grant.credit if held.grant else "",
    }
    kind = "archive.asset_granted" if is_yes else "archive.asset_refused"
    notification_send(
        kind=kind,
        to=[*asking, held.by] if held.by else asking,
        path=reverse("holdings:entry", args=[held.entry_id]),
        key=f"asset_request:{held.pk}:answered",
        values=values,
        by=held.answered_by,
        unit=held.unit,
    )
    notification_send(
        kind="archive.asset_request_closed",
        to=people_acting(Action.ARCHIVE_EDIT, owner),
        path=reverse("holdings:entry", args=[held.entry_id]),
        key=f"asset_request:{held.pk}:closed",
        values={**values, "unit": held.unit.short_name, "yes": _yes(is_yes=is_yes)},
        by=held.answered_by,
        unit=owner,
    )


def _yes(*, is_yes: bool) -> str:
    return str((State.GRANTED if is_yes else State.REFUSED).label).lower()


def _said(grant: AssetGrant) -> dict[str, Any]:
    return {
        "grant": grant.pk,
        "to": grant.to_unit.key if grant.to_unit else "*",
        "level": grant.level,
        "until": str(grant.ends_on or ""),
    }


def _audit(
    action: str,
    entry: CatalogueEntry | None,
    unit: PressUnit,
    by: Any,
    data: dict[str, Any],
) -> None:
    audit_record(
        action=action,
        by=by,
        target=entry.asset if entry else unit,
        unit_key=unit.key,
        data=data,
    )
