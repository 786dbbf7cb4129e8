"""What is done on Wagtail's screens reaches the audit chain from here."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    ModelLogEntry,
    PageLogEntry,
    Site,
)

from toasoan.security.services import watch
from toasoan.units.selectors import unit_key_of
from toasoan.units.services.trail import (
    page_act_record,
    right_record,
    thing_act_record,
)

watch(
    Site,
    prefix="units.site",
    fields=["hostname", "port", "site_name", "root_page_id", "is_default_site"],
    unit_key=unit_key_of,
)

watch(Collection, prefix="units.collection", fields=["name"], unit_key=unit_key_of)


@receiver(post_save, sender=PageLogEntry, dispatch_uid="units.page_logged")
def on_page_logged(
    instance: PageLogEntry, *, created: bool, raw: bool, **_kwargs: Any
) -> None:
    """Carry what was done to a page into the chain."""
    if created and not raw:
        page_act_record(instance)


@receiver(post_save, sender=ModelLogEntry, dispatch_uid="units.thing_logged")
def on_thing_logged(
    instance: ModelLogEntry, *, created: bool, raw: bool, **_kwargs: Any
) -> None:
    """Carry what was done to a collection or the like into the chain."""
    if created and not raw:
        thing_act_record(instance)


def on_right_given(instance: Any, *, created: bool, raw: bool, **_kwargs: Any) -> None:
    """Carry a group's new right on pages or a collection into the chain."""
    if created and not raw:
        right_record(instance, given=True)


def on_right_taken(instance: Any, **_kwargs: Any) -> None:
    """Carry the loss of such a right into the chain."""
    right_record(instance, given=False)


for _model in (GroupPagePermission, GroupCollectionPermission):
    post_save.connect(
        on_right_given, sender=_model, dispatch_uid="units.tree_right_given"
    )
    post_delete.connect(
        on_right_taken, sender=_model, dispatch_uid="units.tree_right_taken"
    )
