"""A unit's tree, site and archive: where its work lives in Wagtail."""

from django.contrib.auth.models import Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from toasoan.core.outbox import event_record
from toasoan.units.events import PressUnitChanged
from toasoan.units.models import PressUnit
from toasoan.units.services.groups import writers_group

PAGE_CODENAMES = ("add_page", "change_page")
# Wagtail asks for the rights of its own image and document models, whatever
# models stand in for them.
COLLECTION_CODENAMES = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)
PERMISSION_APPS = ("wagtailcore", "wagtailimages", "wagtaildocs")


@transaction.atomic
def unit_tree_grant(*, unit: PressUnit, home: Page) -> None:
    """Give the unit's own people Wagtail's rights on its tree and its collection.

    Wagtail's rights only open the door; what a person may do inside is decided
    by role in the permission testers. Publishing is granted to nobody.
    """
    group = writers_group(unit)
    for codename in PAGE_CODENAMES:
        GroupPagePermission.objects.get_or_create(
            group=group, page=home, permission=_permission(codename)
        )
    if unit.collection is not None:
        for codename in COLLECTION_CODENAMES:
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=unit.collection,
                permission=_permission(codename),
            )


def _permission(codename: str) -> Permission:
    return Permission.objects.get(
        codename=codename, content_type__app_label__in=PERMISSION_APPS
    )


@transaction.atomic
def unit_site_set(*, unit: PressUnit, home: Page, port: int) -> Site:
    """Make the unit's host name, and no other, answer with the tree below `home`.

    The site is the unit's own record, whatever host it had: a unit that moves
    leaves nothing behind. Rooms above hear of a site that changed.
    """
    site = unit.site or Site.objects.filter(hostname=unit.hostname).first() or Site()
    before = (site.hostname, site.port, site.site_name) if site.pk else None
    after = (unit.hostname, port, unit.masthead)
    site.hostname, site.port, site.site_name = after
    site.root_page = home
    site.save()
    if unit.site_id != site.pk:
        unit.site = site
        unit.save(update_fields=["site"])
    Site.objects.filter(root_page=home).exclude(pk=site.pk).delete()
    if before is not None and before != after:
        unit_change_announce(unit=unit, former_host=before[0], is_seen_elsewhere=True)
    return site


def unit_change_announce(
    *, unit: PressUnit, former_host: str = "", is_seen_elsewhere: bool
) -> None:
    """Tell the rooms above that the unit looks or answers differently."""
    event_record(
        PressUnitChanged(
            unit_key=unit.key,
            former_host="" if former_host == unit.hostname else former_host,
            is_seen_elsewhere=is_seen_elsewhere,
        ),
        aggregate=f"unit:{unit.key}",
    )


@transaction.atomic
def unit_collection_set(*, unit: PressUnit) -> Collection:
    """Give the unit a collection of its own for photos and documents."""
    if unit.collection is None:
        root = Collection.get_first_root_node()
        unit.collection = root.add_child(name=unit.masthead)
        unit.save(update_fields=["collection"])
    return unit.collection
