"""By default other units see the words and a marked preview of what is cleared."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from toasoan.archive.access import (
    entries_usable,
    entries_visible,
    photos_choosable,
    photos_visible,
)
from toasoan.archive.alike.similar import similar_photos
from toasoan.archive.holdings.papers import consent_add, consent_withdraw, lease_add
from toasoan.archive.holdings.sharing import (
    asset_request_answer,
    asset_request_at_once,
    grant_add,
)
from toasoan.archive.holdings.showing import entry_private_set, unit_sharing_set
from toasoan.archive.models import AssetRequest, Photo, Quarantine, UnitSharing
from toasoan.archive.search.finding import EntriesWanted, entries_find, facets_count
from toasoan.archive.selectors import right_to_use
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.archive.tests.print_material import brought, encoded, picture_of
from toasoan.archive.uses import photos_secret
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
GRID = "/toa-soan/kho/"


@pytest.fixture
def owner():
    return unit_make("hq")


@pytest.fixture
def asking():
    return unit_make("thue")


@pytest.fixture
def keeper(owner):
    return person_make(owner, Role.ARCHIVIST)


@pytest.fixture
def reporter(asking):
    return person_make(asking, Role.REPORTER)


@pytest.fixture
def browser(reporter):
    client = Client()
    client.force_login(reporter)
    return client


def titles(user, **wanted):
    found = entries_find(user, EntriesWanted(**wanted))
    assert found.total == len(found.places) == len(found.entries)
    return {entry.title for entry in found.entries}


def preview_sent(browser, pk):
    answer = browser.get(reverse("holdings:preview", args=[pk]))
    body = b"".join(answer.streaming_content)
    answer.close()
    return body


def test_what_is_cleared_is_found_by_all_units_and_used_by_none(
    owner, reporter, browser
):
    photo = photo_make(owner, picture_bytes((600, 400)), title="Cảng Cát Lái")

    assert titles(reporter, words="cat lai") == {"Cảng Cát Lái"}
    assert titles(reporter, unit="hq", kind="photo") == {"Cảng Cát Lái"}
    assert list(entries_usable(reporter)) == []
    assert list(photos_visible(reporter)) == list(photos_choosable(reporter)) == []
    pk = photo.entry.pk
    assert preview_sent(browser, pk)
    assert browser.get(reverse("holdings:entry", args=[pk])).status_code == 200
    assert browser.get(reverse("holdings:file", args=[pk])).status_code == 404
    for address in (
        reverse("archive_photos:original", args=[photo.pk]),
        reverse("archive_photos:words", args=[photo.pk]),
        reverse("wagtailimages:edit", args=[photo.pk]),
        reverse("archive_staff:processing", args=[pk]),
    ):
        assert browser.get(address).status_code in (302, 403, 404)


def test_the_grid_shows_the_marked_picture_and_no_file_of_another_unit(
    owner, asking, browser
):
    photo = photo_make(owner, picture_bytes((600, 400)), title="Cảng Cát Lái")
    assert preview_sent(browser, photo.entry.pk)

    text = browser.get(GRID).content.decode()
    panel = browser.get(f"{GRID}{photo.entry.pk}/?chi=khung").content.decode()

    for shown in (text, panel):
        assert "Cảng Cát Lái" in shown
        assert reverse("holdings:preview", args=[photo.entry.pk]) in shown
        assert "/renditions/" not in shown
    assert reverse("holdings:ask_at_once", args=[photo.entry.pk]) in panel
    whole = browser.get(f"{GRID}{photo.entry.pk}/")
    assert whole.url == reverse("holdings:entry", args=[photo.entry.pk])


@pytest.mark.parametrize(
    "change",
    [
        {"usage": Photo.Usage.UNKNOWN},
        {"usage": Photo.Usage.FORBIDDEN},
        {"rights_from": clock.today() + timedelta(days=1)},
        {"rights_to": clock.today() - timedelta(days=1)},
    ],
)
def test_what_is_not_cleared_today_is_seen_by_nobody_else(change, owner, reporter):
    photo = photo_make(owner, title="Cảng")
    assert titles(reporter) == {"Cảng"}
    for name, value in change.items():
        setattr(photo, name, value)
    photo.save()
    assert titles(reporter) == set()
    assert list(entries_visible(reporter)) == []


def test_papers_malware_and_embargo_hide_it_at_once(owner, keeper, reporter):
    secret: list[int] = []
    photos_secret.add("test.secret", lambda: secret)
    denied, taken_back, sick, held = (
        photo_make(owner, title=title) for title in ("A", "B", "C", "D")
    )
    assert titles(reporter) == {"A", "B", "C", "D"}
    lease_add(entry=denied.entry, says="deny", by=keeper)
    consent = consent_add(entry=taken_back.entry, name="Ai đó", by=keeper)
    consent_withdraw(consent=consent, by=keeper)
    Quarantine.objects.create(entry=sick.entry, signature="EICAR", at=clock.now())
    secret.append(held.pk)
    cache.clear()
    try:
        assert titles(reporter) == set()
        assert titles(keeper) == {"A", "B", "C", "D"}
    finally:
        photos_secret._values.pop("test.secret")
        cache.clear()


def test_documents_are_not_shown_for_a_search_would_read_them(owner, reporter):
    document_make(owner, title="Thông báo nội bộ")
    assert titles(reporter) == titles(reporter, words="thong bao") == set()


def test_a_unit_and_a_keeper_close_what_is_theirs(owner, keeper, reporter):
    kept, other = photo_make(owner, title="Riêng"), photo_make(owner, title="Chung")
    entry_private_set(entry=kept.entry, is_private=True, by=keeper)
    assert titles(reporter) == {"Chung"}
    other.title = "Vẫn chung"
    other.save()
    kept.title = "Vẫn riêng"
    kept.save()
    assert titles(reporter) == {"Vẫn chung"}

    unit_sharing_set(unit=owner, shows_previews=False, terms="", by=keeper)
    assert titles(reporter) == set()
    assert titles(reporter, unit="hq") == set()


def test_only_the_keeper_says_what_others_see(owner, reporter, keeper):
    entry = photo_make(owner).entry
    insider = person_make(owner, Role.REPORTER)
    for person in (reporter, insider):
        with pytest.raises(NotAllowed):
            unit_sharing_set(unit=owner, shows_previews=True, terms="x", by=person)
        with pytest.raises(NotAllowed):
            entry_private_set(entry=entry, is_private=True, by=person)
    entry.refresh_from_db()
    assert not entry.is_private
    assert not UnitSharing.objects.exists()


def test_who_belongs_to_no_unit_sees_nothing(owner):
    photo_make(owner)
    assert titles(person_make(None)) == set()
    assert list(entries_visible(person_make(None))) == []


def test_hidden_ones_between_are_neither_counted_nor_do_they_end_the_page(
    owner, keeper, reporter, monkeypatch
):
    monkeypatch.setattr("toasoan.archive.search.finding.PAGE_SIZE", 2)
    for number in range(9):
        entry = photo_make(owner, title=f"Ảnh {number}").entry
        if number % 3:
            entry_private_set(entry=entry, is_private=True, by=keeper)
    first = entries_find(reporter, EntriesWanted(words="anh"))
    assert (first.total, len(first.entries)) == (3, 2)
    counts = facets_count(reporter, first.places)
    assert counts.kind == (("photo", 3),)
    rest = entries_find(reporter, EntriesWanted(words="anh"), after=first.next_after)
    assert (len(rest.entries), rest.next_after) == (1, None)


def test_whether_another_unit_uses_its_own_is_not_told(owner, reporter):
    entry = photo_make(owner, title="Cảng").entry
    entry.is_used = True
    entry.save()
    assert titles(reporter, used="co") == titles(reporter, used="chua") == set()
    found = entries_find(reporter, EntriesWanted())
    assert facets_count(reporter, found.places).used == ()


def test_what_was_opened_by_name_is_found_too(owner, asking, keeper, reporter):
    document = document_make(owner, title="Nghị định")
    photo = photo_make(owner, title="Chưa rõ", usage=Photo.Usage.UNKNOWN)
    for asset in (document, photo):
        grant_add(
            from_unit=owner,
            to_unit=asking,
            level="preview",
            entry=asset.entry,
            by=keeper,
        )
    assert titles(reporter) == {"Nghị định", "Chưa rõ"}
    assert titles(reporter, words="nghi dinh") == {"Nghị định"}


def test_one_press_asks_under_the_owners_terms_and_a_yes_lets_it_be_used(
    owner, asking, keeper, reporter, browser
):
    terms = "Ghi nguồn đầy đủ, một lần"
    unit_sharing_set(unit=owner, shows_previews=True, terms=terms, by=keeper)
    photo = photo_make(owner, title="Cảng")
    assert "mới cho xem trước" in right_to_use(photo, asking).reason
    address = reverse("holdings:ask_at_once", args=[photo.entry.pk])
    for _twice in range(2):
        assert browser.post(address).status_code == 302
    [asked] = AssetRequest.objects.all()
    assert (asked.purpose, asked.terms) == ("Minh họa bài của thue", terms)
    asset_request_answer(request=asked, is_granted=True, by=keeper)
    assert right_to_use(photo, asking).allowed


def test_what_is_kept_private_cannot_be_asked_for(owner, asking, keeper, reporter):
    photo = photo_make(owner)
    entry_private_set(entry=photo.entry, is_private=True, by=keeper)
    with pytest.raises(NotFound):
        asset_request_at_once(entry=photo.entry, unit=asking, by=reporter)
    assert not AssetRequest.objects.exists()
    assert "thuộc kho khác" in right_to_use(photo, asking).reason


def test_a_probe_finds_another_units_picture_only_while_it_is_shown(
    owner, asking, keeper, reporter
):
    theirs = brought(owner, keeper, encoded(picture_of(7)))
    assert theirs.usage == Photo.Usage.UNKNOWN
    theirs.usage = Photo.Usage.STAFF
    theirs.save()
    probe = brought(asking, reporter, encoded(picture_of(7), "JPEG"))
    assert [each.photo for each in similar_photos(probe, user=reporter)] == [theirs]
    entry_private_set(entry=theirs.entry, is_private=True, by=keeper)
    assert similar_photos(probe, user=reporter) == []


def test_the_keeper_sets_it_on_the_screen_and_what_is_typed_stays(owner, keeper):
    client = Client()
    client.force_login(keeper)
    entry = photo_make(owner).entry
    screen = client.get(reverse("holdings:standing")).content.decode()
    assert "Mặc định với mọi đơn vị" in screen
    too_long = client.post(reverse("holdings:showing"), {"terms": "Ghi nguồn " * 60})
    assert too_long.status_code == 400
    assert "Ghi nguồn" in too_long.content.decode()
    client.post(reverse("holdings:showing"), {"terms": "Ghi nguồn"})
    said = UnitSharing.objects.get(unit=owner)
    assert (said.shows_previews, said.terms) == (False, "Ghi nguồn")
    client.post(reverse("holdings:privacy", args=[entry.pk]), {"private": "1"})
    entry.refresh_from_db()
    assert entry.is_private
