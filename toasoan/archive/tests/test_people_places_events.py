"""People, places and events: kept by units, known by their names, merged and parted."""

import pytest

from toasoan.archive.holdings.papers import consent_add
from toasoan.archive.metadata.describing import photo_description_save
from toasoan.archive.metadata.reading import words_of
from toasoan.archive.metadata.writing import values_of
from toasoan.archive.models import AssetConsent, Concept
from toasoan.archive.search.finding import EntriesWanted, entries_find, facets_count
from toasoan.archive.tests.factories import person_make, photo_make, unit_make
from toasoan.archive.vocabularies.concepts import (
    ConceptSaid,
    concept_add,
    concept_change,
    concepts_merge,
    concepts_part,
)
from toasoan.archive.vocabularies.errors import ConceptRefused
from toasoan.archive.vocabularies.offers import concepts_offered, concepts_visible
from toasoan.archive.vocabularies.refiling import concept_refile
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(unit):
    return person_make(unit, Role.EDITORIAL_SECRETARY)


def add(unit, by, label, kind="person", **said):
    return concept_add(kind=kind, unit=unit, by=by, said=ConceptSaid(label, **said))


def shown(unit, *people, title="Ảnh", **words):
    return photo_make(
        unit, title=title, iptc_words={"person_shown": list(people), **words}
    )


def titles(user, **wanted):
    wanted = {name: getattr(value, "pk", value) for name, value in wanted.items()}
    wanted = {name: str(value) for name, value in wanted.items()}
    return [each.title for each in entries_find(user, EntriesWanted(**wanted)).entries]


def test_a_photo_that_names_a_person_is_filed_under_them(unit, chief):
    person = add(unit, chief, "Nguyễn Thị Bình", aliases="Sáu Bình")
    shown(unit, "Nguyễn Thị Bình", title="Họp báo")
    shown(unit, "Sáu Bình", "Người khác", title="Chân dung")
    shown(unit, "Người khác", title="Không có bà")

    assert titles(chief, person=person) == ["Chân dung", "Họp báo"]
    # By every name, whichever was written.
    assert titles(chief, words="sau binh ") == ["Chân dung", "Họp báo"]
    places = entries_find(chief, EntriesWanted()).places
    assert facets_count(chief, places).person == ((person.pk, 2),)


def test_who_is_shown_is_found_by_words_without_any_vocabulary(unit, chief):
    shown(unit, "Lê Văn Tám", title="Lễ", event="Khai giảng", shown_city="Huế")

    for typed in ("le van tam ", "khai giảng ", "hue "):
        assert titles(chief, words=typed) == ["Lễ"]


@pytest.mark.parametrize(
    ("written", "is_them"),
    [
        ("Nguyễn Văn Hoà", True),
        ("nguyễn văn hòa", True),
        ("Nguyen Van Hoa", True),
        ("Nguyễn Văn Hoá", False),
        ("Nguyễn Văn Hoa", False),
        ("Nguyễn Văn Hòa Bình", False),
    ],
)
def test_tone_marks_may_sit_elsewhere_or_lack_but_not_differ(
    unit, chief, written, is_them
):
    person = add(unit, chief, "Nguyễn Văn Hòa")
    shown(unit, written)

    assert bool(titles(chief, person=person)) is is_them


def test_a_name_without_marks_that_fits_two_is_nobodys(unit, chief):
    one, other = add(unit, chief, "Trần An"), add(unit, chief, "Trần Ân")
    shown(unit, "Tran An")

    assert titles(chief, person=one) == titles(chief, person=other) == []


def test_who_is_added_later_is_found_on_older_photos_once_refiled(unit, chief):
    shown(unit, "Nguyễn Thị Bình")
    person = add(unit, chief, "Nguyễn Thị Bình")

    assert concept_refile(concept_pk=person.pk) == 1
    assert titles(chief, person=person) == ["Ảnh"]

    concept_change(concept=person, by=chief, said=ConceptSaid("Bà Sáu"))
    concept_refile(concept_pk=person.pk)
    assert titles(chief, person=person) == []


def test_a_place_is_found_under_what_it_lies_in(unit, chief):
    hue = add(unit, chief, "Huế", kind="place")
    citadel = add(unit, chief, "Đại Nội", kind="place", broader=hue)
    shown(unit, title="Ngọ Môn", shown_sublocation="Đại Nội")

    assert titles(chief, place=citadel) == titles(chief, place=hue) == ["Ngọ Môn"]


def test_an_event_is_known_by_its_name(unit, chief):
    event = add(unit, chief, "Kỳ họp thứ 10", kind="event")
    shown(unit, title="Khai mạc", event="Kỳ họp thứ 10")

    assert titles(chief, event=event) == ["Khai mạc"]


# --- Merged and parted ------------------------------------------------------------


def test_merged_entries_are_found_as_one_and_what_was_written_stays(unit, chief):
    one, other = add(unit, chief, "Ng. Thị Bình"), add(unit, chief, "Nguyễn Thị Bình")
    photo = shown(unit, "Ng. Thị Bình", title="Cũ")
    shown(unit, "Nguyễn Thị Bình", title="Mới")

    concepts_merge(concept=one, into=other, by=chief)
    concept_refile(concept_pk=one.pk)

    assert titles(chief, person=other) == ["Mới", "Cũ"]
    assert titles(chief, person=one) == []
    photo.refresh_from_db()
    assert photo.iptc_words["person_shown"] == ["Ng. Thị Bình"]
    offered = concepts_offered(chief, unit, "person", "binh")
    assert [each.label for each in offered] == ["Nguyễn Thị Bình"]

    concepts_part(concept=one, by=chief)
    concept_refile(concept_pk=one.pk)
    assert titles(chief, person=other) == ["Mới"]
    assert titles(chief, person=one) == ["Cũ"]
    with pytest.raises(NotFound):
        concepts_part(concept=one, by=chief)


def test_what_already_stands_for_the_other_is_not_merged_in_a_circle(unit, chief):
    one, two, three = (add(unit, chief, name) for name in ("Một", "Hai", "Ba"))
    concepts_merge(concept=one, into=two, by=chief)
    concepts_merge(concept=two, into=three, by=chief)

    for concept, into in ((three, one), (three, two), (one, three), (two, two)):
        with pytest.raises(ConceptRefused, match="đã là một"):
            concepts_merge(concept=concept, into=into, by=chief)
    shown(unit, "Một")
    assert titles(chief, person=three) == ["Ảnh"]


def test_two_kinds_are_not_merged(unit, chief):
    person = add(unit, chief, "Huế")
    place = add(unit, chief, "Huế", kind="place")

    with pytest.raises(ConceptRefused, match="cùng loại"):
        concepts_merge(concept=person, into=place, by=chief)


# --- Whose they are ---------------------------------------------------------------


def test_a_units_own_entries_are_seen_offered_and_counted_by_nobody_else(unit, chief):
    other = unit_make("tc")
    stranger = person_make(other, Role.EDITORIAL_SECRETARY)
    person = add(unit, chief, "Nguồn tin kín")
    shown(other, "Nguồn tin kín", title="Của tc")

    assert list(concepts_visible(stranger)) == []
    assert concepts_offered(stranger, other, "person", "nguon") == []
    assert titles(stranger, person=person) == []
    places = entries_find(stranger, EntriesWanted()).places
    assert facets_count(stranger, places).person == ()


def test_nobody_changes_what_they_do_not_keep(unit, chief):
    other = unit_make("tc")
    keeper = person_make(None, is_superuser=True)
    shared = add(None, keeper, "Chủ tịch")
    mine = add(unit, chief, "Nguồn tin")
    people = (person_make(other, Role.EDITORIAL_SECRETARY), person_make(unit))
    before = list(Concept.objects.order_by("pk").values())

    for person in people:
        with pytest.raises(NotAllowed):
            add(unit, person, "Kẻ lạ")
        for concept in (mine, shared):
            with pytest.raises(NotAllowed):
                concept_change(concept=concept, by=person, said=ConceptSaid("Khác"))
        with pytest.raises(NotAllowed):
            concepts_merge(concept=mine, into=shared, by=person)
    with pytest.raises(NotAllowed):
        concept_change(concept=shared, by=chief, said=ConceptSaid("Khác"))
    with pytest.raises(ConceptRefused):
        concepts_merge(concept=shared, into=mine, by=keeper)
    assert list(Concept.objects.order_by("pk").values()) == before


def test_a_shared_entry_counts_for_every_unit_and_takes_in_a_units_own(unit, chief):
    keeper = person_make(None, is_superuser=True)
    shared = add(None, keeper, "Nguyễn Thị Bình")
    own = add(unit, chief, "Bà Bình")
    shown(unit, "Bà Bình")

    concepts_merge(concept=own, into=shared, by=chief)
    concept_refile(concept_pk=own.pk)

    assert titles(chief, person=shared) == ["Ảnh"]


@pytest.mark.parametrize("label", ["", "  ", "…", "x" * 101])
def test_a_name_must_be_one(unit, chief, label):
    with pytest.raises(ConceptRefused):
        add(unit, chief, label)
    assert not Concept.objects.exists()


def test_the_same_name_is_not_kept_twice_but_other_marks_are_another_name(unit, chief):
    add(unit, chief, "Trần An")

    with pytest.raises(ConceptRefused, match="Danh mục đã có “trần an”"):
        add(unit, chief, "trần an")
    add(unit, chief, "Trần Ân")


def test_nothing_lies_under_itself(unit, chief):
    hue = add(unit, chief, "Huế", kind="place")
    inner = add(unit, chief, "Đại Nội", kind="place", broader=hue)

    with pytest.raises(ConceptRefused, match="trong chính nó"):
        concept_change(concept=hue, by=chief, said=ConceptSaid("Huế", broader=inner))


# --- Beside -----------------------------------------------------------------------


def test_a_consent_knows_its_person_now_or_once_they_are_added(unit, chief):
    photo = shown(unit, "Trần An")
    early = consent_add(entry=photo.entry, name="Trần An", by=chief)
    person = add(unit, chief, "Trần An")
    concept_refile(concept_pk=person.pk)
    late = consent_add(entry=photo.entry, name="trần an", by=chief)

    early.refresh_from_db()
    assert (early.person, late.person) == (person, person)
    other = photo_make(other_unit := unit_make("tc")).entry
    stranger = person_make(other_unit, Role.EDITORIAL_SECRETARY)
    assert consent_add(entry=other, name="Trần An", by=stranger).person is None
    assert AssetConsent.objects.filter(person=person).count() == 2


def test_what_is_chosen_goes_into_files_and_comes_back(unit, chief):
    add(unit, chief, "Nguyễn Thị Bình")
    photo = photo_make(unit)
    said = {
        "person_shown": ["Nguyễn Thị Bình"],
        "event": "Hội nghị",
        "shown_city": "Huế",
    }

    photo_description_save(photo=photo, by=chief, words=said)

    tags = values_of(said, {})
    assert tags["XMP-iptcExt:PersonInImage"] == ["Nguyễn Thị Bình"]
    assert tags["XMP-iptcExt:Event"] == "Hội nghị"
    assert tags["XMP-iptcExt:LocationShown"] == [{"City": "Huế"}]
    assert words_of(tags) == said
