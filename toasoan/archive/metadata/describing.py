"""Writes of what people say of photos: each saved change is a version that can be taken back.

What a file said when it came is kept beside, untouched (`PhotoFileTags`).
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.search import index

from toasoan.archive.access import photo_may_be_described
from toasoan.archive.metadata.descriptions import Words, batch_versions, words_now
from toasoan.archive.metadata.embedded import tidy
from toasoan.archive.metadata.errors import BatchGone, WordsRefused, word_too_long
from toasoan.archive.metadata.fields import (
    BY_KEY,
    LIST_ITEM_MAX,
    LIST_MAX,
    Word,
)
from toasoan.archive.models import Photo, PhotoDescription
from toasoan.archive.vocabularies.choosing import (
    entry_of,
    entry_topics_put,
    topics_clean,
)
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.services import audit_record
from toasoan.units.selectors import unit_key_of


@transaction.atomic
def description_begin(*, photo_pk: int) -> None:
    """Have the words as they are stored be a version, where the photo has none yet.

    Called before a change, so that what a photo said before versions were kept is
    not lost.
    """
    photo = Photo.with_binned.select_for_update().filter(pk=photo_pk).first()
    if photo is not None and not photo.descriptions.exists():
        PhotoDescription.objects.create(photo=photo, number=1, words=words_now(photo))


@transaction.atomic
def description_record(*, photo: Photo, by: Any, **of: Any) -> PhotoDescription | None:
    """Keep the photo's words as its newest version; None when nothing changed.

    Args:
        photo: saved, its tags too.
        by: who wrote them, None when it was the house.
        of: what the version came from: batch, undoes, restored_from.
    """
    stored = Photo.with_binned.select_for_update().get(pk=photo.pk)
    words = words_now(stored)
    last = stored.descriptions.first()
    changes = _changes(last.words, words) if last else {}
    if last and not changes:
        return None
    return PhotoDescription.objects.create(
        photo=stored,
        number=last.number + 1 if last else 1,
        words=words,
        changes=changes,
        by=by,
        **of,
    )


def _changes(before: Words, after: Words) -> dict[str, list[Any]]:
    # A version may be older than a word: what it does not say was empty.
    keys = [key for key in BY_KEY if (before.get(key) or "") != (after.get(key) or "")]
    return {key: [before.get(key), after.get(key)] for key in keys}


@transaction.atomic
def photo_description_save(
    *, photo: Photo, by: Any, words: Mapping[str, Any]
) -> PhotoDescription | None:
    """Save what `by` says of the photo, as a new version; None when it is as it was.

    Args:
        photo: whose words.
        by: must be allowed to change the photo.
        words: by key of `metadata.fields.WORDS`; those left out stay.

    Raises:
        NotAllowed: the person may not change the photo.
        WordsRefused: a word is unknown, too long, or missing.
        TopicUnknown: the vocabulary has no such topic.
    """
    _require(by, [photo])
    return _save(photo.pk, by, words)


@transaction.atomic
def photo_description_restore(
    *, photo: Photo, number: int, by: Any
) -> PhotoDescription | None:
    """Have the photo say again what it said in that version, as a new version.

    Raises:
        NotAllowed: the person may not change the photo.
        NotFound: it has no such version.
    """
    _require(by, [photo])
    version = photo.descriptions.filter(number=number).first()
    if version is None:
        raise NotFound
    made = _save(photo.pk, by, version.words, restored_from=number)
    if made is not None:
        audit_record(
            action="archive.photo_description_restored",
            by=by,
            target=photo,
            unit_key=unit_key_of(photo),
            data={"from": number, "made": made.number},
        )
    return made


@transaction.atomic
def photos_describe(
    *,
    photos: Sequence[Photo],
    by: Any,
    words: Mapping[str, Any],
    more: Mapping[str, Sequence[str]] | None = None,
) -> uuid.UUID | None:
    """Save the words of several photos at once; return the batch, to be taken back by.

    None when every photo says so already.

    Args:
        photos: all of them change, or none.
        by: must be allowed to change each.
        words: set on each.
        more: values put to those a list has, by key.

    Raises:
        NotAllowed: the person may not change one of them.
        WordsRefused: as photo_description_save.
    """
    _require(by, photos)
    batch = uuid.uuid4()
    changed = 0
    for pk in sorted(photo.pk for photo in photos):
        now = words_now(Photo.objects.select_for_update().get(pk=pk))
        longer = {
            key: list(dict.fromkeys([*now[key], *values]))
            for key, values in (more or {}).items()
        }
        changed += _save(pk, by, {**words, **longer}, batch=batch) is not None
    if not changed:
        return None
    _batch_audit("archive.photos_described", photos, by, batch, changed)
    return batch


@transaction.atomic
def photos_describe_undo(*, batch: uuid.UUID, by: Any) -> int:
    """Take back what the batch changed and nobody has changed since; return of how many.

    Raises:
        NotFound: there is no such batch among what the person may change.
        BatchGone: it was taken back already.
    """
    mine = batch_versions(batch, by)
    if not mine:
        raise NotFound
    photos = [version.photo for version in mine]
    # Two who press at once: the second finds the first one's versions.
    list(Photo.objects.select_for_update().filter(pk__in=[each.pk for each in photos]))
    done = PhotoDescription.objects.filter(undoes=batch).values_list("photo", flat=True)
    versions = [version for version in mine if version.photo_id not in set(done)]
    if not versions:
        raise BatchGone
    undone = [
        _save(version.photo_id, by, _taken_back(version), undoes=batch)
        for version in versions
    ]
    changed = sum(each is not None for each in undone)
    if changed:
        _batch_audit("archive.photos_describe_undone", photos, by, batch, changed)
    return changed


def _taken_back(version: PhotoDescription) -> Words:
    """Return the words as they were before the version, of those nobody changed since."""
    photo = Photo.with_binned.get(pk=version.photo_id)
    now = words_now(photo)
    later = PhotoDescription.objects.filter(photo=photo, number__gt=version.number)
    since = [each.changes for each in later]
    back: Words = {}
    for key, (before, after) in version.changes.items():
        touched = [changes[key] for changes in since if key in changes]
        if isinstance(after, list):
            back[key] = _list_back(now[key], before or [], after, touched)
        elif not touched:
            back[key] = before or ""
    return back


def _list_back(
    now: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
    touched: Sequence[Sequence[Any]],
) -> list[str]:
    """Return the list of now without what was put to it then, each value for itself."""
    handled = {
        value for was, became in touched for value in set(was or []) ^ set(became or [])
    }
    added = set(after) - set(before) - handled
    gone = [each for each in before if each not in after and each not in handled]
    return [*(each for each in now if each not in added), *gone]


def _batch_audit(
    action: str, photos: Sequence[Photo], by: Any, batch: uuid.UUID, changed: int
) -> None:
    """Write one line for each unit whose photos were in the batch."""
    counts: dict[str | None, int] = {}
    for photo in photos:
        key = unit_key_of(photo)
        counts[key] = counts.get(key, 0) + 1
    for unit_key, count in counts.items():
        audit_record(
            action=action,
            by=by,
            target_kind="archive.photo",
            target_id=str(batch),
            unit_key=unit_key,
            data={"batch": str(batch), "photos": count, "changed_in_all": changed},
        )


def _require(by: Any, photos: Collection[Photo]) -> None:
    if not all(photo_may_be_described(by, photo) for photo in photos):
        raise NotAllowed


def _save(
    pk: int, by: Any, words: Mapping[str, Any], **of: Any
) -> PhotoDescription | None:
    """Put the words on the stored photo, and keep them as a version."""
    description_begin(photo_pk=pk)
    photo = Photo.with_binned.select_for_update().get(pk=pk)
    now = words_now(photo)
    clean = {key: _clean(key, value) for key, value in words.items()}
    changed = {key: value for key, value in clean.items() if now[key] != value}
    if not changed:
        return None
    keywords, topics = changed.pop("keywords", None), changed.pop("topic", None)
    words_put(photo, changed)
    if changed:
        photo.save()
    if keywords is not None:
        photo.tags.set(keywords)
        index.insert_or_update_object(photo)
    if topics is not None:
        entry_topics_put(entry_pk=entry_of(photo), codes=topics, by=by)
    return description_record(photo=photo, by=by, **of)


def words_put(photo: Photo, words: Mapping[str, Any]) -> None:
    """Put clean words, keywords excepted, on the photo; nothing is saved."""
    more = dict(photo.iptc_words)
    for key, value in words.items():
        column = BY_KEY[key].column
        if column:
            setattr(photo, column, value)
        elif value:
            more[key] = value
        else:
            more.pop(key, None)
    photo.iptc_words = more


def _clean(key: str, value: Any) -> Any:
    word = BY_KEY.get(key)
    if key == "topic":
        return topics_clean(value or [])
    if word is None:
        raise WordsRefused(_("Ảnh không có ô “%(key)s”") % {"key": key}, key=key)
    return word_clean(word, value)


def word_clean(word: Word, value: Any) -> Any:
    """Return the value as it is kept: in NFC, without control characters.

    Raises:
        WordsRefused: it is longer than it may be, or a title is empty.
    """
    if word.kind == "list":
        values = [tidy(str(each)) for each in value or []]
        several = list(dict.fromkeys(each for each in values if each))
        if word.key == "keywords":
            several.sort()
        if len(several) > LIST_MAX * 4 or any(
            len(each) > LIST_ITEM_MAX for each in several
        ):
            raise WordsRefused(word_too_long(word.label, LIST_ITEM_MAX), key=word.key)
        return several
    text = tidy(str(value or ""))
    if not text and word.key == "title":
        raise WordsRefused(_("Ảnh phải có tiêu đề. Gõ tiêu đề"), key=word.key)
    if len(text) > word.max_chars:
        raise WordsRefused(word_too_long(word.label, word.max_chars), key=word.key)
    return text
