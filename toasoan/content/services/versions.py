"""Texts worth finding again: named, kept by a step, refused, taken back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.editing.leases import held_error, lease_held_by_other
from toasoan.content.errors import ItemNotReady, ReasonMissing
from toasoan.content.models import ItemSeen, ItemText, ItemVersion
from toasoan.content.models.articles import ItemPage
from toasoan.content.versions.fingerprint import text_fingerprint
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.services import audit_record
from toasoan.units.access import user_may
from toasoan.units.roles import Action

NAME_MAX = 120
NOTE_MAX = 500
Kind = ItemVersion.Kind


def text_keep(item: ItemPage, content: dict[str, Any]) -> ItemText:
    """Return the row that holds this text of the item; the same text is kept once.

    The item's row is held: nobody drops the text before it is referred to.
    """
    Page.objects.select_for_update().filter(pk=item.pk).values_list("pk").first()
    text, _is_new = ItemText.objects.get_or_create(
        item_id=item.pk,
        fingerprint=text_fingerprint(content),
        defaults={"content": content},
    )
    return text


def version_keep(
    *, item: ItemPage, kind: str, by: Any, name: str = "", note: str = ""
) -> ItemVersion | None:
    """The item's draft as it is now can be found again; later typing leaves it alone.

    Must run in the transaction of the service whose step it records.
    """
    revision = item.get_latest_revision()
    if revision is None:
        return None
    return _version_make(item, revision.content, kind, by, name=name, note=note)


@transaction.atomic
def version_name(*, item: ItemPage, name: str, by: Any, note: str = "") -> ItemVersion:
    """The draft is kept under a name.

    Raises:
        NotAllowed: `by` does not write in the unit.
        ReasonMissing: no name was given.
        ItemNotReady: the item has no text yet.
    """
    _require_writer(item, by)
    if not name.strip():
        raise ReasonMissing(_("Đặt tên để sau này tìm lại được phiên bản."))
    version = version_keep(
        item=item, kind=Kind.NAMED, by=by, name=name.strip(), note=note.strip()
    )
    if version is None:
        raise ItemNotReady(_("Bài chưa có bản nào để lưu."))
    audit_record(
        action="content.version_named",
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"name": version.name, "note": version.note},
    )
    return version


@transaction.atomic
def version_keep_refused(
    *, item: ItemPage, content: dict[str, Any], kind: str, by: Any, why: str = ""
) -> ItemVersion | None:
    """A text that did not get into the item is kept beside it, once.

    None where it is the draft itself: nothing is missing then.

    Raises:
        NotAllowed: `by` does not write in the unit.
    """
    _require_writer(item, by)
    revision = item.get_latest_revision()
    fingerprint = text_fingerprint(content)
    if revision is not None and text_fingerprint(revision.content) == fingerprint:
        return None
    same = ItemVersion.objects.filter(
        item_id=item.pk, by=by, text__fingerprint=fingerprint
    )
    return same.first() or _version_make(item, content, kind, by, note=why[:NOTE_MAX])


@transaction.atomic
def version_restore(*, item: ItemPage, version: ItemVersion, by: Any) -> ItemPage:
    """The version is the item's draft again; the draft it replaces is kept too.

    Raises:
        NotAllowed: the item is not in this person's hands.
        LeaseHeld: somebody else edits it.
        ItemNotReady: the version is of another item.
    """
    Page.objects.select_for_update().get(pk=item.pk)
    stored = type(item).objects.get(pk=item.pk)
    if not stored.may_be_edited_by(by):
        raise NotAllowed
    lease = lease_held_by_other(item.pk, by)
    if lease is not None:
        raise held_error(lease)
    if version.item_id != item.pk:
        raise ItemNotReady(_("Phiên bản này của bài khác."))
    version_keep(item=stored, kind=Kind.REPLACED, by=by)
    draft: ItemPage = stored.with_content_json(version.text.content)
    draft.save_revision(user=by, log_action="wagtail.revert", clean=False)
    audit_record(
        action="content.version_restored",
        target=stored,
        by=by,
        unit_key=stored.unit.key,
        data={"version": version.pk, "name": str(version)},
    )
    return draft


@transaction.atomic
def item_seen_note(*, item: ItemPage, by: Any) -> None:
    """It is known which text of the item the person saw last, and which before it.

    A text the person wrote is no news to them. Nothing is written while it is the
    same.
    """
    revision = item.get_latest_revision()
    if revision is None:
        return
    seen = ItemSeen.objects.filter(item_id=item.pk, person=by).first()
    fingerprint = text_fingerprint(revision.content)
    if seen is not None and seen.text.fingerprint == fingerprint:
        return
    now, text = clock.now(), text_keep(item, revision.content)
    values: dict[str, Any] = {"text": text, "at": now}
    if seen is not None and revision.user_id != by.pk:
        values |= {"before": seen.text, "before_at": seen.at}
    dropped = _no_longer_seen(seen, values)
    ItemSeen.objects.update_or_create(item_id=item.pk, person=by, defaults=values)
    _texts_forget(dropped)


def _no_longer_seen(seen: ItemSeen | None, values: dict[str, Any]) -> set[int]:
    if seen is None:
        return set()
    stays = values["before"].pk if "before" in values else seen.before_id
    held = {seen.text_id, seen.before_id} - {values["text"].pk, stays}
    return {pk for pk in held if pk is not None}


def _texts_forget(pks: set[int]) -> None:
    """Drop the texts that no version and no person's last look needs any more."""
    ItemText.objects.filter(pk__in=pks).exclude(
        pk__in=ItemVersion.objects.filter(text__in=pks).values("text")
    ).exclude(pk__in=ItemSeen.objects.filter(text__in=pks).values("text")).exclude(
        pk__in=ItemSeen.objects.filter(before__in=pks).values("before")
    ).delete()


def _version_make(
    item: ItemPage, content: dict[str, Any], kind: str, by: Any, **words: str
) -> ItemVersion:
    return ItemVersion.objects.create(
        item_id=item.pk,
        text=text_keep(item, content),
        kind=kind,
        by=by,
        at=clock.now(),
        name=words.get("name", "")[:NAME_MAX],
        note=words.get("note", "")[:NOTE_MAX],
    )


def _require_writer(item: ItemPage, by: Any) -> None:
    if not user_may(by, Action.WRITE, item.unit) and not item.may_be_edited_by(by):
        raise NotAllowed
