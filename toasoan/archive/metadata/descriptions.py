"""Reads of what is said of photos: the words now, and the versions before."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from toasoan.archive.access import photo_may_be_described
from toasoan.archive.metadata.fields import BY_KEY, SOURCE_TYPES, WORDS
from toasoan.archive.models import Photo, PhotoDescription, PhotoFileTags
from toasoan.archive.vocabularies.choosing import photo_topics, topic_labels

Words = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One word of a version: what it is called, what it was and became."""

    label: Any
    before: str
    after: str


def words_now(photo: Photo) -> Words:
    """Return every word of the photo by key; keywords in the order of the alphabet."""
    words: Words = {}
    for word in WORDS:
        if word.key == "keywords":
            words[word.key] = sorted(tag.name for tag in photo.tags.all())
        elif word.key == "topic":
            words[word.key] = photo_topics(photo.pk)
        elif word.column:
            words[word.key] = getattr(photo, word.column)
        else:
            empty: Any = [] if word.kind == "list" else ""
            words[word.key] = photo.iptc_words.get(word.key, empty)
    return words


def words_emptied(photo: Photo) -> set[str]:
    """Return the keys of words that a person took away and nobody put back."""
    changes = photo.descriptions.values_list("changes", flat=True)
    touched = {key for each in changes for key in each}
    now = words_now(photo)
    return {key for key in touched if not now.get(key)}


def description_list(photo: Photo) -> QuerySet[PhotoDescription]:
    """Return the versions of the photo's words, the newest first."""
    return photo.descriptions.select_related("by").order_by("-number")


def batch_versions(batch: uuid.UUID, user: Any) -> list[PhotoDescription]:
    """Return the versions the batch made, of photos whose words the person may change."""
    versions = (
        PhotoDescription.objects.filter(batch=batch)
        .select_related("photo__collection")
        .order_by("photo_id")
    )
    return [each for each in versions if photo_may_be_described(user, each.photo)]


def description_changes(version: PhotoDescription) -> list[Change]:
    """Return what the version changed, in words for the screen."""
    return [
        Change(BY_KEY[key].label, _shown(key, before), _shown(key, after))
        for key, (before, after) in version.changes.items()
        if key in BY_KEY
    ]


def _shown(key: str, value: Any) -> str:
    if key == "topic":
        return ", ".join(topic_labels(value or []))
    if isinstance(value, list):
        return ", ".join(value)
    if key == "digital_source_type":
        return str(dict(SOURCE_TYPES).get(value, value or ""))
    return value or ""


def file_tags_of(photo: Photo) -> PhotoFileTags | None:
    """Return everything the photo's file said when it came, where it was read whole."""
    return photo.file_tags.filter(content_hash=photo.content_hash).first()
