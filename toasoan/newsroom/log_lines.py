"""Lines of the audit log as a person reads them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from toasoan.newsroom.act_names import act_name
from toasoan.security.models import AuditEntry

VALUE_CHARS = 80


@dataclass(frozen=True)
class Change:
    """One field of the thing, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One entry and how it is told."""

    entry: AuditEntry
    act: str
    actor: str
    unit: str
    changes: list[Change]


def log_filtered(
    entries: QuerySet[AuditEntry], wanted: dict[str, Any]
) -> QuerySet[AuditEntry]:
    """Return the entries that match every filter given."""
    if wanted.get("q"):
        entries = entries.filter(target_label__icontains=wanted["q"].strip())
    if wanted.get("person"):
        entries = entries.filter(actor=wanted["person"])
    if wanted.get("act"):
        entries = entries.filter(action=wanted["act"])
    if wanted.get("unit"):
        entries = entries.filter(unit_key=wanted["unit"].key)
    if wanted.get("since"):
        entries = entries.filter(at__gte=_midnight(wanted["since"]))
    if wanted.get("until"):
        entries = entries.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
    return entries.select_related("actor")


def line_of(entry: AuditEntry, mastheads: dict[str, str]) -> Line:
    """Return the entry in words; `mastheads` names the units by their keys."""
    actor = str(entry.actor) if entry.actor else entry.actor_email
    return Line(
        entry=entry,
        act=act_name(entry.action),
        actor=actor or _("Hệ thống"),
        unit=mastheads.get(entry.unit_key or "", ""),
        changes=_changes(entry),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(
        datetime.combine(day, time.min), timezone.get_default_timezone()
    )


def _changes(entry: AuditEntry) -> list[Change]:
    """Return what changed, for lines that say both what was and what is."""
    before, after = entry.data.get("before"), entry.data.get("after")
    if before is None or after is None:
        return []
    return [
        Change(
            name=_field_name(entry.target_kind, name),
            before=_said(before.get(name) if isinstance(before, dict) else before),
            after=_said(after.get(name) if isinstance(after, dict) else after),
        )
        for name in entry.data.get("changed", [])
    ]


def _field_name(kind: str, name: str) -> str:
    """Return the field's name as the forms show it."""
    try:
        model = apps.get_model(kind)
        field = model._meta.get_field(name.removesuffix("_id"))  # noqa: SLF001
    except (LookupError, ValueError, FieldDoesNotExist):
        return _("Người trong nhóm") if name == "user_set" else name
    return capfirst(str(getattr(field, "verbose_name", name)))


def _said(value: Any) -> str:
    if value is None or value in ("", []):
        return _("trống")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return Truncator(text).chars(VALUE_CHARS)
