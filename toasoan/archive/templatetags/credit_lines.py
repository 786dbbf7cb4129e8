"""The list of credit lines that fields of a screen offer."""

from typing import Any

from django import template

from toasoan.archive.metadata.credit_lines import LIST_ID, credit_lines
from toasoan.units.current_unit import current_unit

register = template.Library()


@register.inclusion_tag("archive/_credit_lines.html", takes_context=True)
def credit_lines_offered(context: dict[str, Any]) -> dict[str, Any]:
    """Show nothing, and let the browser offer the unit's lines while one types."""
    unit = current_unit(context["request"])
    return {"id": LIST_ID, "lines": credit_lines(unit) if unit else []}
