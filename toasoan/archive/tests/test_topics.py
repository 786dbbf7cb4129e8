"""IPTC Media Topics: brought in, chosen, found, written to files and read from them."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from toasoan.archive.metadata.describing import (
    photo_description_restore,
    photo_description_save,
)
from toasoan.archive.metadata.descriptions import description_changes, words_now
from toasoan.archive.metadata.reading import words_of
from toasoan.archive.metadata.writing import values_of
from toasoan.archive.models import CatalogueEntry, Concept, PhotoDescription
from toasoan.archive.search.finding import EntriesWanted, entries_find, facets_count
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.archive.tests.topic_material import (
    ARTS,
    CULTURE,
    ELECTION,
    FILM,
    MEDIA,
    POLITICS,
    SMALL,
    topic,
    topics_file,
    topics_import,
)
from toasoan.archive.vocabularies.choosing import entry_topics_add
from toasoan.archive.vocabularies.errors import (
    TooManyRetired,
    TopicsFileWrong,
    TopicUnknown,
)
from toasoan.archive.vocabularies.filing import entry_topics_save
from toasoan.archive.vocabularies.media_topics import URI, names_vi, topics_read
from toasoan.archive.vocabularies.offers import concepts_offered, topic_named
from toasoan.archive.vocabularies.refiling import topics_refile
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
PUBLISHED = (
    Path(os.environ.get("TOASOAN_CONFORMANCE", "/work/shared/conformance"))
    / "iptc-mediatopics"
    / "cptall-en-GB.rdf"
)


def titles(user, **wanted):
    return [each.title for each in entries_find(user, EntriesWanted(**wanted)).entries]


def labels(rows):
    return [each.label for each in rows]


# --- Bringing in ------------------------------------------------------------------


def test_topics_come_with_our_names_and_english_where_we_have_none(tmp_path):
    told = topics_import(tmp_path)

    assert (told.added, told.changed, told.retired, told.total) == (6, 0, 0, 6)
    assert topic(CULTURE).label == "Văn hóa"
    assert topic(CULTURE).broader == topic(ARTS)
    assert topic(FILM).label_vi == ""
    assert topic(FILM).label == "cinema"
    assert topic(ARTS).legacy == ARTS


def test_brought_in_again_nothing_changes_what_is_missing_is_retired_never_deleted(
    tmp_path,
):
    topics_import(tmp_path)
    keys = set(Concept.objects.values_list("pk", flat=True))

    same = topics_import(tmp_path)
    assert (same.added, same.changed, same.retired) == (0, 0, 0)

    rows = [row for row in SMALL if row[0] != MEDIA]
    rows[1] = (CULTURE, "culture and ideas", ARTS, False)
    told = topics_import(tmp_path, rows)
    assert (told.added, told.changed, told.retired, told.total) == (0, 1, 1, 6)
    assert topic(MEDIA).retired_on is not None
    assert topic(CULTURE).label_en == "culture and ideas"
    assert set(Concept.objects.values_list("pk", flat=True)) == keys

    topics_import(tmp_path)
    assert topic(MEDIA).retired_on is None


def test_what_the_file_calls_retired_is_retired(tmp_path):
    topics_import(tmp_path)
    rows = [*SMALL[:5], (ELECTION, "election", POLITICS, True)]

    assert topics_import(tmp_path, rows).retired == 1
    assert topics_import(tmp_path, rows).retired == 0
    assert topic(ELECTION).retired_on is not None


def test_a_file_that_lacks_much_of_what_is_in_use_changes_nothing(tmp_path):
    topics_import(tmp_path)

    with pytest.raises(TooManyRetired, match="thiếu 4 trong 6"):
        topics_import(tmp_path, SMALL[:2])
    assert not Concept.objects.exclude(retired_on=None).exists()
    assert topics_import(tmp_path, SMALL[:2], retire_many=True).retired == 4


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>404</body></html>",
        b"{}",
        b'{"conceptSet": 5}',
        b"\xff\xfe\x00garbage",
        b'<!DOCTYPE x [<!ENTITY a "b">]><rdf/>',
    ],
)
def test_garbage_is_refused_with_what_to_do(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)

    with pytest.raises(
        CommandError, match=r"Tải lại tệp RDF hoặc JSON từ cv\.iptc\.org"
    ):
        call_command("mediatopics_import", path)
    assert not Concept.objects.exists()


def test_a_file_cut_off_anywhere_is_refused(tmp_path):
    whole = topics_file(tmp_path).read_bytes()
    path = tmp_path / "cut"

    for end in range(0, len(whole) - 1, 97):
        path.write_bytes(whole[:end])
        with pytest.raises(TopicsFileWrong):
            topics_read(path)


def test_the_json_iptc_publishes_is_read_too(tmp_path):
    path = tmp_path / "topics.json"
    path.write_text(
        json.dumps(
            {
                "conceptSet": [
                    {"uri": f"{URI}{ARTS}", "prefLabel": {"en-GB": "arts"}},
                    {
                        "uri": f"{URI}{CULTURE}",
                        "prefLabel": {"en-US": "culture"},
                        "broader": [f"{URI}{ARTS}"],
                        "retired": "2023-03-01T12:00:00+00:00",
                    },
                ]
            }
        ),
        "utf-8",
    )

    call_command("mediatopics_import", path, verbosity=0)

    assert topic(CULTURE).broader == topic(ARTS)
    assert str(topic(CULTURE).retired_on) == "2023-03-01"


@pytest.mark.skipif(
    not PUBLISHED.exists(), reason="the published file of IPTC Media Topics is not here"
)
def test_the_file_iptc_published_comes_in_whole_and_its_three_upper_levels_are_named():
    topics = topics_read(PUBLISHED)
    names = names_vi()

    assert len(topics) == 1153
    tops = {each.code for each in topics if not each.broader}
    assert len(tops) == 17
    upper = tops | {each.code for each in topics if each.broader in tops}
    assert upper - set(names) == set()
    third = {t.code for t in topics if t.broader in upper - tops and not t.is_retired}
    assert len(third) == 437
    assert third - set(names) == set()
    assert set(names) - {each.code for each in topics} == set()


def test_no_two_vietnamese_names_of_topics_are_the_same():
    first = [called[0] for called in names_vi().values()]

    twice = {name for name in first if first.count(name) > 1}
    # The top and what lies right under it are called alike by IPTC too: crime.
    assert twice == set()


def test_topics_are_called_as_the_press_calls_them():
    names = names_vi()

    assert names["20001065"] == ["Bóng đá"]
    assert names["20000143"] == ["Tai nạn giao thông"]
    assert names["20000620"] == ["Thuế"]
    # What a narrower topic is called is no second name of a broader one.
    labels = {called[0].casefold() for called in names.values()}
    others = [name.casefold() for called in names.values() for name in called[1:]]
    assert labels & set(others) == set()
    assert len(set(others)) == len(others)
    assert max(len(name) for called in names.values() for name in called) <= 100


# --- Being offered ----------------------------------------------------------------


def test_what_is_typed_begins_words_of_any_name_with_or_without_marks(tmp_path):
    topics_import(tmp_path)
    user = person_make(unit := unit_make())

    assert labels(concepts_offered(user, unit, "topic", "van h")) == [
        "Văn hóa",
        "Nghệ thuật, văn hóa và giải trí",
    ]
    assert labels(concepts_offered(user, unit, "topic", "báo")) == [
        "Truyền thông đại chúng"
    ]
    assert labels(concepts_offered(user, unit, "topic", "cine")) == ["cinema"]
    assert labels(concepts_offered(user, unit, "topic", "")) == [
        "Chính trị",
        "Nghệ thuật, văn hóa và giải trí",
    ]
    assert labels(concepts_offered(user, unit, "topic", "%' OR 1 --")) == []


def test_a_retired_topic_is_offered_no_more_and_stays_where_it_was_chosen(tmp_path):
    topics_import(tmp_path)
    chief = person_make(unit := unit_make(), Role.EDITORIAL_SECRETARY)
    entry = document_make(unit).entry
    entry_topics_save(entry=entry, codes=[MEDIA], by=chief)

    topics_import(tmp_path, [row for row in SMALL if row[0] != MEDIA])
    topics_refile()

    assert labels(concepts_offered(chief, unit, "topic", "truyen")) == []
    assert topic_named("Truyền thông đại chúng") is None
    assert titles(chief, topic=str(topic(MEDIA).pk)) == ["Thông báo"]


def test_a_topic_is_known_by_name_alias_code_or_address(tmp_path):
    topics_import(tmp_path)

    for typed in ("Văn hóa", "van hoa", CULTURE, f"{URI}{CULTURE}", "culture"):
        assert topic_named(typed) == topic(CULTURE), typed
    assert topic_named("văn") is None


# --- Being chosen -----------------------------------------------------------------


def test_a_chosen_topic_is_found_under_itself_and_everything_above(tmp_path):
    topics_import(tmp_path)
    chief = person_make(unit := unit_make(), Role.EDITORIAL_SECRETARY)
    photo = photo_make(unit, title="Liên hoan phim")
    photo_make(unit, title="Không chủ đề")

    entry_topics_save(entry=photo.entry, codes=[FILM], by=chief)

    for code in (FILM, CULTURE, ARTS):
        assert titles(chief, topic=str(topic(code).pk)) == ["Liên hoan phim"]
    assert titles(chief, topic=str(topic(POLITICS).pk)) == []
    assert titles(chief, words="cinema ") == ["Liên hoan phim"]
    places = entries_find(chief, EntriesWanted()).places
    assert dict(facets_count(chief, places).topic) == {
        topic(FILM).pk: 1,
        topic(CULTURE).pk: 1,
        topic(ARTS).pk: 1,
    }


def test_topics_of_a_photo_are_words_that_can_be_taken_back(tmp_path):
    topics_import(tmp_path)
    chief = person_make(unit := unit_make(), Role.EDITORIAL_SECRETARY)
    photo = photo_make(unit)

    entry_topics_save(entry=photo.entry, codes=[FILM, POLITICS], by=chief)
    entry_topics_save(entry=photo.entry, codes=[FILM], by=chief)

    first, second, third = photo.descriptions.order_by("number")
    assert first.words["topic"] == []
    (change,) = description_changes(third)
    assert (change.before, change.after) == ("Chính trị, cinema", "cinema")
    photo_description_restore(photo=photo, number=second.number, by=chief)
    assert words_now(photo)["topic"] == [POLITICS, FILM]


def test_a_version_from_before_there_were_topics_makes_no_new_one():
    chief = person_make(unit := unit_make(), Role.EDITORIAL_SECRETARY)
    photo = photo_make(unit)
    old = {key: v for key, v in words_now(photo).items() if key != "topic"}
    PhotoDescription.objects.create(photo=photo, number=1, words=old)

    assert (
        photo_description_save(photo=photo, by=chief, words={"title": "Cảng"}) is None
    )


def test_topics_of_a_document_are_kept_and_logged_once(tmp_path):
    topics_import(tmp_path)
    chief = person_make(unit := unit_make(), Role.EDITORIAL_SECRETARY)
    entry = document_make(unit).entry

    entry_topics_save(entry=entry, codes=[POLITICS, POLITICS], by=chief)
    entry_topics_save(entry=entry, codes=[POLITICS], by=chief)

    entry.refresh_from_db()
    assert entry.topics == POLITICS
    logged = AuditEntry.objects.filter(action="archive.topics_chosen")
    assert [each.data["after"] for each in logged] == [[POLITICS]]


def test_an_unknown_topic_changes_nothing(tmp_path):
    topics_import(tmp_path)
    chief = person_make(unit := unit_make(), Role.EDITORIAL_SECRETARY)
    entry = document_make(unit).entry

    with pytest.raises(TopicUnknown, match="99999999"):
        entry_topics_save(entry=entry, codes=[POLITICS, "99999999"], by=chief)
    entry.refresh_from_db()
    assert entry.topics == ""


def test_nobody_files_what_is_another_units_or_not_theirs_to_change(tmp_path):
    topics_import(tmp_path)
    unit, other = unit_make("hq"), unit_make("tc")
    stranger = person_make(other, Role.EDITORIAL_SECRETARY)
    reader = person_make(unit, Role.ANALYST)

    for entry in (photo_make(unit).entry, document_make(unit).entry):
        for person in (stranger, reader):
            with pytest.raises(NotAllowed):
                entry_topics_save(entry=entry, codes=[POLITICS], by=person)
    assert set(CatalogueEntry.objects.values_list("topics", flat=True)) == {""}


def test_what_lies_under_another_topic_now_is_found_there_once_refiled(tmp_path):
    topics_import(tmp_path)
    chief = person_make(unit := unit_make(), Role.EDITORIAL_SECRETARY)
    entry = document_make(unit).entry
    entry_topics_save(entry=entry, codes=[FILM], by=chief)

    topics_import(tmp_path, [*SMALL[:3], (FILM, "cinema", MEDIA, False), *SMALL[4:]])

    assert topics_refile() == 1
    assert titles(chief, topic=str(topic(MEDIA).pk)) == ["Thông báo"]
    assert titles(chief, topic=str(topic(CULTURE).pk)) == []


# --- In files ---------------------------------------------------------------------


def test_topics_are_written_as_terms_of_the_extension_beside_those_of_other_lists(
    tmp_path,
):
    topics_import(tmp_path)
    other = {"CvId": "urn:khac", "CvTermId": "urn:khac:1", "CvTermName": "Khác"}
    old = {"CvTermId": f"{URI}{POLITICS}"}
    before = {"XMP-iptcExt:AboutCvTerm": [old, other]}

    values = values_of({"topic": [CULTURE]}, before)
    assert values["XMP-iptcExt:AboutCvTerm"] == [
        {"CvId": URI, "CvTermId": f"{URI}{CULTURE}", "CvTermName": "Văn hóa"},
        other,
    ]
    untouched = values_of({"topic": []}, before)
    assert "XMP-iptcExt:AboutCvTerm" not in untouched
    emptied = values_of({"topic": []}, before, emptied={"topic"})
    assert emptied["XMP-iptcExt:AboutCvTerm"] == [other]


def test_topics_are_read_from_terms_from_subject_codes_and_from_iim(tmp_path):
    topics_import(tmp_path)
    entry = photo_make(unit_make()).entry
    tags = {
        "XMP-iptcExt:AboutCvTerm": [
            {"CvTermId": f"{URI}{CULTURE}"},
            {"CvTermId": "urn:khac:1"},
            {"CvTermId": f"{URI}99999999"},
        ],
        "XMP-iptcCore:SubjectCode": [POLITICS],
        "IPTC:SubjectReference": f"IPTC:{ELECTION}:Politics::",
    }

    entry_topics_add(entry_pk=entry.pk, uris=words_of(tags)["topic"])

    entry.refresh_from_db()
    assert entry.topics.split("\n") == [POLITICS, CULTURE, ELECTION]
