"""Events of the calendar and of the archive's vocabulary: said to be the same.

The plan and the archive are neighbours and know nothing of each other; this room knows both.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.archive.models import Concept, Vocabulary
from toasoan.archive.vocabularies.calendar import (
    concept_event_link,
    concept_event_unlink,
)
from toasoan.archive.vocabularies.concepts import (
    LABEL_MAX,
    ConceptSaid,
    concept_add,
)
from toasoan.archive.vocabularies.offers import concept_named, concepts_of
from toasoan.core import clock
from toasoan.core.errors import NotFound
from toasoan.planning.access import events_visible
from toasoan.planning.models import Event

EVENT = Vocabulary.Kind.EVENT


@transaction.atomic
def event_concept_make(*, event: Event, by: Any) -> Concept:
    """The vocabulary has the event, by its title, and knows that it is this one.

    A word of this very name that is there already is taken.

    Raises:
        NotFound: the person may not know of the event.
        NotAllowed: the person does not keep the archive of its unit.
        ConceptRefused: the title cannot be a name there.
    """
    _visible_require(event, by)
    label = " ".join(event.title.split())[:LABEL_MAX].strip()
    known = concept_named(concepts_of(by, event.unit, EVENT), label)
    if known is None or known.label_vi.lower() != label.lower():
        said = ConceptSaid(label=label, note=_note(event))
        known = concept_add(kind=EVENT, unit=event.unit, by=by, said=said)
    event_concept_link(event=event, concept=known, by=by)
    return known


def event_concept_link(*, event: Event, concept: Concept, by: Any) -> bool:
    """The concept is this event; return False when that was said before.

    Raises:
        NotFound: the person may not know of the event.
        NotAllowed: the person does not keep the archive of its unit.
        ConceptRefused: the concept is no event, or another unit's.
    """
    _visible_require(event, by)
    return concept_event_link(
        concept=concept, unit=event.unit, event_id=event.pk, by=by
    )


def event_concept_unlink(*, event: Event, concept: Concept, by: Any) -> bool:
    """The concept is not this event; return False when it was not said to be.

    Raises:
        NotFound: the person may not know of the event.
        NotAllowed: the person does not keep the archive of its unit.
    """
    _visible_require(event, by)
    return concept_event_unlink(
        concept=concept, unit=event.unit, event_id=event.pk, by=by
    )


def _visible_require(event: Event, by: Any) -> None:
    if not events_visible(by).filter(pk=event.pk).exists():
        raise NotFound


def _note(event: Event) -> str:
    day = clock.format_date_vi(event.first_day)
    if not event.place:
        return day
    return _("%(day)s, %(place)s") % {"day": day, "place": event.place}
