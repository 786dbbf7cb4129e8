"""Between units: nothing is seen that was not opened, and what is used is written down."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from toasoan.archive.access import entries_opened, entries_visible
from toasoan.archive.errors import PaperWrong, RequestWrong
from toasoan.archive.holdings.ledger import ledger_rows, uses_between, uses_record
from toasoan.archive.holdings.papers import lease_add
from toasoan.archive.holdings.rights import credit_missing, credit_required
from toasoan.archive.holdings.sharing import (
    asset_request,
    asset_request_answer,
    grant_add,
    grant_end,
)
from toasoan.archive.models import AssetDeposit, AssetGrant, AssetRequest, AssetUse
from toasoan.archive.selectors import right_to_use
from toasoan.archive.tests.factories import (
    closed_unit_make,
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return closed_unit_make("hq")


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
def photo(owner):
    return photo_make(owner, picture_bytes((600, 400)), credit="Nguyễn An")


def opened(photo, owner, asking, keeper, level="preview", **clauses):
    return grant_add(
        from_unit=owner,
        to_unit=asking,
        level=level,
        entry=photo.entry,
        by=keeper,
        **clauses,
    )


# --- Seeing -------------------------------------------------------------------------


def test_unopened_nothing_of_another_unit_is_seen(photo, owner, asking, reporter):
    assert list(entries_visible(reporter)) == []
    assert list(entries_opened(asking)) == []
    client = Client()
    client.force_login(reporter)
    for name in ("entry", "preview", "file"):
        url = reverse(f"holdings:{name}", args=[photo.entry.pk])
        assert client.get(url).status_code == 404
    for name in ("open", "ask", "lease_add"):
        url = reverse(f"holdings:{name}", args=[photo.entry.pk])
        assert client.post(url, {"purpose": "x", "says": "deny"}).status_code == 404
    assert not AssetRequest.objects.exists()


def test_a_preview_shows_a_small_marked_picture_and_never_the_file(
    photo, owner, asking, keeper, reporter, settings
):
    opened(photo, owner, asking, keeper)
    client = Client()
    client.force_login(reporter)
    url = reverse("holdings:preview", args=[photo.entry.pk])
    body = b"".join(client.get(url).streaming_content)
    with Image.open(io.BytesIO(body)) as shown, photo.file.open() as original:
        assert shown.size == (600, 400)
        assert not shown.getexif()
        plain = Image.open(original).convert("RGB")
        pairs = zip(shown.tobytes(), plain.tobytes(), strict=True)
        changed = sum(abs(a - b) > 8 for a, b in pairs)
    assert changed > 600 * 400 * 0.1
    [kept] = Path(settings.PREVIEW_DIR).rglob("*.jpg")
    assert not kept.is_relative_to(settings.MEDIA_ROOT)
    file_url = reverse("holdings:file", args=[photo.entry.pk])
    assert client.get(file_url).status_code == 404
    assert (
        client.get(reverse("holdings:entry", args=[photo.entry.pk])).status_code == 200
    )


def test_opened_for_use_the_file_itself_is_handed_out(
    photo, owner, asking, keeper, reporter
):
    grant = opened(photo, owner, asking, keeper, level="use")
    client = Client()
    client.force_login(reporter)
    url = reverse("holdings:file", args=[photo.entry.pk])
    with photo.file.open() as original:
        answer = client.get(url, follow=True)
        assert b"".join(answer.streaming_content) == original.read()
    grant_end(grant=grant, by=keeper)
    assert client.get(url).status_code == 404


def test_a_third_unit_sees_nothing_of_what_was_opened_to_another(
    photo, owner, asking, keeper
):
    opened(photo, owner, asking, keeper)
    third = person_make(unit_make("ba"), Role.EDITOR_IN_CHIEF)
    assert list(entries_visible(third)) == []


def test_a_standing_grant_opens_the_whole_archive_to_all_units(
    photo, owner, asking, keeper, reporter
):
    document = document_make(owner)
    grant_add(from_unit=owner, to_unit=None, level="preview", by=keeper)
    assert set(entries_opened(asking)) == {photo.entry, document.entry}
    assert set(entries_visible(reporter)) == {photo.entry, document.entry}
    assert list(entries_opened(owner)) == []


def test_a_grant_holds_on_its_days_and_stays_with_its_unit(
    photo, owner, asking, keeper, reporter
):
    today = clock.today()
    opened(photo, owner, asking, keeper, ends_on=today - timedelta(days=1))
    opened(photo, owner, asking, keeper, starts_on=today + timedelta(days=1))
    assert list(entries_visible(reporter)) == []
    opened(photo, owner, asking, keeper, ends_on=today)
    assert list(entries_visible(reporter)) == [photo.entry]
    photo.collection = closed_unit_make("ba").collection
    photo.save()
    assert list(entries_visible(reporter)) == []


# --- Using --------------------------------------------------------------------------


def test_another_units_asset_is_used_exactly_while_a_grant_for_use_holds(
    photo, owner, asking, keeper
):
    last = date(2027, 1, 31)
    opened(photo, owner, asking, keeper)
    assert right_to_use(photo, asking).reason == (
        "Ảnh của đơn vị khác mới cho xem trước. "
        "Xin dùng ở “Kho các đơn vị” hoặc chọn ảnh khác"
    )
    opened(photo, owner, asking, keeper, level="use", ends_on=last)
    assert right_to_use(photo, asking, at=last).allowed
    assert not right_to_use(photo, asking, at=last + timedelta(days=1)).allowed
    lease_add(entry=photo.entry, says="deny", by=keeper)
    assert not right_to_use(photo, asking, at=last).allowed


def test_the_credit_of_the_nearest_grant_is_required(photo, owner, asking, keeper):
    assert credit_required(photo, owner) == ""
    grant_add(from_unit=owner, to_unit=asking, level="use", credit="Báo hq", by=keeper)
    assert credit_required(photo, asking) == "Báo hq"
    opened(photo, owner, asking, keeper, level="use", credit="Nguyễn An/Báo hq")
    assert credit_required(photo, asking) == "Nguyễn An/Báo hq"
    assert credit_missing(photo, asking, "Ảnh: nguyễn an/BÁO HQ") == ""
    assert credit_missing(photo, asking, "Nguyễn An") == (
        "Ảnh của đơn vị khác phải ghi nguồn “Nguyễn An/Báo hq”. "
        "Chép đúng dòng ấy vào ô ghi nguồn hoặc chú thích"
    )
    assert credit_missing(photo, owner, "") == ""


def test_where_no_credit_is_agreed_it_is_the_assets_own(photo, owner, asking, keeper):
    opened(photo, owner, asking, keeper, level="use")
    assert credit_required(photo, asking) == "Nguyễn An"
    nameless = photo_make(owner, title="Khác")
    opened(nameless, owner, asking, keeper, level="use")
    assert credit_required(nameless, asking) == "Báo hq"


# --- Opening and asking -------------------------------------------------------------


def test_only_the_archives_keeper_opens_and_closes(
    photo, owner, asking, keeper, reporter
):
    grant = opened(photo, owner, asking, keeper)
    theirs = person_make(asking, Role.ARCHIVIST)
    for person in (reporter, theirs, person_make(owner, Role.REPORTER)):
        with pytest.raises(NotAllowed):
            opened(photo, owner, asking, person, level="use")
        with pytest.raises(NotAllowed):
            grant_end(grant=grant, by=person)
    assert AssetGrant.objects.get().ended_at is None


def test_a_grant_of_anothers_asset_or_to_oneself_is_refused(
    photo, owner, asking, keeper
):
    theirs = person_make(asking, Role.ARCHIVIST)
    with pytest.raises(PaperWrong):
        opened(photo, asking, owner, theirs, level="use")
    with pytest.raises(PaperWrong):
        opened(photo, owner, owner, keeper)
    with pytest.raises(PaperWrong):
        opened(photo, owner, asking, keeper, level="everything")
    assert not AssetGrant.objects.exists()
    assert opened(photo, owner, asking, keeper) == opened(photo, owner, asking, keeper)


def test_asking_tells_the_keepers_once_and_a_yes_opens_the_asset(
    photo, owner, asking, keeper, reporter
):
    second = person_make(owner, Role.PHOTO_VIDEO_EDITOR)
    until = date(2027, 1, 31)
    opened(photo, owner, asking, keeper)
    fields = {"entry": photo.entry, "unit": asking, "by": reporter, "until": until}
    asked = asset_request(purpose="bài về cảng", **fields)
    assert asset_request(purpose="bài về cảng", **fields) == asked
    told = Notification.objects.filter(kind="archive.asset_requested")
    assert {each.recipient for each in told} == {keeper, second}
    asset_request_answer(
        request=asked, is_granted=True, by=keeper, credit="Báo hq", fee=500_000
    )
    asked.refresh_from_db()
    assert (asked.state, asked.grant.ends_on, asked.grant.fee) == (
        "granted",
        until,
        500_000,
    )
    assert right_to_use(photo, asking, at=until).allowed
    assert {
        (each.recipient, each.kind)
        for each in Notification.objects.exclude(kind="archive.asset_requested")
    } == {
        (reporter, "archive.asset_granted"),
        (second, "archive.asset_request_closed"),
    }


def test_a_no_needs_a_reason_and_opens_nothing(photo, owner, asking, keeper, reporter):
    opened(photo, owner, asking, keeper)
    asked = asset_request(entry=photo.entry, unit=asking, purpose="bài", by=reporter)
    with pytest.raises(RequestWrong):
        asset_request_answer(request=asked, is_granted=False, by=keeper)
    with pytest.raises(NotAllowed):
        asset_request_answer(request=asked, is_granted=True, by=reporter)
    with pytest.raises(PaperWrong):
        asset_request_answer(
            request=asked, is_granted=True, by=keeper, credit="x" * 201
        )
    asked.refresh_from_db()
    assert asked.state == "waiting"
    asset_request_answer(
        request=asked, is_granted=False, by=keeper, reason="đã bán độc quyền"
    )
    with pytest.raises(RequestWrong):
        asset_request_answer(request=asked, is_granted=True, by=keeper)
    assert AssetGrant.objects.filter(level="use").count() == 0
    [told] = Notification.objects.filter(kind="archive.asset_refused")
    assert told.values["reason"] == "đã bán độc quyền"


def test_nobody_asks_for_what_was_never_opened(photo, owner, asking, reporter):
    with pytest.raises(NotFound):
        asset_request(entry=photo.entry, unit=asking, purpose="bài", by=reporter)
    outsider = person_make(unit_make("ba"))
    with pytest.raises(NotAllowed):
        asset_request(entry=photo.entry, unit=asking, purpose="bài", by=outsider)
    assert not AssetRequest.objects.exists()


def test_what_may_be_used_already_is_not_asked_for(
    photo, owner, asking, keeper, reporter
):
    opened(photo, owner, asking, keeper, level="use")
    with pytest.raises(RequestWrong):
        asset_request(entry=photo.entry, unit=asking, purpose="bài", by=reporter)


# --- The ledger ---------------------------------------------------------------------


def test_a_use_is_written_once_an_item_and_read_by_both_units(
    photo, owner, asking, reporter
):
    def publish():
        uses_record(
            item_id=7,
            item_title="=1+1",
            unit=asking,
            shown=[(photo, "Nguyễn An")],
            by=reporter,
        )

    publish()
    publish()
    [use] = AssetUse.objects.all()
    assert list(uses_between(owner)) == list(uses_between(asking)) == [use]
    assert list(uses_between(unit_make("ba"))) == []
    _head, row = ledger_rows(uses_between(owner))
    assert row[1:] == [
        "Cảng",
        "Báo hq",
        "Báo thue",
        "'=1+1",
        "Trang web",
        "Nguyễn An",
    ]
    # What was published is kept; only without its deposit is it ever deleted.
    AssetDeposit.objects.all().delete()
    photo.delete()
    use.refresh_from_db()
    assert (use.entry, use.title) == (None, "Cảng")


def test_ones_own_use_of_ones_own_stays_out_of_what_both_units_read(photo, owner):
    uses_record(item_id=7, item_title="Bài", unit=owner, shown=[(photo, "")], by=None)
    assert AssetUse.objects.count() == 1
    assert list(uses_between(owner)) == []
