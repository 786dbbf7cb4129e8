"""Who signs for somebody else is told so."""

from datetime import timedelta

import pytest

from toasoan.core import clock
from toasoan.core.outbox import outbox_dispatch
from toasoan.units.models import Delegation
from toasoan.units.roles import Role
from toasoan.units.services import delegation_add, delegation_end
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegation(unit, head, reporter):
    return delegation_add(
        unit=unit,
        principal=head,
        deputy=reporter,
        role=Role.HEAD_OF_DESK,
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=3),
        reason="Nghỉ phép.",
        by=head,
    )


def test_deputy_is_told_once_for_whom_until_when_and_where_to_look(
    delegation, reporter
):
    outbox_dispatch()
    outbox_dispatch()

    told = Notification.objects.get()
    day = clock.format_date_vi
    assert told.recipient == reporter
    assert told.text == (
        f"Bạn ký thay Vũ Đình Khải từ {day(delegation.valid_from)}"
        f" đến hết {day(delegation.valid_to)}. Lý do: Nghỉ phép."
        " Xem ủy quyền; bài chờ ký hiện ở Việc của tôi."
    )
    assert told.path == "/toa-soan/don-vi/uy-quyen/cua-toi/"


def test_delegation_ended_before_it_was_told_is_not_told(delegation, head):
    delegation_end(delegation=delegation, by=head)
    outbox_dispatch()

    assert not Notification.objects.exists()
    assert not Delegation.objects.filter(valid_to__gte=clock.today()).exists()
