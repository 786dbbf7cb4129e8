"""The screens of topics and vocabularies, and what fields offer."""

import pytest
from django.urls import reverse

from toasoan.archive.models import CatalogueEntry, Concept
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.archive.tests.topic_material import (
    ARTS,
    CULTURE,
    FILM,
    POLITICS,
    topic,
    topics_import,
)
from toasoan.archive.vocabularies.concepts import ConceptSaid, concept_add
from toasoan.archive.vocabularies.filing import entry_topics_save
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(unit):
    return person_make(unit, Role.EDITORIAL_SECRETARY)


@pytest.fixture
def browser(client, chief):
    client.force_login(chief)
    return client


def codes(entry):
    return CatalogueEntry.objects.get(pk=entry.pk).topics.split("\n")


def add(unit, by, label, **said):
    kind = said.pop("kind", "person")
    return concept_add(kind=kind, unit=unit, by=by, said=ConceptSaid(label, **said))


def test_a_field_is_offered_what_fits_with_what_it_lies_under(browser, tmp_path):
    topics_import(tmp_path)
    url = reverse("catalogue:offers")

    assert browser.get(url, {"loai": "topic", "q": "ciné"}).json()["offers"] == [
        {"key": FILM, "label": "cinema", "about": "Văn hóa · chưa có tên tiếng Việt"}
    ]
    assert browser.get(url, {"loai": "bậy", "q": "\0%_"}).json() == {
        "addable": "",
        "offers": [],
    }


def test_topics_are_ticked_and_typed_on_their_screen(browser, unit, tmp_path):
    topics_import(tmp_path)
    entry = document_make(unit).entry
    url = reverse("catalogue:topics", args=[entry.pk])
    assert "Chưa chọn chủ đề nào." in browser.get(url).content.decode()

    answer = browser.post(url, {"code": [POLITICS], "more": "văn hoá"})

    assert answer.status_code == 302
    assert codes(entry) == [POLITICS, CULTURE]
    shown = browser.get(reverse("catalogue:entry", args=[entry.pk])).content.decode()
    assert f'?chu-de={topic(CULTURE).pk}">Văn hóa</a>' in shown
    browser.post(url, {"code": [CULTURE], "more": ""})
    assert codes(entry) == [CULTURE]


def test_what_names_no_topic_is_refused_and_nothing_typed_is_lost(
    browser, unit, tmp_path
):
    topics_import(tmp_path)
    entry = document_make(unit).entry
    url = reverse("catalogue:topics", args=[entry.pk])

    answer = browser.post(url, {"code": [POLITICS], "more": "chuyện lạ"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="chuyện lạ"' in page
    assert f'value="{POLITICS}" checked' in page
    assert "Chọn trong gợi ý khi gõ" in page
    assert browser.post(url, {"code": ["x" * 50]}).status_code >= 400
    assert codes(entry) == [""]


def test_without_topics_the_screen_says_who_brings_them_in(browser, unit):
    entry = document_make(unit).entry
    page = browser.get(reverse("catalogue:topics", args=[entry.pk])).content.decode()

    assert "mediatopics_import" in page


def test_ticked_entries_get_a_topic_each_and_photos_can_be_taken_back(
    browser, unit, chief, tmp_path
):
    topics_import(tmp_path)
    photo, paper = photo_make(unit).entry, document_make(unit).entry
    foreign = photo_make(unit_make("tc")).entry
    entry_topics_save(entry=photo, codes=[FILM], by=chief)
    url = reverse("catalogue:topics_many")
    sent = {"muc": [photo.pk, paper.pk, foreign.pk], "more": "Chính trị"}
    assert browser.get(url, {"muc": sent["muc"]}).status_code == 200

    answer = browser.post(url, sent, follow=True)

    assert codes(photo) == [POLITICS, FILM]
    assert codes(paper) == [POLITICS]
    assert codes(foreign) == [""]
    page = answer.content.decode()
    assert "Đã thêm chủ đề cho 2 mục." in page
    back = page.split("Đã thêm chủ đề cho 2 mục.")[1].split('href="')[1].split('"')[0]
    browser.post(back)
    assert codes(photo) == [FILM]
    assert browser.get(url, {"muc": [foreign.pk]}).status_code == 404
    assert browser.post(url, {"muc": [paper.pk]}).status_code == 400


def test_the_grid_leads_from_the_broad_topic_to_the_narrow_one(
    browser, unit, chief, tmp_path
):
    topics_import(tmp_path)
    entry_topics_save(entry=photo_make(unit).entry, codes=[FILM], by=chief)
    url = reverse("catalogue:grid")

    def facet(**asked):
        found = browser.get(url, asked).context["facets"]
        return [
            (choice.label, choice.count)
            for each in found
            if each.name == "topic"
            for choice in each.choices
        ]

    assert facet() == [("Nghệ thuật, văn hóa và giải trí", 1)]
    assert facet(**{"chu-de": topic(ARTS).pk}) == [("Văn hóa", 1)]
    assert facet(**{"chu-de": topic(CULTURE).pk}) == [("cinema", 1)]
    assert facet(**{"chu-de": topic(FILM).pk}) == []
    page = browser.get(url, {"chu-de": topic(CULTURE).pk}).content.decode()
    assert "Chủ đề: Văn hóa" in page
    assert browser.get(url, {"chu-de": "1 OR 1"}).context["wanted"].topic == ""


def test_a_person_is_added_changed_retired_merged_and_parted_on_screens(
    browser, unit, chief
):
    new = f"{reverse('catalogue:concept_new')}?loai=person"
    browser.post(
        new, {"label": "Trần An", "aliases": "Ba An", "note": "", "picked": ""}
    )
    first = Concept.objects.get()
    other = add(unit, chief, "Trần Văn An")
    page = reverse("catalogue:concept", args=[first.pk])

    browser.post(page, {"label": "Trần An", "note": "họa sĩ", "is_retired": "on"})
    first.refresh_from_db()
    assert (first.note, first.retired_on is not None) == ("họa sĩ", True)
    merged = browser.post(
        reverse("catalogue:concept_merge", args=[first.pk]), {"picked": "tran van an"}
    )
    first.refresh_from_db()
    assert (first.merged_into, merged.status_code) == (other, 302)
    assert "Tách ra" in browser.get(page).content.decode()
    browser.post(reverse("catalogue:concept_part", args=[first.pk]))
    first.refresh_from_db()
    assert first.merged_into is None
    listed = browser.get(reverse("catalogue:vocabulary"), {"loai": "person"})
    assert [each.label for each in listed.context["page"]] == ["Trần An", "Trần Văn An"]


def test_what_is_refused_on_the_screen_keeps_what_was_typed(browser, unit, chief):
    add(unit, chief, "Trần An")
    new = f"{reverse('catalogue:concept_new')}?loai=person"

    answer = browser.post(new, {"label": "Trần An", "note": "ghi dài"})

    assert answer.status_code >= 400
    assert 'value="ghi dài"' in answer.content.decode()
    assert "Danh mục đã có “Trần An”" in answer.content.decode()
    assert Concept.objects.count() == 1


def test_of_two_with_one_name_the_key_of_the_offer_tells_which(browser, unit, chief):
    keeper = person_make(None, is_superuser=True)
    mine = add(unit, chief, "Hội An", kind="place")
    town = concept_add(kind="place", unit=None, by=keeper, said=ConceptSaid("Phố cổ"))
    Concept.objects.filter(pk=town.pk).update(label_vi="Hội An")
    new = f"{reverse('catalogue:concept_new')}?loai=place"
    said = {"label": "Chùa Cầu", "picked": "Hội An", "picked_key": mine.pk}

    browser.post(new, said)

    assert Concept.objects.get(label_vi="Chùa Cầu").broader == mine


def test_only_the_platforms_keeper_shares_and_readers_add_nothing(client, unit):
    url = f"{reverse('catalogue:concept_new')}?loai=event"
    client.force_login(person_make(unit, Role.EDITORIAL_SECRETARY))
    client.post(url, {"label": "Hội nghị", "is_shared": "on"})
    assert Concept.objects.get().unit == unit

    client.force_login(person_make(unit))
    assert client.post(url, {"label": "Khác"}).status_code == 403
    assert Concept.objects.count() == 1


def test_the_photos_screen_offers_people_places_and_events(browser, unit):
    photo = photo_make(unit)
    page = browser.get(reverse("wagtailimages:edit", args=[photo.pk])).content.decode()

    for kind in ("person", "place", "event"):
        assert f"{reverse('catalogue:offers')}?loai={kind}" in page
    assert "staff/offers.js" in page
    assert reverse("catalogue:topics", args=[photo.entry.pk]) in page


def test_a_keeper_adds_what_the_vocabulary_lacks_without_leaving_the_photo(
    browser, unit, chief
):
    offers = reverse("catalogue:offers")
    asked = {"loai": "person", "q": "  Phan   Văn Mới "}
    assert browser.get(offers, asked).json() == {
        "addable": "Phan Văn Mới",
        "offers": [],
    }
    add_at_once = f"{reverse('catalogue:concept_add_at_once')}?loai=person"

    answer = browser.post(add_at_once, {"label": "  Phan   Văn Mới "})

    made = Concept.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {"key": made.pk, "label": "Phan Văn Mới"},
    )
    assert (made.unit, made.vocabulary.kind) == (unit, "person")
    again = browser.post(add_at_once, {"label": "phan văn mới"})
    assert (again.status_code, Concept.objects.count()) == (400, 1)
    assert "Danh mục đã có" in again.json()["message"]
    assert browser.get(offers, asked).json()["addable"] == ""
    page = browser.get(
        reverse("wagtailimages:edit", args=[photo_make(unit).pk])
    ).content.decode()
    assert page.count("them-nhanh/?loai=") == 6


@pytest.mark.parametrize("label", ["", "  ", "\0", "x" * 101, "!!!"])
def test_what_is_no_name_is_not_added(browser, label):
    address = f"{reverse('catalogue:concept_add_at_once')}?loai=event"

    assert browser.post(address, {"label": label}).status_code == 400
    assert not Concept.objects.exists()


def test_others_are_neither_offered_to_add_nor_let(client, unit):
    client.force_login(person_make(unit, Role.REPORTER))
    offers = reverse("catalogue:offers")
    assert client.get(offers, {"loai": "person", "q": "Mới"}).json()["addable"] == ""

    for kind in ("person", "place", "event", "topic"):
        address = f"{reverse('catalogue:concept_add_at_once')}?loai={kind}"
        assert client.post(address, {"label": "Mới"}).status_code == 403
    client.force_login(person_make(unit, Role.ARCHIVIST))
    topics = f"{reverse('catalogue:concept_add_at_once')}?loai=topic"
    assert client.post(topics, {"label": "Mới"}).status_code == 400
    assert not Concept.objects.exists()
