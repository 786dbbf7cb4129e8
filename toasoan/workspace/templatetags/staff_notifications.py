"""The bell of every staff page."""

from typing import Any

from django import template

from toasoan.workspace.bell import bell_of

register = template.Library()


@register.inclusion_tag("workspace/bell.html", takes_context=True)
def bell(context: template.Context) -> dict[str, Any]:
    """Draw the bell with how many notifications the person has not opened."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return {"shown": None}
    return {"shown": bell_of(user)}
