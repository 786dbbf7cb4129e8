"""What a unit says of itself: masthead, imprint, remit, colours and host name."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from toasoan.core.hosts import is_host_name
from toasoan.security.services import audit_record
from toasoan.units.access import platform_require, user_require
from toasoan.units.errors import UnitInvalid
from toasoan.units.models import PressUnit, Subject
from toasoan.units.roles import Action
from toasoan.units.services.units import unit_change_announce, unit_site_set
from toasoan.units.themes import themes

# The unit's administrator changes these ...
UNIT_FIELDS = (
    "masthead",
    "tagline",
    "theme",
    "chief_name",
    "licence",
    "address",
    "hotline",
    "email",
    "remit",
)
# ... and the platform's administrator these too: every unit depends on them.
PLATFORM_FIELDS = ("short_name", "hostname")
MANDATORY = frozenset({"masthead", "theme", *PLATFORM_FIELDS})
SEEN_ELSEWHERE = frozenset({"masthead", "theme", "short_name", "hostname"})


@transaction.atomic
def press_unit_update(
    *, unit: PressUnit, changes: dict[str, str], subjects: Iterable[Subject], by: Any
) -> PressUnit:
    """Change what the unit says of itself, its remit and where it answers.

    Readers' pages follow: those of the unit, and of whoever shows its name.
    Nothing happens when nothing differs.

    Raises:
        NotAllowed: `by` does not keep the unit, or not the platform while a
            name that every unit depends on changes.
        UnitInvalid: a name is missing, the host is none, another's or the
            staff's, or the colours are not among those proved legible.
    """
    user_require(by, Action.MANAGE, unit)
    changed = _changed(unit, changes)
    chosen = set(subjects)
    former = set(unit.subjects.all())
    if not changed and chosen == former:
        return unit
    if changed.keys() & set(PLATFORM_FIELDS):
        platform_require(by)
    _check(unit, changed)
    before: dict[str, Any] = {name: getattr(unit, name) for name in changed}
    if chosen != former:
        before["subjects"] = sorted(subject.code for subject in former)
    for name, value in changed.items():
        setattr(unit, name, value)
    if "hostname" in changed:
        unit.hostname_is_own = True
    unit.save(update_fields=[*changed, "hostname_is_own"])
    unit.subjects.set(chosen)
    if changed:
        _follow(unit, set(changed))
    audit_record(
        action="units.unit_updated",
        target=unit,
        by=by,
        unit_key=unit.key,
        data={"before": before},
    )
    return unit


def _changed(unit: PressUnit, changes: dict[str, str]) -> dict[str, str]:
    known = (*UNIT_FIELDS, *PLATFORM_FIELDS)
    return {
        name: value
        for name, value in changes.items()
        if name in known and value != getattr(unit, name)
    }


def _check(unit: PressUnit, changed: dict[str, str]) -> None:
    if any(not changed[name] for name in MANDATORY & changed.keys()):
        raise UnitInvalid(_("Măng-sét, tên gọn, bộ màu và tên miền không để trống."))
    if "theme" in changed and changed["theme"] not in dict(themes()):
        raise UnitInvalid(_("Chọn một trong các bộ màu có sẵn: chữ trên đó đọc rõ."))
    if "hostname" in changed:
        _host_check(unit, changed["hostname"])


def _host_check(unit: PressUnit, host: str) -> None:
    if not is_host_name(host):
        raise UnitInvalid(
            _("Tên miền chỉ gồm chữ thường không dấu, số, dấu chấm và gạch nối.")
        )
    others = PressUnit.objects.exclude(pk=unit.pk).filter(hostname=host)
    sites = Site.objects.exclude(pk=unit.site_id).filter(hostname=host)
    if others.exists() or sites.exists() or host in settings.STAFF_HOSTS:
        raise UnitInvalid(_("Tên miền %(host)s đã có nơi khác dùng.") % {"host": host})


def _follow(unit: PressUnit, changed: set[str]) -> None:
    """Bring the unit's home, archive and site in line, and tell who shows the unit."""
    if "masthead" in changed:
        _rename(unit)
    if unit.site is not None and changed & {"masthead", "hostname"}:
        unit_site_set(unit=unit, home=unit.site.root_page, port=unit.site.port)
        return
    unit_change_announce(unit=unit, is_seen_elsewhere=bool(changed & SEEN_ELSEWHERE))


def _rename(unit: PressUnit) -> None:
    if unit.site is not None:
        # Staff know the tree by this title; readers see the masthead itself.
        home = unit.site.root_page
        home.title = home.draft_title = unit.masthead
        home.save(update_fields=["title", "draft_title"])
    if unit.collection is not None:
        unit.collection.name = unit.masthead
        unit.collection.save(update_fields=["name"])
