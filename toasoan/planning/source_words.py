"""What a calendar of another house said last, and what was changed by hand since."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.planning.models import Event

# Moved by hand in one, an event keeps all three: half of a time is none.
TIMES = ("starts_at", "ends_at", "is_all_day")
FIELDS = ("title", "description", "place", "status", *TIMES)

# What the screens call them.
NAMES = {
    "title": _("sự kiện"),
    "description": _("nội dung"),
    "place": _("địa điểm"),
    "status": _("khả năng diễn ra"),
    "starts_at": _("ngày giờ"),
}


def said_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a calendar's entry as they are kept beside the event."""
    return {name: _plain(row[name]) for name in FIELDS}


def kept_fields(event: Event) -> list[str]:
    """Return the fields of an event that were changed by hand since its source was read."""
    said = event.source_said
    if not said:
        return []
    kept = [name for name in FIELDS if _plain(getattr(event, name)) != said.get(name)]
    return (
        [*kept, *(name for name in TIMES if name not in kept)] if _moved(kept) else kept
    )


def kept_labels(event: Event) -> list[str]:
    """Return those fields by their names on the screen, the time of day once."""
    kept = kept_fields(event)
    shown = [name for name in kept if name not in TIMES]
    if _moved(kept):
        shown.append("starts_at")
    return [str(NAMES[name]) for name in shown]


def _moved(kept: list[str]) -> bool:
    return bool(set(kept) & set(TIMES))


def news_for(event: Event, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the event becomes now that its source says `row`.

    What the source says as before, and what was changed by hand, is left out. That it
    is called off always counts, once.
    """
    said, now = event.source_said, said_of(row)
    kept = set(kept_fields(event))
    changed = {name for name in FIELDS if now[name] != said.get(name)}
    if row["status"] == Event.Status.CANCELLED:
        kept.discard("status")
    return {name: row[name] for name in FIELDS if name in changed - kept}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.local(value).isoformat()
    return value if isinstance(value, bool) else str(value)
