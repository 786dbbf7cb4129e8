"""How an item's state and times look on staff screens."""

from datetime import datetime
from typing import Any

from django import template

from toasoan.content import item_states

register = template.Library()


@register.inclusion_tag("content/staff/pill.html")
def item_pill(item: Any) -> dict[str, Any]:
    """Draw where the item stands: word, icon and colour."""
    return {"state": item_states.item_state(item)}


@register.inclusion_tag("content/staff/pill.html")
def review_pill(review: Any) -> dict[str, Any]:
    """Draw where the review stands."""
    return {"state": item_states.review_state(review)}


@register.filter
def moment(at: datetime | None) -> str:
    """Return "08:15" today, else with the date."""
    return item_states.moment(at)


@register.filter
def is_late(due: datetime | None) -> bool:
    """Return whether the due time has passed."""
    return item_states.is_late(due)


@register.filter
def late_by(due: datetime) -> str:
    """Return how long the due time has passed, in words."""
    return item_states.late_by(due)
