"""What the frame of every staff screen asks for."""

from typing import Any

from django import template
from django.forms import BoundField

from toasoan.units.current_unit import current_unit, units_of
from toasoan.units.models import PressUnit

register = template.Library()


@register.simple_tag(takes_context=True)
def unit_now(context: template.Context) -> PressUnit | None:
    """Return the unit the person works in now."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None):
        return None
    return current_unit(request) if request.user.is_authenticated else None


@register.simple_tag(takes_context=True)
def units_mine(context: template.Context) -> list[PressUnit]:
    """Return the units the person may switch between."""
    return units_of(context["request"])


@register.simple_tag(takes_context=True)
def block_below(context: template.Context) -> str:
    """Draw the block this one stands over, and let its failures through.

    Written as a variable, `block.super` turns a missing row anywhere on the page
    into an empty page without a word.
    """
    drawn: str = context["block"].super()
    return drawn


@register.inclusion_tag("staff/field.html")
def field(bound: BoundField, note: str = "") -> dict[str, Any]:
    """Draw one form field with its label, help and errors tied together."""
    described = []
    if bound.help_text:
        described.append(f"{bound.id_for_label}_help")
    if bound.errors:
        described.append(f"{bound.id_for_label}_error")
    attrs: dict[str, Any] = {}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    kind = type(bound.field.widget).__name__
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "is_tick": kind == "CheckboxInput",
        "is_pick": kind == "RadioSelect",
        "note": note,
    }
