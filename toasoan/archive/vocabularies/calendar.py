"""Events of the vocabulary that are events of a unit's calendar, known by the calendar's key.

The calendar is planned by a neighbouring room. Whoever calls has asked it whether the event
is the unit's, and whether the person may know of it.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.archive.models import Concept, ConceptEvent, Vocabulary
from toasoan.archive.vocabularies.errors import ConceptRefused
from toasoan.archive.vocabularies.terms import concept_standing
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


def concepts_of_event(unit: PressUnit, event_id: int) -> list[Concept]:
    """Return what stands for the event in the vocabulary, each once."""
    rows = Concept.objects.filter(
        calendar_events__unit=unit, calendar_events__event_id=event_id
    )
    rows = rows.select_related("vocabulary", "unit", "merged_into").order_by("pk")
    return list(dict.fromkeys(concept_standing(row) for row in rows))


def events_of_concept(units: QuerySet[PressUnit], concept: Concept) -> list[int]:
    """Return the keys of the units' events that the concept, or what it absorbed, is."""
    rows = ConceptEvent.objects.filter(unit__in=units)
    merged = Concept.objects.filter(merged_into=concept).values("pk")
    found = rows.filter(concept=concept) | rows.filter(concept__in=merged)
    return sorted(set(found.values_list("event_id", flat=True)))


@transaction.atomic
def concept_event_link(
    *, concept: Concept, unit: PressUnit, event_id: int, by: Any
) -> bool:
    """The concept is the unit's event; return False when it was said before.

    Raises:
        NotAllowed: the person does not keep the archive of the unit.
        ConceptRefused: it is no event, or another unit's.
    """
    user_require(by, Action.ARCHIVE_EDIT, unit)
    concept = concept_standing(concept)
    if concept.vocabulary.kind != Vocabulary.Kind.EVENT:
        raise ConceptRefused(_("Chỉ nối mục loại sự kiện. Chọn mục khác"))
    if concept.unit_id not in (None, unit.pk):
        raise ConceptRefused(_("Chỉ nối mục của đơn vị mình hoặc mục chung"))
    _row, is_new = ConceptEvent.objects.get_or_create(
        concept=concept, event_id=event_id, defaults={"unit": unit, "by": by}
    )
    if is_new:
        _audit("archive.concept_event_linked", concept, unit, event_id, by)
    return is_new


@transaction.atomic
def concept_event_unlink(
    *, concept: Concept, unit: PressUnit, event_id: int, by: Any
) -> bool:
    """The concept is not the unit's event; return False when it was not said to be.

    Raises:
        NotAllowed: as concept_event_link.
    """
    user_require(by, Action.ARCHIVE_EDIT, unit)
    merged = Concept.objects.filter(merged_into=concept).values("pk")
    rows = ConceptEvent.objects.filter(unit=unit, event_id=event_id)
    said = rows.filter(concept=concept) | rows.filter(concept__in=merged)
    gone, _each = ConceptEvent.objects.filter(pk__in=said.values("pk")).delete()
    if gone:
        _audit("archive.concept_event_unlinked", concept, unit, event_id, by)
    return bool(gone)


def _audit(
    action: str, concept: Concept, unit: PressUnit, event_id: int, by: Any
) -> None:
    audit_record(
        action=action,
        by=by,
        target=concept,
        unit_key=unit.key,
        data={"event": event_id},
    )
