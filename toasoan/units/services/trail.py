"""What Wagtail's screens did, carried from Wagtail's own log into the audit chain.

Wagtail's log can be edited by whoever owns the database; the chain cannot be without
its hashes telling. So each act is written there too, once.
"""

from typing import Any

from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from toasoan.security.models import User
from toasoan.security.request_context import current_user
from toasoan.security.services import audit_record, is_watched
from toasoan.units.selectors import unit_key_of

EDIT = "wagtail.edit"
# What people say to each other about a draft changes nothing.
TALK = "wagtail.comments."
# A model names here what its room's own services write about it.
OWN_ACTS = "acts_recorded_by_services"


def page_act_record(entry: PageLogEntry) -> None:
    """Write what was done to a page into the chain, unless it is there already."""
    page = entry.page
    own_acts: frozenset[str] = getattr(page.specific_class, OWN_ACTS, frozenset())
    if entry.action in own_acts or entry.action.startswith(TALK):
        return
    if entry.action == EDIT and (_is_saved_again(entry) or _is_first_draft(entry)):
        return
    _record(entry, page, unit_key_of(page.specific_deferred))


def thing_act_record(entry: ModelLogEntry) -> None:
    """Write what was done to anything else into the chain, unless it is there."""
    model = entry.content_type.model_class()
    if model is None or model is User or is_watched(model):
        return
    thing = model._base_manager.filter(pk=entry.object_id).first()  # noqa: SLF001
    _record(entry, thing, unit_key_of(thing))


def right_record(right: Any, *, given: bool) -> None:
    """Write a group's right on a tree of pages or on a collection into the chain."""
    place = getattr(right, "page", None) or right.collection
    audit_record(
        action="units.tree_right_given" if given else "units.tree_right_taken",
        by=current_user(),
        target=right.group,
        unit_key=unit_key_of(place),
        data={"permission": right.permission.codename, "place": str(place)},
    )


def _is_saved_again(entry: PageLogEntry) -> bool:
    """Return whether one sitting's save, which repeats every few seconds, is known."""
    if entry.uuid is None:
        return False
    same = PageLogEntry.objects.filter(
        page=entry.page_id, action=EDIT, uuid=entry.uuid, revision=entry.revision_id
    )
    return same.exclude(pk=entry.pk).exists()


def _is_first_draft(entry: PageLogEntry) -> bool:
    """Return whether the save is part of the page's making, which has its own line."""
    if entry.revision_id is None:
        return False
    others = Revision.page_revisions.filter(object_id=str(entry.page_id))
    return not others.exclude(pk=entry.revision_id).exists()


def _record(entry: Any, thing: Any, unit_key: str | None) -> None:
    model = type(thing) if thing is not None else entry.content_type.model_class()
    audit_record(
        action=f"wagtail.{entry.action.removeprefix('wagtail.').replace('.', '_')}",
        by=entry.user or current_user(),
        target_kind=model._meta.label_lower,  # noqa: SLF001
        target_id=str(entry.object_id),
        target_label=entry.label,
        unit_key=unit_key,
        data=dict(entry.data or {}),
    )
