"""How the views of the plan look things up."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def item(things: Mapping[str, Any], key: str) -> Any:
    """Return what stands under the key, or nothing."""
    return things.get(key, "")
