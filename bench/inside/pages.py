"""Makes the stored reader pages right for this port and these templates."""

from django.conf import settings
from wagtail.models import Site

from toasoan.publicsite import addresses
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.services import hosts_publish, pages_bake
from toasoan.publicsite.sites import site_of_unit
from toasoan.units.models import PressUnit

EVERY_SITE_HAS = (
    addresses.HOME,
    addresses.RSS,
    addresses.NOT_FOUND,
    addresses.UNAVAILABLE,
    *addresses.PLAIN,
)


def answer(unit_key: str, n_items: int) -> dict[str, object]:
    """Bake a unit's front, sections, feed and newest items; return where they are."""
    Site.objects.update(port=settings.PUBLIC_PORT)
    hosts_publish()
    unit = PressUnit.objects.get(key=unit_key)
    site = site_of_unit(unit)
    items = list(ReaderItem.objects.filter(unit=unit)[:n_items])
    sections = [link.path for link in site.sections]
    pages_bake(site, [*EVERY_SITE_HAS, *sections, *(item.path for item in items)])
    return {
        "host": site.host,
        "items": [item.path for item in items],
        "sections": sections,
    }
