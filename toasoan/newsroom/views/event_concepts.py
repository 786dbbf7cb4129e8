"""What the archive keeps of an event of the calendar, by the word that stands for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toasoan.archive.models import Concept, Vocabulary
from toasoan.archive.vocabularies.calendar import concepts_of_event, events_of_concept
from toasoan.archive.vocabularies.offers import concept_for_reading, concepts_of
from toasoan.archive.vocabularies.vocabulary_forms import PickOne
from toasoan.core.errors import ToasoanError
from toasoan.newsroom.services.event_concepts import (
    event_concept_link,
    event_concept_make,
    event_concept_unlink,
)
from toasoan.planning.access import event_for_reading, events_visible
from toasoan.planning.models import Event
from toasoan.units.access import units_visible, user_may
from toasoan.units.roles import Action

EVENT = Vocabulary.Kind.EVENT
SHOWN = 100


class EventConceptForm(PickOne):
    """Which word of the vocabulary the event is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].label = _("Mục có sẵn trong danh mục")


@require_http_methods(["GET", "POST"])
def concepts_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands for the event in the archive; say which word it is."""
    event = event_for_reading(request.user, pk)
    form = EventConceptForm(
        request.POST or None,
        rows=concepts_of(request.user, event.unit, EVENT),
        kind=EVENT,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _link(request, event, form.cleaned_data["concept"])
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã nối với danh mục của kho."))
            return redirect("newsroom:event_concepts", pk=pk)
    context = {
        "event": event,
        "form": form,
        "concepts": concepts_of_event(event.unit, event.pk),
        "may_link": user_may(request.user, Action.ARCHIVE_EDIT, event.unit),
    }
    return render(request, "newsroom/event_concepts.html", context, status=form.status)


def _link(request: HttpRequest, event: Event, concept: Concept | None) -> None:
    if concept is None:
        event_concept_make(event=event, by=request.user)
    else:
        event_concept_link(event=event, concept=concept, by=request.user)


@require_POST
def concept_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a word is not the event."""
    event = event_for_reading(request.user, pk)
    asked = request.POST.get("concept", "")
    key = int(asked) if asked.isdecimal() and len(asked) < len(str(2**63)) else 0
    concept = concept_for_reading(request.user, key)
    event_concept_unlink(event=event, concept=concept, by=request.user)
    messages.success(request, _("Đã bỏ nối."))
    return redirect("newsroom:event_concepts", pk=pk)


@require_safe
def events_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the events of the calendar that a word of the vocabulary stands for."""
    concept = concept_for_reading(request.user, pk)
    keys = events_of_concept(units_visible(request.user), concept)
    events = events_visible(request.user).filter(pk__in=keys)
    context = {
        "concept": concept,
        "events": events.select_related("unit", "desk").order_by("-starts_at")[:SHOWN],
    }
    return render(request, "newsroom/concept_events.html", context)
