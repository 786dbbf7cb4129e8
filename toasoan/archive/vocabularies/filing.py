"""People file entries under topics: one entry, or many at once."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from toasoan.archive.access import entry_may_be_described
from toasoan.archive.metadata.describing import photo_description_save, photos_describe
from toasoan.archive.models import CatalogueEntry
from toasoan.archive.vocabularies.choosing import codes_of, entry_topics_put
from toasoan.core.errors import NotAllowed


@transaction.atomic
def entry_topics_save(
    *, entry: CatalogueEntry, codes: Collection[str], by: Any
) -> None:
    """File the entry under exactly these topics; of a photo it is a new version.

    Raises:
        NotAllowed: the person may not change what is said of it.
        TopicUnknown: the vocabulary has no such topic.
        ConceptRefused: there are too many.
    """
    if not entry_may_be_described(by, entry):
        raise NotAllowed
    if entry.photo is None:
        entry_topics_put(entry_pk=entry.pk, codes=codes, by=by)
    else:
        photo_description_save(photo=entry.photo, by=by, words={"topic": list(codes)})


@transaction.atomic
def entries_topics_add(
    *, entries: Sequence[CatalogueEntry], codes: Collection[str], by: Any
) -> UUID | None:
    """File all of the entries under these topics too, or none of them.

    Returns:
        The batch by which the photos among them can be taken back, None without photos
        that changed.

    Raises:
        NotAllowed: the person may not change one of them.
        TopicUnknown, ConceptRefused: as entry_topics_save.
    """
    if not all(entry_may_be_described(by, entry) for entry in entries):
        raise NotAllowed
    for entry in sorted(entries, key=lambda each: each.pk):
        if entry.photo is None:
            both = {*codes_of(entry.topics), *codes}
            entry_topics_put(entry_pk=entry.pk, codes=both, by=by)
    photos = [entry.photo for entry in entries if entry.photo]
    if not photos:
        return None
    return photos_describe(photos=photos, by=by, words={}, more={"topic": list(codes)})
