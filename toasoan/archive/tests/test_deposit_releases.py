"""What was published is kept until one person asks to let go and a second one agrees."""

import pytest
from django.urls import reverse

from toasoan.archive.keeping import releasing
from toasoan.archive.keeping.bins import asset_bin, bin_empty
from toasoan.archive.keeping.errors import ReleaseWrong
from toasoan.archive.keeping.file_reading import stored_files
from toasoan.archive.metadata.errors import ReasonMissing
from toasoan.archive.models import AssetDeposit, DepositRelease, Photo
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
    upload,
)
from toasoan.archive.tests.test_bin import in_days
from toasoan.archive.tests.test_deposits import publish
from toasoan.archive.uses import Uses
from toasoan.core.errors import NotAllowed
from toasoan.security.selectors import audit_entries
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
WHY = "Tòa tuyên gỡ, bản án 12/2026"


@pytest.fixture
def chief(unit):
    return person_make(unit, Role.EDITOR_IN_CHIEF)


@pytest.fixture
def deposit(unit):
    publish(unit, photo_make(unit, title="Cảng"))
    return AssetDeposit.objects.get()


def ask(deposit, keeper, reason=WHY):
    return releasing.deposit_release_ask(deposit=deposit, reason=reason, by=keeper)


def kept():
    return AssetDeposit.objects.keeping().exists()


def test_released_by_two_people_the_photo_leaves_with_the_bin_and_the_record_stays(
    deposit, keeper, chief
):
    release = ask(deposit, keeper)
    assert kept()
    assert Notification.objects.get().recipient == chief
    releasing.deposit_release_confirm(release=release, by=chief)
    assert not kept()

    asset_bin(asset=Photo.objects.get(), by=keeper)
    with in_days(31):
        assert bin_empty() == 1

    deposit.refresh_from_db()
    assert (deposit.entry, deposit.title, deposit.item_id) == (None, "Cảng", 7)
    acts = {each.action: each for each in audit_entries()}
    assert acts["archive.deposit_release_asked"].data["reason"] == WHY
    assert acts["archive.deposit_released"].data["sha256"] == deposit.sha256


@pytest.mark.parametrize("role", [Role.REPORTER, Role.UNIT_ADMINISTRATOR])
def test_only_keepers_of_the_publishing_unit_ask(client, deposit, unit, role):
    stranger = person_make(unit_make("tbtc"), Role.EDITOR_IN_CHIEF)

    for person, status in ((person_make(unit, role), 403), (stranger, 404)):
        with pytest.raises(NotAllowed):
            ask(deposit, person)
        client.force_login(person)
        address = reverse("keeping:release", args=[deposit.pk])
        assert client.post(address, {"reason": WHY}).status_code == status
    assert not DepositRelease.objects.exists()


@pytest.mark.parametrize("role", [Role.ARCHIVIST, Role.EDITORIAL_SECRETARY])
def test_only_who_takes_items_down_agrees_and_never_who_asked(
    deposit, unit, chief, role
):
    release = ask(deposit, chief)
    stranger = person_make(unit_make("tbtc"), Role.EDITOR_IN_CHIEF)

    for person in (chief, person_make(unit, role), stranger):
        with pytest.raises(NotAllowed):
            releasing.deposit_release_confirm(release=release, by=person)
        with pytest.raises(NotAllowed):
            releasing.deposit_release_decline(release=release, reason="x", by=person)
    release.refresh_from_db()
    assert (release.confirmed_at, release.ended_at, kept()) == (None, None, True)


def test_without_a_reason_twice_or_while_it_is_shown_nobody_asks(
    deposit, keeper, monkeypatch
):
    with pytest.raises(ReasonMissing):
        ask(deposit, keeper, "  ")
    monkeypatch.setattr(releasing, "asset_uses", lambda *_: Uses(["Bài 7"], 0))
    with pytest.raises(ReleaseWrong, match="đang có nơi dùng"):
        ask(deposit, keeper)
    assert not DepositRelease.objects.exists()
    monkeypatch.undo()

    ask(deposit, keeper)
    with pytest.raises(ReleaseWrong, match="đã có người xin"):
        ask(deposit, keeper)
    assert DepositRelease.objects.count() == 1


def test_shown_again_meanwhile_it_is_not_released(deposit, keeper, chief, monkeypatch):
    release = ask(deposit, keeper)
    monkeypatch.setattr(releasing, "asset_uses", lambda *_: Uses(["Bài 7"], 0))

    with pytest.raises(ReleaseWrong):
        releasing.deposit_release_confirm(release=release, by=chief)
    assert kept()


def test_published_again_the_same_version_is_kept_again(unit, deposit, keeper, chief):
    releasing.deposit_release_confirm(release=ask(deposit, keeper), by=chief)

    publish(unit, Photo.objects.get())

    assert kept()
    assert releasing.release_of(deposit) is None
    ask(deposit, keeper)


def test_declined_it_stays_and_may_be_asked_anew(deposit, keeper, chief):
    release = ask(deposit, keeper)
    with pytest.raises(ReasonMissing):
        releasing.deposit_release_decline(release=release, reason=" ", by=chief)
    releasing.deposit_release_decline(release=release, reason="Còn cần", by=chief)

    with pytest.raises(ReleaseWrong, match="đã được trả lời"):
        releasing.deposit_release_confirm(release=release, by=chief)
    assert kept()
    told = Notification.objects.get(recipient=keeper)
    assert "Còn cần" in told.values["answer"]
    assert ask(deposit, keeper).pk != release.pk


def test_an_older_version_goes_when_the_last_deposit_of_it_is_released(
    unit, keeper, chief, django_capture_on_commit_callbacks
):
    photo = photo_make(unit, title="Cảng")
    publish(unit, photo)
    publish(unit, photo, credit="Khác")
    shown, store = photo.file.name, photo.file.storage
    photo.file = upload(picture_bytes(colour=(0, 90, 0)), "moi.jpg")
    photo.save()
    first, second = AssetDeposit.objects.order_by("pk")

    for deposit, is_there in ((first, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            release = ask(deposit, keeper)
            releasing.deposit_release_confirm(release=release, by=chief)
        assert store.exists(shown) == is_there
    photo.refresh_from_db()
    assert store.exists(photo.file.name)
    assert [each.name for each in stored_files(photo.entry)] == [photo.file.name]


def test_the_screens_ask_and_answer(client, deposit, keeper, chief):
    page = reverse("keeping:release", args=[deposit.pk])
    answer = reverse("keeping:release_answer", args=[deposit.pk])
    client.force_login(keeper)
    assert client.post(answer, {"answer": "yes"}).status_code == 404
    assert client.post(page, {"reason": ""}).status_code == 400
    assert client.post(page, {"reason": WHY}).status_code == 302
    assert client.post(answer, {"answer": "yes"}).status_code == 403
    assert kept()

    client.force_login(chief)
    assert WHY in client.get(page).content.decode()
    assert client.post(answer, {"answer": ""}).status_code == 400
    assert client.post(answer, {"answer": "no"}).status_code == 400
    assert client.post(answer, {"answer": "yes"}).status_code == 302
    assert not kept()
    assert "Đã thôi lưu" in client.get(reverse("keeping:deposits")).content.decode()
