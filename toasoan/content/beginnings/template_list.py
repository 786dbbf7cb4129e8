"""Templates as one person meets them: starred first, then by last use."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from toasoan.content.access import may_keep_template, templates_visible
from toasoan.content.beginnings.template_fields import next_hour, template_headline
from toasoan.content.models import ItemTemplate, TemplateUse
from toasoan.core import clock
from toasoan.units.models import PressUnit


@dataclass(frozen=True)
class TemplateRow:
    """One template for one person.

    Attributes:
        headline: what the headline would be today.
        next_at: when its hour makes the next draft, or None.
        problem: why today's hour made nothing, or "".
    """

    template: ItemTemplate
    headline: str
    is_starred: bool
    used_at: datetime | None
    may_keep: bool
    next_at: datetime | None = None
    problem: str = ""


def template_rows(
    user: Any, unit: PressUnit, *, archived: bool = False
) -> list[TemplateRow]:
    """Return the templates the person may begin with, those they reach for first."""
    now = clock.now()
    templates = (
        templates_visible(user)
        .filter(unit=unit, archived_at__isnull=not archived)
        .select_related("unit", "desk", "owner", "genre", "section", "schedule__writer")
        .prefetch_related("runs")
        .order_by("name", "pk")
    )
    uses = {
        use.template_id: use
        for use in TemplateUse.objects.filter(user=user, template__unit=unit)
    }
    rows = [_row(each, uses.get(each.pk), user, now) for each in templates]
    return sorted(rows, key=_nearness)


def _row(
    template: ItemTemplate, use: TemplateUse | None, user: Any, now: datetime
) -> TemplateRow:
    today = clock.local(now).date()
    schedule = getattr(template, "schedule", None)
    failed = [run.problem for run in template.runs.all() if run.day == today]
    return TemplateRow(
        template=template,
        headline=template_headline(template, today),
        is_starred=bool(use and use.is_starred),
        used_at=use.used_at if use else None,
        may_keep=may_keep_template(user, template),
        next_at=next_hour(schedule, now) if schedule else None,
        problem=next(filter(None, failed), ""),
    )


def _nearness(row: TemplateRow) -> tuple[bool, float]:
    used = row.used_at.timestamp() if row.used_at else 0.0
    return (not row.is_starred, -used)
