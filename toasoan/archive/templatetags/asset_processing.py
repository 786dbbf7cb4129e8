"""How far a file is, on the screens where it is edited."""

from typing import Any

from django import template

from toasoan.archive.models import CatalogueEntry
from toasoan.archive.steps.processing_selectors import steps_line

register = template.Library()


@register.inclusion_tag("archive/_steps_line.html")
def asset_processing(asset: Any) -> dict[str, Any]:
    """Say in one line how far the asset's file is, and lead to more."""
    of = "photo" if hasattr(asset, "focal_point_x") else "document"
    entry = (
        CatalogueEntry.objects.filter(**{of: asset}).prefetch_related("steps").first()
    )
    return {"entry": entry, "line": steps_line(entry) if entry else ""}
