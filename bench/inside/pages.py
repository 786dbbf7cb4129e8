"""Makes the stored reader pages right for this port and these templates."""

from django.conf import settings
from django.core.management import call_command
from wagtail.models import Site

from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.services import pages_bake
from toasoan.publicsite.sites import site_of_unit
from toasoan.units.models import PressUnit


def answer(unit_key: str, n_items: int) -> dict[str, object]:
    """Bake a unit's lists and newest items; return where they are."""
    Site.objects.update(port=settings.PUBLIC_PORT)
    call_command("pages_rebuild", unit=unit_key, what="lists", no_index=True)
    unit = PressUnit.objects.get(key=unit_key)
    site = site_of_unit(unit)
    items = list(ReaderItem.objects.filter(unit=unit)[:n_items])
    pages_bake(site, [item.path for item in items])
    return {
        "host": site.host,
        "items": [item.path for item in items],
        "sections": [link.path for link in site.sections],
    }
