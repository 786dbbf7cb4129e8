from datetime import UTC, date, datetime

import pytest

from toasoan.archive.models import Photo
from toasoan.archive.selectors import right_to_use
from toasoan.archive.tests.factories import (
    closed_unit_make,
    document_make,
    photo_make,
    unit_make,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return unit_make()


def test_a_staff_photo_of_the_own_unit_may_be_used(unit):
    assert right_to_use(photo_make(unit), unit).allowed
    assert right_to_use(photo_make(unit), unit).reason == ""


def test_a_photo_in_a_folder_of_the_unit_may_be_used(unit):
    folder = unit.collection.add_child(name="Chân dung")
    photo = photo_make(unit)
    photo.collection = folder
    assert right_to_use(photo, unit).allowed


def test_an_expired_right_names_the_day_it_ended(unit):
    photo = photo_make(unit, rights_to=date(2026, 11, 29))
    assert right_to_use(photo, unit, at=date(2026, 11, 29)).allowed
    decision = right_to_use(photo, unit, at=date(2026, 11, 30))
    assert not decision.allowed
    assert decision.reason == (
        "Ảnh hết quyền từ 30/11/2026. Chọn ảnh khác hoặc xin gia hạn"
    )


def test_a_right_that_has_not_begun_names_its_day(unit):
    photo = photo_make(unit, rights_from=date(2026, 12, 1))
    decision = right_to_use(photo, unit, at=date(2026, 11, 30))
    assert decision.reason == (
        "Ảnh chỉ dùng được từ 01/12/2026. Chọn ảnh khác hoặc đợi đến ngày ấy"
    )
    # Midnight in Vietnam is still the day before in UTC.
    moment = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert right_to_use(photo, unit, at=moment).allowed


@pytest.mark.parametrize(
    ("usage", "reason"),
    [
        (Photo.Usage.FORBIDDEN, "Ảnh không được dùng. Chọn ảnh khác"),
        (
            Photo.Usage.UNKNOWN,
            "Ảnh chưa rõ quyền sử dụng. Ghi quyền sử dụng trong kho hoặc chọn ảnh khác",
        ),
    ],
)
def test_a_photo_without_a_right_is_refused_whatever_its_dates(unit, usage, reason):
    photo = photo_make(unit, usage=usage, rights_to=date(2099, 1, 1))
    assert right_to_use(photo, unit).reason == reason


def test_a_photo_another_unit_keeps_to_itself_is_refused(unit):
    other = closed_unit_make("thue")
    decision = right_to_use(photo_make(other), unit)
    assert decision.reason == "Ảnh thuộc kho khác. Chọn ảnh trong kho đơn vị mình"


def test_a_photo_of_the_root_collection_is_nobodys(unit):
    photo = photo_make(unit)
    photo.collection = unit.collection.get_parent()
    assert not right_to_use(photo, unit).allowed


def test_a_document_is_spoken_of_as_a_document(unit):
    document = document_make(unit, usage="forbidden")
    assert right_to_use(document, unit).reason == (
        "Tài liệu không được dùng. Chọn tài liệu khác"
    )
