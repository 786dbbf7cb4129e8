"""Links for people outside: made, revoked, and what may be put into one."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.archive.errors import ShareWrong
from toasoan.archive.holdings.rights import right_to_use
from toasoan.archive.models import (
    AssetLease,
    AssetLicence,
    CatalogueEntry,
    Channel,
    Quarantine,
    ShareLink,
    ShareVisit,
)
from toasoan.archive.models.rights import RightsModel
from toasoan.archive.uses import photos_embargoed
from toasoan.core import clock
from toasoan.core.errors import NotFound
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import in_units_visible, user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

Gives, Usage = ShareLink.Gives, RightsModel.Usage
DAYS_FIRST, DAYS_MOST = 7, 90
ENTRIES_MOST = 200
PASSWORD_LEAST = 8
NAME_CHARS_MOST = 200
# Bought for the house: what the seller agreed to ends at its door, unless it says more.
BOUGHT = frozenset({Usage.AGENCY, Usage.LICENSED})


def token_hash(token: str) -> str:
    """Return what is kept of the token: a copy of the database opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def share_links_of(user: Any, unit: PressUnit) -> QuerySet[ShareLink]:
    """Return the unit's links with how often each was opened, for its keepers.

    Raises:
        NotAllowed: the person does not keep the unit's archive.
    """
    user_require(user, Action.ARCHIVE_EDIT, unit)
    opened = Q(visits__deed=ShareVisit.Deed.OPENED)
    return (
        ShareLink.objects.filter(unit=unit)
        .select_related("by")
        .annotate(
            opened_n=Count("visits", filter=opened, distinct=True),
            opened_at=Max("visits__at", filter=opened),
            entries_n=Count("entries", distinct=True),
        )
        .order_by("-at", "-pk")
    )


def share_link_for_keeping(user: Any, pk: int) -> ShareLink:
    """Return the link of a unit whose archive the person keeps.

    Raises:
        NotFound: there is none, or it is another unit's.
        NotAllowed: the person does not keep that archive.
    """
    rows = ShareLink.objects.filter(in_units_visible(user)).select_related("unit")
    link = rows.filter(pk=pk).first()
    if link is None:
        raise NotFound
    user_require(user, Action.ARCHIVE_EDIT, link.unit)
    return link


def entries_for_sharing(
    user: Any, unit: PressUnit, keys: Iterable[int]
) -> list[CatalogueEntry]:
    """Return those of the entries that are the unit's own, the newest first.

    Raises:
        NotAllowed: the person does not keep the unit's archive.
    """
    user_require(user, Action.ARCHIVE_EDIT, unit)
    rows = CatalogueEntry.objects.filter(unit=unit, pk__in=list(keys))
    return list(rows.select_related("unit", "photo", "document").order_by("-place"))


@transaction.atomic
def share_link_make(  # noqa: PLR0913 - a contract has as many clauses
    *,
    unit: PressUnit,
    name: str,
    entries: Sequence[CatalogueEntry],
    gives: str,
    by: Any,
    days: int = DAYS_FIRST,
    password: str = "",
    downloads_most: int | None = None,
) -> tuple[ShareLink, str]:
    """Return a new link and its token, which is told this once and never kept.

    Raises:
        NotAllowed: `by` does not keep the unit's archive.
        NotFound: an entry is another unit's.
        ShareWrong: it may not go outside, or the link makes no sense.
    """
    user_require(by, Action.ARCHIVE_EDIT, unit)
    if any(entry.unit_id != unit.pk for entry in entries):
        raise NotFound
    name = nfc(name).strip()
    _link_check(name, len(entries), gives, days, password, downloads_most)
    _entries_check(entries, unit, gives)
    token = secrets.token_urlsafe(32)
    link = ShareLink.objects.create(
        unit=unit,
        name=name,
        token_sha256=token_hash(token),
        gives=gives,
        password=make_password(password_spelled(password)) if password else "",
        expires_at=clock.now() + timedelta(days=days),
        downloads_most=downloads_most,
        by=by,
    )
    link.entries.set(entries)
    audit_record(
        action="archive.share_made",
        target=link,
        by=by,
        unit_key=unit.key,
        data={
            "entries": [entry.pk for entry in entries],
            "gives": gives,
            "until": str(link.expires_at),
            "password": bool(password),
        },
    )
    return link, token


@transaction.atomic
def share_link_end(*, link: ShareLink, by: Any) -> ShareLink:
    """The link leads nowhere from now on.

    Raises:
        NotAllowed: `by` does not keep the unit's archive.
    """
    held = ShareLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    user_require(by, Action.ARCHIVE_EDIT, held.unit)
    if held.ended_at is None:
        held.ended_at, held.ended_by = clock.now(), by
        held.save(update_fields=["ended_at", "ended_by"])
        audit_record(
            action="archive.share_ended", target=held, by=by, unit_key=held.unit.key
        )
    return held


def refusal_of(entry: CatalogueEntry, unit: PressUnit, gives: str) -> str:
    """Return why the entry may not be shown or given so today, "" when it may."""
    refusal = _showing_refused(entry)
    if refusal or gives == Gives.MARKED:
        return refusal
    return _giving_refused(entry, unit, gives)


def _showing_refused(entry: CatalogueEntry) -> str:
    if entry.usage == Usage.FORBIDDEN:
        return _("bị cấm dùng, không chia sẻ được")
    if Quarantine.objects.filter(entry=entry).exists():
        return _("có mã độc, không chia sẻ được")
    if entry.photo_id in photos_embargoed():
        return _("thuộc bài cấm công bố, đợi hết hạn cấm rồi chia sẻ")
    return ""


def _giving_refused(entry: CatalogueEntry, unit: PressUnit, gives: str) -> str:
    right = right_to_use(entry.asset, unit, Channel.OUTSIDE)
    if not right.allowed:
        return right.reason
    if entry.usage in BOUGHT and not _is_let_outside(entry):
        return _(
            "mua cho đơn vị dùng. Chỉ cho xem ảnh có dấu, hoặc ghi giấy phép hay "
            "thời hạn cho kênh “Giao ra ngoài”"
        )
    if gives == Gives.WEB and entry.photo_id is None:
        return _("không phải ảnh, không có cỡ đăng. Chọn tải tệp gốc")
    return ""


def password_spelled(password: str) -> str:
    """Return one spelling: Vietnamese keyboards compose marks differently."""
    return nfc(password)


def _is_let_outside(entry: CatalogueEntry) -> bool:
    """Return whether a paper of today names the way outside itself."""
    today = clock.today()
    papers = [
        *AssetLicence.objects.filter(entry=entry, ended_at__isnull=True),
        *AssetLease.objects.filter(
            entry=entry, ended_at__isnull=True, says=AssetLease.Says.ALLOW
        ),
    ]
    return any(
        Channel.OUTSIDE in paper.channels and paper.holds_on(today) for paper in papers
    )


def _entries_check(
    entries: Sequence[CatalogueEntry], unit: PressUnit, gives: str
) -> None:
    for entry in entries:
        if reason := refusal_of(entry, unit, gives):
            raise ShareWrong(f"{entry.title}: {reason}")


def _link_check(
    name: str, many: int, gives: str, days: int, password: str, most: int | None
) -> None:
    if not name or len(name) > NAME_CHARS_MOST:
        raise ShareWrong(_("Ghi gửi cho ai, không quá 200 chữ cái."))
    if not 0 < many <= ENTRIES_MOST:
        raise ShareWrong(
            _("Chọn từ 1 đến %(n)d mục của đơn vị rồi chia sẻ.") % {"n": ENTRIES_MOST}
        )
    if gives not in Gives.values:
        raise ShareWrong(_("Chọn người nhận được xem hay được tải."))
    if not 1 <= days <= DAYS_MOST:
        raise ShareWrong(
            _("Hạn của đường chia sẻ từ 1 đến %(n)d ngày.") % {"n": DAYS_MOST}
        )
    if password and len(password) < PASSWORD_LEAST:
        raise ShareWrong(_("Mật khẩu cần ít nhất %(n)d ký tự.") % {"n": PASSWORD_LEAST})
    if most is not None and most < 1:
        raise ShareWrong(_("Số lượt tải ít nhất là 1, hoặc để trống."))
