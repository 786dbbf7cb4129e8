"""Topics of an entry: chosen by people, brought by files, told to files."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.archive.catalogue import entry_keep
from toasoan.archive.models import CatalogueEntry, Concept, Photo, Vocabulary
from toasoan.archive.vocabularies.errors import ConceptRefused, TopicUnknown
from toasoan.archive.vocabularies.media_topics import (
    URI,
    code_of,
    legacy_code_of,
)
from toasoan.archive.vocabularies.offers import topics_by_code
from toasoan.core.errors import NotFound
from toasoan.security.services import audit_record

TOPICS_MAX = 30


def photo_topics(photo_pk: int) -> list[str]:
    """Return the codes of the photo's topics, in their order."""
    rows = CatalogueEntry.objects.filter(photo=photo_pk)
    return codes_of(rows.values_list("topics", flat=True).first() or "")


def codes_of(topics: str) -> list[str]:
    """Return the codes of what an entry keeps."""
    return [code for code in topics.split("\n") if code]


def entry_of(photo: Photo) -> int:
    """Return the key of the photo's entry."""
    return CatalogueEntry.objects.values_list("pk", flat=True).get(photo=photo.pk)


def topics_clean(codes: Iterable[str]) -> list[str]:
    """Return the codes as they are kept: each once, in order.

    Raises:
        TopicUnknown: the vocabulary has no such topic.
        ConceptRefused: there are too many.
    """
    wanted = sorted({str(code) for code in codes})
    known = topics_by_code(wanted)
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise TopicUnknown(unknown[0][:40])
    if len(wanted) > TOPICS_MAX:
        raise ConceptRefused(
            _("Chọn nhiều nhất %(n)d chủ đề. Bỏ bớt") % {"n": TOPICS_MAX}
        )
    return wanted


@transaction.atomic
def entry_topics_put(*, entry_pk: int, codes: Collection[str], by: Any) -> bool:
    """Have the entry be filed under these topics; return whether that is new.

    Who may do so was asked before.
    """
    entry = CatalogueEntry.objects.select_for_update().filter(pk=entry_pk).first()
    if entry is None:
        raise NotFound
    before, after = codes_of(entry.topics), topics_clean(codes)
    if before == after:
        return False
    entry.topics = "\n".join(after)
    entry.save(update_fields=["topics"])
    entry_keep(entry.asset)
    if by is not None:
        audit_record(
            action="archive.topics_chosen",
            by=by,
            target=entry,
            unit_key=entry.unit.key if entry.unit else None,
            data={"before": before, "after": after},
        )
    return True


def entry_topics_add(*, entry_pk: int, uris: Iterable[str]) -> None:
    """File the entry under those topics of its file that the vocabulary knows."""
    codes = topics_from(uris)
    if codes:
        entry = CatalogueEntry.objects.get(pk=entry_pk)
        both = sorted({*codes_of(entry.topics), *codes})[:TOPICS_MAX]
        entry_topics_put(entry_pk=entry_pk, codes=both, by=None)


def topics_from(uris: Iterable[str]) -> list[str]:
    """Return the codes of known topics a file names, by whichever list it names them."""
    uris = list(uris)
    known = set(topics_by_code([code_of(uri) for uri in uris]))
    older = {legacy_code_of(uri) for uri in uris} - {""}
    if older:
        rows = Concept.objects.filter(vocabulary__kind=Vocabulary.Kind.TOPIC)
        for code, legacy in rows.exclude(legacy="").values_list("code", "legacy"):
            if older.intersection(legacy.split("\n")):
                known.add(code)
    return sorted(known)


def topic_labels(codes: Iterable[str]) -> list[str]:
    """Return what the topics are called, in the order of the codes."""
    codes = list(codes)
    known = topics_by_code(codes)
    return [known[code].label if code in known else code for code in codes]


def cv_terms(codes: Iterable[str]) -> list[dict[str, str]]:
    """Return the topics as a file says them: IPTC Extension, "About" terms."""
    codes = list(codes)
    known = topics_by_code(codes)
    return [
        {
            "CvId": URI,
            "CvTermId": f"{URI}{code}",
            "CvTermName": known[code].label if code in known else code,
        }
        for code in codes
    ]
