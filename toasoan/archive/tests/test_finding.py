"""Finding in the archive: words, facets, pages and whose units."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from toasoan.archive import services
from toasoan.archive.models import CatalogueEntry, Photo
from toasoan.archive.search import finding, search_engines
from toasoan.archive.search.finding import (
    EntriesWanted,
    entries_find,
    entries_newer,
    facets_count,
)
from toasoan.archive.tests.factories import (
    closed_unit_make,
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.units.access import standing_forget
from toasoan.units.roles import Role
from toasoan.units.services import membership_add

pytestmark = pytest.mark.django_db
EVERYTHING = EntriesWanted()


def titles(user, **wanted):
    return [each.title for each in entries_find(user, EntriesWanted(**wanted)).entries]


def test_words_are_found_with_and_without_marks_anywhere_in_the_entry():
    reporter = person_make(unit := unit_make())
    photo_make(unit, title="Cảng Cát Lái", caption="Bốc dỡ đêm", credit="Gia Bảo")
    document_make(unit, title="Nghị định")

    assert titles(reporter, words="cang lai ") == ["Cảng Cát Lái"]
    assert titles(reporter, words="ĐÊM bảo ") == ["Cảng Cát Lái"]
    assert titles(reporter, words="nghi dinh ") == ["Nghị định"]
    assert titles(reporter, words="khong co gi ") == []


def test_quotes_ask_for_neighbours_in_this_order():
    reporter = person_make(unit := unit_make())
    photo_make(unit, title="Cát Lái cảng")
    photo_make(unit, title="Cảng Cát Lái")

    assert titles(reporter, words='"cảng cát"') == ["Cảng Cát Lái"]
    assert titles(reporter, words="cảng cát ") == ["Cảng Cát Lái", "Cát Lái cảng"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hai qua", ["Hải quan"]),
        ("hai qua ", []),
        ('"hai qua"', []),
        ("qu", ["Hải quan"]),
        ("q", []),
        ("hai quan ", ["Hải quan"]),
    ],
)
def test_the_last_word_may_be_unfinished_until_a_space_or_quote_closes_it(typed, found):
    reporter = person_make(unit := unit_make())
    photo_make(unit, title="Hải quan")

    assert titles(reporter, words=typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        "cảng OR 1",
        "cảng* NOT lái",
        'marks : "unit1"',
        "cảng & !lái | x:*",
        "'); DROP TABLE archive_catalogueentry; --",
        '"""""',
        '"cảng',
        "NEAR(a b, 2)",
        "% _ \\ ^ { }",
        "\x00cảng",
        "a" * 5000,
        "<-> && ||",
    ],
)
def test_what_looks_like_an_operator_is_only_words(typed):
    reporter = person_make(unit := unit_make())
    photo_make(unit, title="Hải quan")

    wanted = EntriesWanted.read({"q": typed})

    blank = not finding.phrases_of(wanted.words)
    assert len(entries_find(reporter, wanted).entries) == int(blank)


def test_facets_hold_each_other_together():
    reporter = person_make(unit := unit_make())
    photo_make(unit, title="Ngang", credit="Gia Bảo")
    photo_make(unit, picture_bytes((40, 60)), title="Dọc", credit="GIA BAO")
    photo_make(unit, title="Mua", usage=Photo.Usage.LICENSED)
    document_make(unit, title="Giấy")

    assert titles(reporter, kind="document") == ["Giấy"]
    assert titles(reporter, usage="licensed") == ["Mua"]
    assert titles(reporter, credit="gia bảo") == ["Dọc", "Ngang"]
    assert titles(reporter, credit="Gia Bảo", shape="standing") == ["Dọc"]
    assert titles(reporter, kind="document", shape="standing") == []
    assert titles(reporter, kind="photo", words="ngang") == ["Ngang"]


def test_tags_saved_after_the_photo_are_found_as_tag_and_as_words():
    reporter = person_make(unit := unit_make())
    photo = photo_make(unit, title="Cảng")
    photo_make(unit, title="Khác")

    photo.tags.add("Cảng biển", "logistics")
    assert titles(reporter, tag="cang bien") == ["Cảng"]
    assert titles(reporter, words="logistics") == ["Cảng"]

    photo.tags.remove("logistics")
    assert titles(reporter, tag="logistics") == []
    assert titles(reporter, words="logistics") == []
    photo.tags.clear()
    assert titles(reporter, tag="cảng biển") == []


def test_used_and_unused_are_told_apart():
    reporter = person_make(unit := unit_make())
    photo_make(unit, title="Dùng")
    photo_make(unit, title="Chưa")
    entry = CatalogueEntry.objects.get(title="Dùng")
    entry.is_used = True
    entry.save()

    assert titles(reporter, used="co") == ["Dùng"]
    assert titles(reporter, used="chua") == ["Chưa"]


def test_days_of_coming_in_are_days_in_vietnam_both_ends_included():
    reporter = person_make(unit := unit_make())
    for title, moment in (
        ("Trước", datetime(2026, 10, 31, 16, 59, tzinfo=UTC)),
        ("Đầu", datetime(2026, 10, 31, 17, 0, tzinfo=UTC)),
        ("Cuối", datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC)),
        ("Sau", datetime(2026, 11, 30, 17, 0, tzinfo=UTC)),
    ):
        photo_make(unit, title=title)
        entry = CatalogueEntry.objects.get(title=title)
        entry.added_at = moment
        entry.save()

    november = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}

    assert titles(reporter, **november) == ["Cuối", "Đầu"]
    assert titles(reporter, words="cuoi", **november) == ["Cuối"]
    assert titles(reporter) == ["Sau", "Cuối", "Đầu", "Trước"]


def test_pages_follow_each_other_by_key_though_new_ones_come_in(monkeypatch):
    monkeypatch.setattr(finding, "PAGE_SIZE", 2)
    reporter = person_make(unit := unit_make())
    for number in range(5):
        photo_make(unit, title=f"Ảnh {number}")

    first = entries_find(reporter, EntriesWanted(words="anh"))
    photo_make(unit, title="Ảnh mới")
    second = entries_find(reporter, EntriesWanted(words="anh"), after=first.next_after)
    third = entries_find(reporter, EVERYTHING, after=second.next_after)

    assert [each.title for each in first.entries] == ["Ảnh 4", "Ảnh 3"]
    assert [each.title for each in second.entries] == ["Ảnh 2", "Ảnh 1"]
    assert [each.title for each in third.entries] == ["Ảnh 0"]
    assert third.next_after is None
    assert (first.total, first.total_is_more) == (5, False)


def test_counts_stop_at_a_limit(monkeypatch):
    monkeypatch.setattr(finding, "COUNTED_MAX", 3)
    monkeypatch.setattr(finding, "PAGE_SIZE", 2)
    reporter = person_make(unit := unit_make())
    for _ in range(5):
        photo_make(unit)

    found = entries_find(reporter, EVERYTHING)

    assert (found.total, found.total_is_more, len(found.places)) == (3, True, 3)
    assert facets_count(reporter, found.places).kind == (("photo", 3),)


def test_facets_say_how_many_of_each():
    reporter = person_make(unit := unit_make())
    photo_make(unit, credit="Gia Bảo").tags.add("cảng")
    photo_make(unit, credit="Gia Bảo")
    document_make(unit)

    counts = facets_count(reporter, entries_find(reporter, EVERYTHING).places)

    assert counts.kind == (("photo", 2), ("document", 1))
    assert counts.credit == (("Gia Bảo", 2),)
    assert counts.tag == (("cảng", 1),)
    assert counts.shape == (("lying", 2),)
    assert counts.used == (("chua", 3),)
    assert counts.unit == ((unit.pk, 3),)
    assert [n for _month, n in counts.month] == [3]


def test_nothing_of_another_unit_is_found_counted_or_suggested():
    reporter = person_make(unit_make("hq"))
    other = closed_unit_make("ck")
    photo = photo_make(other, title="Bí mật", credit="Người lạ")
    photo.tags.add("mật")
    entry = CatalogueEntry.objects.get()

    for wanted in (
        {},
        {"words": "bi mat"},
        {"words": '"bí mật"'},
        {"words": "bi"},
        {"unit": "ck"},
        {"kind": "photo"},
        {"usage": "staff"},
        {"credit": "Người lạ"},
        {"tag": "mật"},
        {"used": "chua"},
        {"since": date(2020, 1, 1)},
        {"words": f"unit{other.pk}"},
    ):
        found = entries_find(reporter, EntriesWanted(**wanted))
        assert (found.entries, found.total, found.places) == ([], 0, ())
    assert facets_count(reporter, [entry.place]) == finding.FacetCounts()
    assert finding.entries_picked(reporter, [entry.pk]) == []
    assert entries_newer(reporter, EVERYTHING, than=0, limit=5) == []


def test_who_belongs_to_two_units_finds_both_and_may_ask_for_one():
    # In the order of their names: another order moves the collections' paths.
    reporter, two = person_make(one := unit_make("ck")), unit_make("hq")
    also_member(reporter, two)
    photo_make(one, title="Một")
    photo_make(two, title="Hai")

    assert titles(reporter) == ["Hai", "Một"]
    assert titles(reporter, unit="hq") == ["Hai"]


def also_member(user, unit):
    membership_add(
        user=user,
        organisation=unit.organisation,
        role=Role.REPORTER,
        valid_from=date(2020, 1, 1),
    )
    standing_forget(user)


def test_who_keeps_the_platform_finds_everything_and_nobody_nothing():
    keeper = person_make(None, is_superuser=True)
    photo_make(unit_make("hq"), title="Một")
    photo_make(unit_make("ck"), title="Hai")

    assert titles(keeper) == ["Hai", "Một"]
    assert titles(keeper, unit="hq") == ["Một"]
    assert titles(AnonymousUser()) == []
    assert titles(person_make(None)) == []


def test_what_moves_to_another_unit_is_found_there_only():
    one, two = closed_unit_make("hq"), closed_unit_make("ck")
    photo = photo_make(one, title="Cảng")

    services.assets_move(assets=[photo], collection=two.collection)

    assert titles(person_make(one), words="cang") == []
    assert titles(person_make(two), words="cang") == ["Cảng"]


def test_a_deleted_asset_and_changed_words_are_found_no_more():
    reporter = person_make(unit := unit_make())
    photo, gone = photo_make(unit, title="Cảng"), photo_make(unit, title="Xưởng")

    photo.title = "Bến"
    photo.save()
    gone.delete()

    assert titles(reporter, words="cang") == []
    assert titles(reporter, words="xuong") == []
    assert titles(reporter, words="ben") == ["Bến"]


def test_a_page_costs_the_same_few_queries_however_full(django_assert_max_num_queries):
    reporter = person_make(unit := unit_make())
    for number in range(6):
        photo_make(unit, title=f"Ảnh {number}")
    entries_find(reporter, EVERYTHING)

    with django_assert_max_num_queries(14):
        found = entries_find(reporter, EntriesWanted(words="anh", kind="photo"))
        facets_count(reporter, found.places)
        [entry.photo.renditions.all()[:0] for entry in found.entries]


def test_an_address_carries_the_whole_search_and_ignores_what_it_says_wrongly():
    told = {"q": "cảng ", "loai": "photo", "tu": "2026-11-01", "the": "biển"}
    wrong = {"loai": "tank", "dung": "2", "tu": "2026-02-30", "den": "x", "sau": "-1"}

    assert EntriesWanted.read(told).told() == told
    assert EntriesWanted.read(wrong) == EVERYTHING
    assert EntriesWanted.read(told).without("words", "tag").told() == {
        "loai": "photo",
        "tu": "2026-11-01",
    }


def test_the_index_and_the_walk_find_the_same(monkeypatch):
    """Two ways of PostgreSQL; SQLite has only one."""
    reporter = person_make(unit := unit_make())
    for number in range(3):
        photo_make(unit, title=f"Cảng Cát {number}")
    document_make(unit, title="Cát cảng")
    asked = (
        {"words": "cang cat "},
        {"words": '"cảng cát"'},
        {"words": '"cat cang"'},
        {"words": "ca"},
        {"words": "cat", "kind": "photo"},
        {"words": "cang", "kind": "document", "used": "chua"},
    )
    walked = [titles(reporter, **wanted) for wanted in asked]

    monkeypatch.setattr(search_engines, "WALKED_MIN", 0)
    monkeypatch.setattr(search_engines, "WALKED_FOR_EACH", 0)

    assert [titles(reporter, **wanted) for wanted in asked] == walked
    assert [len(found) for found in walked] == [4, 3, 1, 4, 3, 1]
