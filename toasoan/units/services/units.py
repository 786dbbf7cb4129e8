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

from toasoan.units.models import PressUnit
from toasoan.units.services.people import writers_group

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
    """Make the unit's host name answer with the tree below `home`."""
    site, _created = Site.objects.update_or_create(
        hostname=unit.hostname,
        defaults={"port": port, "site_name": unit.masthead, "root_page": home},
    )
    unit.site = site
    unit.save(update_fields=["site"])
    return site


@transaction.atomic
def unit_collection_set(*, unit: PressUnit) -> Collection:
    """Give the unit a collection of its own for photos and documents."""
    if unit.collection is None:
        root = Collection.get_first_root_node()
        unit.collection = root.add_child(name=unit.masthead)
        unit.save(update_fields=["collection"])
    return unit.collection
