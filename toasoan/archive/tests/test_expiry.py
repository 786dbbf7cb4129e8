"""Rights that end are told of 30, 7 and 1 days ahead, once each, to who keeps and uses."""

from datetime import timedelta

import pytest

from toasoan.archive.holdings.expiry import rights_expiry_warn
from toasoan.archive.holdings.ledger import uses_record
from toasoan.archive.holdings.papers import (
    consent_add,
    lease_add,
    licence_add,
    paper_end,
)
from toasoan.archive.holdings.sharing import grant_add
from toasoan.archive.models import AssetLicence
from toasoan.archive.tests.factories import person_make, photo_make, unit_make
from toasoan.core import clock
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(unit):
    return photo_make(unit)


def in_days(days):
    return clock.today() + timedelta(days=days)


def told():
    return Notification.objects.filter(kind="archive.right_ends")


def test_each_step_is_told_once_and_a_missed_day_is_made_up_for(photo, keeper):
    licence = licence_add(
        entry=photo.entry, supplier="Hãng", ends_on=in_days(31), by=keeper
    )

    def left(days):
        AssetLicence.objects.filter(pk=licence.pk).update(ends_on=last)
        clock_today = last - timedelta(days=days)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "today", lambda: clock_today)
            rights_expiry_warn()
            rights_expiry_warn()
        return told().count()

    last = licence.ends_on
    assert [left(days) for days in (31, 30, 29, 8, 6, 2, 1, 0)] == [
        0,
        1,
        1,
        1,
        2,
        2,
        3,
        3,
    ]
    first = told().order_by("pk").first()
    assert (first.recipient, first.values["what"], first.values["left"]) == (
        keeper,
        "Giấy phép",
        "còn 30 ngày",
    )


def test_every_kind_of_right_is_told_of_and_a_ban_or_an_ended_paper_is_not(
    photo, keeper
):
    photo.rights_to = in_days(5)
    photo.save()
    entry = photo.entry
    lease_add(entry=entry, says="allow", ends_on=in_days(5), by=keeper)
    lease_add(entry=entry, says="deny", ends_on=in_days(5), by=keeper)
    consent_add(entry=entry, name="Bà Sáu", ends_on=in_days(5), by=keeper)
    licence = licence_add(entry=entry, supplier="Hãng", ends_on=in_days(5), by=keeper)
    paper_end(paper=licence, by=keeper)
    assert rights_expiry_warn() == 3
    assert {each.values["what"] for each in told()} == {
        "Quyền sử dụng",
        "Thời hạn dùng",
        "Sự đồng ý của người trong ảnh",
    }


def test_whoever_published_it_elsewhere_is_told_and_nobody_else(photo, unit, keeper):
    other = unit_make("thue")
    their_keeper = person_make(other, Role.ARCHIVIST)
    publisher = person_make(other, Role.REPORTER)
    person_make(other, Role.REPORTER)
    person_make(unit_make("ba"), Role.ARCHIVIST)
    grant_add(
        from_unit=unit,
        to_unit=other,
        level="use",
        entry=photo.entry,
        ends_on=in_days(1),
        by=keeper,
    )
    uses_record(
        item_id=1, item_title="Bài", unit=other, shown=[(photo, "")], by=publisher
    )
    assert rights_expiry_warn() == 1
    assert {each.recipient for each in told()} == {keeper, their_keeper, publisher}
