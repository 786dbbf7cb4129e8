"""What the ministry sees: how many of what, by unit, and nothing else."""

from datetime import timedelta

import pytest
import time_machine

from toasoan.content.models import ArticlePage
from toasoan.content.tests.factories import make_published, open_newsroom
from toasoan.core import clock
from toasoan.newsroom.figures import month_first, unit_figures
from toasoan.planning.models import Story
from toasoan.units.models import Organisation
from toasoan.units.roles import Role
from toasoan.units.services import membership_add
from toasoan.units.tests.factories import make_person, make_subject

pytestmark = pytest.mark.django_db


def pitch(room, title, state):
    return Story.objects.create(
        unit=room.unit,
        desk=room.unit.desks.get(),
        title=title,
        slugline="de-tai",
        brief="Nội dung",
        subject=make_subject(),
        state=state,
        pitched_by=room.reporter,
    )


def ministry_person():
    office = Organisation.objects.create(
        code="VPB", name="Văn phòng Bộ", kind=Organisation.Kind.DEPARTMENT
    )
    person = make_person("Ngô Văn Phòng")
    membership_add(user=person, organisation=office, role=Role.MINISTRY_OFFICE)
    return person


def test_each_unit_is_counted_by_itself_and_last_month_is_not():
    first, second = open_newsroom("tbtc"), open_newsroom("hq")
    for state in (Story.State.PITCHED, Story.State.DONE, Story.State.DROPPED):
        pitch(first, f"Đề tài {state}", state)
    pitch(first, "Không duyệt", Story.State.REJECTED)
    old = pitch(second, "Tháng trước", Story.State.DONE)
    before = clock.now() - timedelta(days=40)
    Story.objects.filter(pk=old.pk).update(created_at=before)
    make_published(second, "Bài tháng này")
    last = make_published(second, "Bài tháng trước")
    ArticlePage.objects.filter(pk=last.pk).update(first_published_at=before)

    tbtc, hq = sorted(unit_figures(), key=lambda each: each.theme, reverse=True)

    assert (tbtc.pitched, tbtc.done, tbtc.given_up, tbtc.in_progress) == (1, 1, 2, 0)
    assert (tbtc.published, tbtc.in_review) == (0, 0)
    assert (hq.pitched, hq.done, hq.published) == (0, 0, 1)


def test_the_month_begins_at_midnight_in_vietnam():
    with time_machine.travel("2026-10-31T17:30:00+00:00"):
        assert month_first().isoformat() == "2026-11-01"


def test_the_ministrys_home_shows_numbers_and_no_titles(client):
    room = open_newsroom("tbtc")
    pitch(room, "Đề tài chưa công bố", Story.State.PITCHED)
    client.force_login(ministry_person())

    page = client.get("/toa-soan/").content.decode()

    assert "Báo tbtc" in page
    assert "<td>1</td>" in page
    assert "Đề tài chưa công bố" not in page
    assert "báo cáo" not in page


def test_figures_cost_the_same_however_many_units(django_assert_num_queries):
    for key in ("tbtc", "hq", "ck"):
        open_newsroom(key)

    with django_assert_num_queries(6):
        unit_figures()
