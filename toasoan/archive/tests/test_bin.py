"""The bin: what is thrown away is seen by nobody, kept whole, and comes back whole."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from toasoan.archive.access import entries_visible, photos_choosable, photos_visible
from toasoan.archive.errors import AssetInUse
from toasoan.archive.holdings.papers import lease_add, paper_end
from toasoan.archive.holdings.rights import right_to_use
from toasoan.archive.holdings.sharing import grant_add
from toasoan.archive.keeping.bins import (
    asset_bin,
    asset_restore,
    bin_days_set,
    bin_empty,
)
from toasoan.archive.keeping.errors import AssetInBin, RuleWrong
from toasoan.archive.models import (
    ArchiveDocument,
    AssetGrant,
    AssetLease,
    BinStay,
    CatalogueEntry,
    Photo,
)
from toasoan.archive.search.finding import EntriesWanted, entries_find
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.archive.uses import Uses, asset_users
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(unit):
    return photo_make(unit, title="Cảng Hải Phòng", credit="Thu Hà")


def found(user):
    page = entries_find(user, EntriesWanted(words="hai phong"))
    return [entry.title for entry in page.entries], page.total


def in_days(days):
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def test_nobody_finds_chooses_or_is_lent_what_is_in_the_bin(unit, keeper, photo):
    other = unit_make("tbtc")
    neighbour = person_make(other)
    grant_add(from_unit=unit, entry=photo.entry, to_unit=other, level="use", by=keeper)
    assert photos_choosable(neighbour).count() == 1

    asset_bin(asset=photo, by=keeper)

    assert found(keeper) == ([], 0)
    assert not photos_visible(keeper).exists()
    assert not photos_choosable(neighbour).exists()
    assert not entries_visible(neighbour).exists()
    assert not Photo.objects.exists()
    assert Photo.with_binned.get().file.storage.exists(photo.file.name)
    assert AssetGrant.objects.count() == 1
    refusal = right_to_use(Photo.with_binned.get(), unit)
    assert not refusal.allowed
    assert "thùng rác" in refusal.reason


def test_it_comes_back_with_everything_that_hung_on_it(unit, keeper, photo):
    lease_add(entry=photo.entry, says="allow", note="Hợp đồng 7", by=keeper)
    before = CatalogueEntry.objects.values().get()
    stay = asset_bin(asset=photo, by=keeper)

    asset_restore(stay=stay, by=keeper)
    asset_restore(stay=stay, by=keeper)

    assert found(keeper) == (["Cảng Hải Phòng"], 1)
    assert CatalogueEntry.objects.values().get() == before
    assert Photo.objects.get().credit == "Thu Hà"
    assert AssetLease.objects.get().note == "Hợp đồng 7"
    acts = AuditEntry.objects.filter(action="archive.asset_restored")
    assert acts.count() == 1


def test_a_document_goes_and_comes_back_as_a_photo_does(unit, keeper):
    document = document_make(unit)

    stay = asset_bin(asset=document, by=keeper)
    assert not ArchiveDocument.objects.exists()

    asset_restore(stay=stay, by=keeper)
    assert ArchiveDocument.objects.get() == document


def test_who_saves_what_they_read_before_does_not_take_it_out(keeper, photo):
    stale = Photo.objects.get()
    asset_bin(asset=photo, by=keeper)

    stale.title = "Cảng Hải Phòng, sáng"
    stale.save()

    assert not Photo.objects.exists()
    assert found(keeper) == ([], 0)
    assert Photo.with_binned.get().title == "Cảng Hải Phòng, sáng"


def test_what_is_in_use_does_not_go(keeper, photo):
    asset_users.add("test.shown", lambda _asset, _user: Uses(("Bài 1",)))
    try:
        with pytest.raises(AssetInUse):
            asset_bin(asset=photo, by=keeper)
    finally:
        asset_users._values.pop("test.shown")

    assert Photo.objects.count() == 1
    assert not BinStay.objects.exists()


def test_what_lies_there_does_not_go_there_again(keeper, photo):
    asset_bin(asset=photo, by=keeper)

    with pytest.raises(AssetInBin):
        asset_bin(asset=photo, by=keeper)

    assert BinStay.objects.count() == 1


def test_who_may_not_delete_it_does_not_throw_it_away(unit, photo):
    with pytest.raises(NotAllowed):
        asset_bin(asset=photo, by=person_make(unit_make("tbtc"), Role.ARCHIVIST))

    assert Photo.objects.count() == 1


def test_after_its_days_it_is_deleted_for_good_with_its_file(
    unit, keeper, photo, django_capture_on_commit_callbacks
):
    bin_days_set(unit=unit, days=7, by=keeper)
    asset_bin(asset=photo, by=keeper)
    storage, name = photo.file.storage, photo.file.name

    with in_days(6):
        assert bin_empty() == 0
    with in_days(8), django_capture_on_commit_callbacks(execute=True):
        assert bin_empty() == 1

    assert not Photo.with_binned.exists()
    assert not CatalogueEntry.with_binned.exists()
    assert not storage.exists(name)
    act = AuditEntry.objects.get(action="archive.asset_bin_deleted")
    assert act.data["sha256"] == photo.content_hash


def test_what_was_restored_is_not_deleted_when_its_days_would_be_over(keeper, photo):
    asset_restore(stay=asset_bin(asset=photo, by=keeper), by=keeper)

    with in_days(31):
        assert bin_empty() == 0

    assert Photo.objects.count() == 1


def test_a_paper_that_counts_keeps_it_and_the_bin_says_so(keeper, photo):
    lease = lease_add(entry=photo.entry, says="deny", by=keeper)
    stay = asset_bin(asset=photo, by=keeper)

    with in_days(31):
        assert bin_empty() == 0
    stay.refresh_from_db()
    assert stay.kept_for == "Còn thời hạn dùng chưa hết"
    paper_end(paper=lease, by=keeper)
    with in_days(33):
        assert bin_empty() == 1


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_number_of_days_that_makes_no_sense_is_refused(unit, keeper, days):
    with pytest.raises(RuleWrong):
        bin_days_set(unit=unit, days=days, by=keeper)


# --- Screens ------------------------------------------------------------------------


def test_wagtails_deletion_leads_into_the_bin_and_says_where_it_went(
    client, unit, keeper, photo
):
    client.force_login(keeper)
    url = reverse("wagtailimages:delete", args=[photo.pk])

    asked = client.get(url).content.decode()
    answer = client.post(url, follow=True).content.decode()

    assert "Khôi phục được trong 30 ngày" in asked
    assert "đã vào thùng rác" in answer
    assert Photo.with_binned.count() == 1
    assert not Photo.objects.exists()


def test_many_at_once_go_into_the_bin_too(client, unit, keeper, photo):
    document_make(unit)
    client.force_login(keeper)
    url = (
        reverse("wagtail_bulk_action", args=["archive", "photo", "delete"])
        + f"?id={photo.pk}"
    )

    assert "vào thùng rác" in client.get(url).content.decode()
    client.post(url)

    assert not Photo.objects.exists()
    assert BinStay.objects.get().entry.title == "Cảng Hải Phòng"


def test_the_button_of_the_upload_screen_leads_there_too(client, keeper, photo):
    client.force_login(keeper)

    answer = client.post(
        reverse("wagtailimages:delete_multiple", args=[photo.pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert answer.json() == {"success": True, "image_id": photo.pk}
    assert Photo.with_binned.count() == 1


def test_the_keeper_restores_from_the_screen(client, keeper, photo):
    stay = asset_bin(asset=photo, by=keeper)
    client.force_login(keeper)

    shown = client.get(reverse("keeping:bin")).content.decode()
    client.post(reverse("keeping:restore", args=[stay.pk]))

    assert "Cảng Hải Phòng" in shown
    assert "còn 30 ngày" in shown
    assert Photo.objects.count() == 1


def test_a_reporter_sees_and_restores_only_what_they_threw_away(
    client, unit, keeper, photo
):
    reporter = person_make(unit)
    own = photo_make(unit, title="Ảnh của tôi", uploaded_by_user=reporter)
    theirs = asset_bin(asset=photo, by=keeper)
    mine = asset_bin(asset=own, by=reporter)
    client.force_login(reporter)

    shown = client.get(reverse("keeping:bin")).content.decode()
    refused = client.post(reverse("keeping:restore", args=[theirs.pk]))
    client.post(reverse("keeping:restore", args=[mine.pk]))

    assert "Ảnh của tôi" in shown
    assert "Cảng Hải Phòng" not in shown
    assert refused.status_code == 403
    assert list(Photo.objects.all()) == [own]


def test_another_units_keeper_neither_sees_nor_restores_it(client, keeper, photo):
    stay = asset_bin(asset=photo, by=keeper)
    client.force_login(person_make(unit_make("tbtc"), Role.ARCHIVIST))

    shown = client.get(reverse("keeping:bin")).content.decode()
    answer = client.post(reverse("keeping:restore", args=[stay.pk]))

    assert "Cảng Hải Phòng" not in shown
    assert answer.status_code == 404
    assert not Photo.objects.exists()


def test_its_address_is_gone_while_it_lies_there(client, keeper, photo):
    entry = photo.entry
    asset_bin(asset=photo, by=keeper)
    client.force_login(keeper)

    for name, key in (
        ("wagtailimages:edit", photo.pk),
        ("holdings:entry", entry.pk),
        ("holdings:file", entry.pk),
    ):
        assert client.get(reverse(name, args=[key])).status_code == 404
