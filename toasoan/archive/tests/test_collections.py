"""Collections: who sees and changes them, their order, and that they open nothing."""

import pytest
from django.urls import reverse

from toasoan.archive.collections.collecting import (
    CollectionSaid,
    collection_change,
    collection_cover_set,
    collection_entries_add,
    collection_entry_move,
    collection_entry_note,
    collection_entry_remove,
    collection_make,
    collection_remove,
    collection_restore,
)
from toasoan.archive.collections.collection_access import (
    collections_visible,
    places_visible,
)
from toasoan.archive.collections.errors import CollectionRefused
from toasoan.archive.holdings.sharing import grant_add
from toasoan.archive.models import AssetCollection, CollectionPlace
from toasoan.archive.tests.factories import (
    closed_unit_make,
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return closed_unit_make()


@pytest.fixture
def other():
    return closed_unit_make("tc")


@pytest.fixture
def reporter(unit):
    return person_make(unit)


@pytest.fixture
def stranger(other):
    return person_make(other, Role.ARCHIVIST)


def made(unit, by, *entries, shared="private", shared_with=()):
    said = CollectionSaid("Bão số 9", shared=shared, shared_with=shared_with)
    collection = collection_make(unit=unit, by=by, said=said)
    if entries:
        collection_entries_add(
            collection=collection, entries=[each.pk for each in entries], by=by
        )
    return collection


def entry(unit, title):
    return photo_make(unit, title=title).entry


def order(user, collection):
    return [each.entry.title for each in places_visible(user, collection)]


def everything():
    return (
        list(AssetCollection.objects.order_by("pk").values()),
        list(CollectionPlace.objects.order_by("pk").values()),
        AuditEntry.objects.filter(action__startswith="archive.collection").count(),
    )


def test_a_private_one_is_seen_by_who_made_it_and_by_nobody_else(
    unit, reporter, keeper, stranger
):
    collection = made(unit, reporter)
    platform = person_make(None, is_superuser=True)

    assert list(collections_visible(reporter)) == [collection]
    for person in (keeper, stranger, platform):
        assert list(collections_visible(person)) == []
    assert AuditEntry.objects.get(action="archive.collection_made").target_label == "-"


def test_one_for_the_unit_is_seen_by_it_and_one_for_chosen_units_by_those_too(
    unit, other, reporter, keeper, stranger
):
    third = person_make(unit_make("ba"))
    ours = made(unit, reporter, shared="unit")
    theirs = made(unit, reporter, shared="units", shared_with=[other])

    assert set(collections_visible(keeper)) == {ours, theirs}
    assert list(collections_visible(stranger)) == [theirs]
    assert list(collections_visible(third)) == []
    said = CollectionSaid("Bão số 9", shared="unit")
    collection_change(collection=theirs, by=reporter, said=said)
    assert list(collections_visible(stranger)) == []


def test_a_collection_opens_nothing(unit, other, reporter, keeper, stranger):
    one, two = entry(unit, "Đã mở"), entry(unit, "Chưa mở")
    collection = made(unit, reporter, one, two, shared="units", shared_with=[other])

    assert order(stranger, collection) == []
    grant_add(from_unit=unit, to_unit=other, entry=one, level="preview", by=keeper)
    assert order(stranger, collection) == ["Đã mở"]
    assert order(reporter, collection) == ["Đã mở", "Chưa mở"]


def test_another_units_screen_shows_marked_previews_only(
    client, unit, other, reporter, keeper, stranger
):
    one, two = entry(unit, "Đã mở"), entry(unit, "Chưa mở")
    collection = made(unit, reporter, one, two, shared="units", shared_with=[other])
    grant_add(from_unit=unit, to_unit=other, entry=one, level="preview", by=keeper)
    client.force_login(stranger)

    for name, keys in (("collection", [collection.pk]), ("collections", [])):
        page = client.get(reverse(f"catalogue:{name}", args=keys)).content.decode()
        assert reverse("holdings:preview", args=[one.pk]) in page
        assert "renditions/" not in page
        assert "Chưa mở" not in page
        assert reverse("holdings:preview", args=[two.pk]) not in page


def test_nobody_changes_what_is_not_theirs_to_change(
    unit, other, reporter, keeper, stranger
):
    one, two = entry(unit, "Một"), entry(unit, "Hai")
    private = made(unit, reporter, one, two)
    shown = made(unit, reporter, one, two, shared="units", shared_with=[other])
    colleague = person_make(unit)
    before = everything()

    for person, collection in (
        (stranger, private),
        (stranger, shown),
        (keeper, private),
        (colleague, private),
        (colleague, shown),
    ):
        on = {"collection": collection, "by": person}
        for refused in (
            lambda on=on: collection_change(**on, said=CollectionSaid("Khác")),
            lambda on=on: collection_entries_add(**on, entries=[one.pk]),
            lambda on=on: collection_entry_remove(**on, entry=one),
            lambda on=on: collection_entry_move(**on, entry=one, step=1),
            lambda on=on: collection_entry_note(**on, entry=one, note="x"),
            lambda on=on: collection_cover_set(**on, entry=one),
            lambda on=on: collection_remove(**on),
            lambda on=on: collection_restore(**on),
        ):
            with pytest.raises(NotAllowed):
                refused()
    assert everything() == before


def test_the_archives_keeper_changes_what_the_unit_shares_but_hides_nothing(
    unit, reporter, keeper
):
    collection = made(unit, reporter, shared="unit")

    collection_change(
        collection=collection, by=keeper, said=CollectionSaid("Bão Yagi", shared="unit")
    )
    with pytest.raises(CollectionRefused, match="người lập"):
        collection_change(collection=collection, by=keeper, said=CollectionSaid("X"))
    collection.refresh_from_db()
    assert (collection.name, collection.shared) == ("Bão Yagi", "unit")


def test_only_what_one_sees_goes_in_and_each_entry_once(unit, other, reporter):
    mine, foreign = entry(unit, "Của mình"), entry(other, "Của tc")
    collection = made(unit, reporter)
    add = {"collection": collection, "by": reporter}

    assert collection_entries_add(**add, entries=[mine.pk, foreign.pk, mine.pk]) == 1
    assert collection_entries_add(**add, entries=[mine.pk]) == 0
    with pytest.raises(NotFound):
        collection_entries_add(**add, entries=[foreign.pk])
    assert CollectionPlace.objects.count() == 1


def test_entries_move_and_what_one_does_not_see_stays_where_it_is(
    unit, other, reporter, stranger
):
    entries = [entry(unit, title) for title in ("A", "B", "C")]
    foreign = entry(other, "X")
    collection = made(unit, reporter, *entries[:2])
    CollectionPlace.objects.create(collection=collection, entry=foreign, position=3)
    collection_entries_add(collection=collection, entries=[entries[2].pk], by=reporter)
    move = {"collection": collection, "by": reporter}

    collection_entry_move(**move, entry=entries[2], step=-1)
    assert order(reporter, collection) == ["A", "C", "B"]
    collection_entry_move(**move, entry=entries[0], step=1)
    assert order(reporter, collection) == ["C", "A", "B"]
    collection_entry_move(**move, entry=entries[2], step=-5)
    collection_entry_move(**move, entry=entries[1], step=9)
    assert order(reporter, collection) == ["C", "A", "B"]
    with pytest.raises(NotFound):
        collection_entry_move(**move, entry=foreign, step=-1)
    assert collection.places.count() == 4


def test_notes_cover_taking_out_and_a_deleted_asset(unit, reporter):
    one, two = entry(unit, "Một"), document_make(unit, title="Hai").entry
    collection = made(unit, reporter, one, two)
    on = {"collection": collection, "by": reporter}

    collection_entry_note(**on, entry=one, note=" tít lớn ")
    collection_cover_set(**on, entry=one)
    with pytest.raises(CollectionRefused, match="300"):
        collection_entry_note(**on, entry=one, note="x" * 301)
    collection.refresh_from_db()
    assert (collection.cover, collection.places.first().note) == (one, "tít lớn")
    collection_entry_remove(**on, entry=one)
    collection.refresh_from_db()
    assert (collection.cover, order(reporter, collection)) == (None, ["Hai"])
    two.document.delete()
    assert order(reporter, collection) == []


def test_thrown_away_it_is_gone_for_others_and_comes_back_whole(
    unit, other, reporter, keeper, stranger
):
    one = entry(unit, "Một")
    collection = made(unit, reporter, one, shared="units", shared_with=[other])

    collection_remove(collection=collection, by=reporter)
    collection_remove(collection=collection, by=reporter)

    assert list(collections_visible(stranger)) == []
    with pytest.raises(CollectionRefused, match="đã xóa"):
        collection_entries_add(collection=collection, entries=[one.pk], by=reporter)
    collection_restore(collection=collection, by=keeper)
    assert list(collections_visible(stranger)) == [collection]
    assert order(reporter, collection) == ["Một"]
    acts = AuditEntry.objects.filter(action__startswith="archive.collection")
    assert [each.action for each in acts.order_by("pk")][-2:] == [
        "archive.collection_removed",
        "archive.collection_restored",
    ]


@pytest.mark.parametrize(
    "said",
    [
        CollectionSaid(" "),
        CollectionSaid("x" * 121),
        CollectionSaid("Bộ", shared="units"),
        CollectionSaid("Bộ", shared="world"),
    ],
)
def test_what_cannot_be_kept_is_refused(unit, reporter, said):
    with pytest.raises(CollectionRefused):
        collection_make(unit=unit, by=reporter, said=said)
    assert everything() == ([], [], 0)


def test_ticked_entries_go_into_a_new_or_a_known_collection(client, unit, reporter):
    one, two = entry(unit, "Một"), entry(unit, "Hai")
    client.force_login(reporter)
    url = reverse("catalogue:collection_fill")
    page = client.get(url, {"muc": [two.pk, one.pk]})
    assert page.status_code == 200

    bad = client.post(url, {"muc": [two.pk], "bo": "moi", "name": "", "note": "chữ"})
    assert (bad.status_code, "chữ" in bad.content.decode()) == (400, True)
    client.post(url, {"muc": [two.pk], "bo": "moi", "name": "Bộ", "shared": "private"})
    collection = AssetCollection.objects.get()
    client.post(url, {"muc": [two.pk, one.pk], "bo": collection.pk})

    assert order(reporter, collection) == ["Hai", "Một"]
    place = reverse("catalogue:collection_place", args=[collection.pk, one.pk])
    client.post(place, {"viec": "len"})
    client.post(place, {"viec": "ghi", "ghi_chu": "mở đầu"})
    client.post(place, {"viec": "bia"})
    assert client.post(place, {"viec": "phá"}).status_code == 404
    assert order(reporter, collection) == ["Một", "Hai"]
    shown = client.get(reverse("catalogue:collection", args=[collection.pk]))
    assert "mở đầu" in shown.content.decode()
    client.post(place, {"viec": "bo"})
    assert order(reporter, collection) == ["Hai"]


def test_another_units_collection_is_not_there_at_any_address(
    client, unit, reporter, stranger
):
    one = entry(unit, "Một")
    collection = made(unit, reporter, one, shared="unit")
    client.force_login(stranger)
    before = everything()

    for name, keys in (
        ("collection", [collection.pk]),
        ("collection_place", [collection.pk, one.pk]),
        ("collection_throw", [collection.pk]),
        ("collection_take_back", [collection.pk]),
    ):
        url = reverse(f"catalogue:{name}", args=keys)
        assert client.post(url, {"viec": "bo"}).status_code == 404
    assert everything() == before
