"""An event of the calendar is a word of the archive, and what is kept of it is found there."""

import pytest
from django.urls import reverse

from toasoan.archive.models import Concept, ConceptEvent
from toasoan.archive.vocabularies.calendar import concepts_of_event
from toasoan.archive.vocabularies.concepts import (
    ConceptSaid,
    concept_add,
    concepts_merge,
)
from toasoan.archive.vocabularies.errors import ConceptRefused
from toasoan.content.tests.factories import open_newsroom
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.newsroom.services.event_concepts import (
    event_concept_link,
    event_concept_make,
    event_concept_unlink,
)
from toasoan.planning.tests.test_events import add
from toasoan.security.selectors import audit_entries
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(room):
    return room.people[Role.EDITORIAL_SECRETARY]


@pytest.fixture
def event(room, keeper):
    return add(room.unit, keeper, title="Hội nghị thuế 2026", place="Hà Nội")[0]


def word(room, keeper, label="Hội nghị", kind="event"):
    said = ConceptSaid(label)
    return concept_add(kind=kind, unit=room.unit, by=keeper, said=said)


def test_a_word_is_made_of_an_event_once_and_is_found_from_both_sides(
    client, room, event, keeper
):
    made = event_concept_make(event=event, by=keeper)
    again = event_concept_make(event=event, by=keeper)

    assert made == again == Concept.objects.get()
    assert (made.label_vi, made.unit) == ("Hội nghị thuế 2026", room.unit)
    assert made.note.endswith(", Hà Nội")
    assert concepts_of_event(room.unit, event.pk) == [made]
    acts = [each.action for each in audit_entries()]
    assert acts.count("archive.concept_event_linked") == 1

    client.force_login(keeper)
    page = client.get(reverse("newsroom:event_concepts", args=[event.pk]))
    assert f"?su-kien={made.pk}" in page.content.decode()
    other = client.get(reverse("newsroom:concept_events", args=[made.pk]))
    assert reverse("planning:event", args=[event.pk]) in other.content.decode()


def test_a_word_that_was_merged_is_the_one_that_stands_for_it(room, event, keeper):
    old, new = word(room, keeper, "Hội nghị cũ"), word(room, keeper, "Hội nghị mới")
    event_concept_link(event=event, concept=old, by=keeper)
    concepts_merge(concept=old, into=new, by=keeper)

    assert concepts_of_event(room.unit, event.pk) == [new]
    assert event_concept_unlink(event=event, concept=new, by=keeper)
    assert not event_concept_unlink(event=event, concept=new, by=keeper)
    assert not ConceptEvent.objects.exists()


def test_a_person_is_no_event_and_another_units_word_is_not_ours(room, event, keeper):
    person = word(room, keeper, "Lê A", "person")
    hq = open_newsroom("hq")
    theirs = concept_add(
        kind="event", unit=hq.unit, by=hq.chief, said=ConceptSaid("Hội nghị hq")
    )

    for concept in (person, theirs):
        with pytest.raises(ConceptRefused):
            event_concept_link(event=event, concept=concept, by=keeper)
    assert not ConceptEvent.objects.exists()


def test_who_keeps_no_archive_and_who_is_of_another_unit_link_nothing(
    client, room, event, keeper
):
    concept = word(room, keeper)
    event_concept_link(event=event, concept=concept, by=keeper)
    stranger, reporter = open_newsroom("hq").chief, room.people[Role.REPORTER]

    for person, error, status in (
        (reporter, NotAllowed, 403),
        (stranger, NotFound, 404),
    ):
        for deed in (event_concept_make, event_concept_link, event_concept_unlink):
            facts = {} if deed is event_concept_make else {"concept": concept}
            with pytest.raises(error):
                deed(event=event, by=person, **facts)
        client.force_login(person)
        link = reverse("newsroom:event_concepts", args=[event.pk])
        unlink = reverse("newsroom:event_concept_unlink", args=[event.pk])
        assert client.post(link, {"picked": ""}).status_code == status
        assert client.post(unlink, {"concept": concept.pk}).status_code == status
    assert client.get(link).status_code == 404
    shown = reverse("newsroom:concept_events", args=[concept.pk])
    assert client.get(shown).status_code == 404
    assert Concept.objects.count() == ConceptEvent.objects.count() == 1


def test_the_screen_links_unlinks_and_bears_garbage(client, room, event, keeper):
    concept = word(room, keeper)
    client.force_login(keeper)
    link = reverse("newsroom:event_concepts", args=[event.pk])
    unlink = reverse("newsroom:event_concept_unlink", args=[event.pk])

    assert client.post(link, {"picked": "không có"}).status_code == 400
    assert client.post(link, {"picked": "hội nghị"}).status_code == 302
    assert concepts_of_event(room.unit, event.pk) == [concept]
    for sent in ("", "x", "9" * 30, "999999"):
        assert client.post(unlink, {"concept": sent}).status_code == 404
    assert client.post(unlink, {"concept": concept.pk}).status_code == 302
    assert concepts_of_event(room.unit, event.pk) == []


def test_an_event_that_is_gone_from_the_calendar_is_shown_nowhere(
    client, event, keeper
):
    made = event_concept_make(event=event, by=keeper)
    event.delete()
    client.force_login(keeper)

    page = client.get(reverse("newsroom:concept_events", args=[made.pk]))

    assert "Không có sự kiện nào trên lịch" in page.content.decode()
