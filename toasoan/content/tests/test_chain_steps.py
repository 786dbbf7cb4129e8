"""Steps of a chain are changed where they stand, and a refusal keeps what was typed."""

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.errors import ItemNotReady
from toasoan.content.services.chains import step_update
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import give_role, make_person

pytestmark = pytest.mark.django_db
BOUNDS = "Hạn từ 1 đến 10.080 phút (7 ngày)."


@pytest.fixture
def keeper(newsroom):
    person = make_person("Quản trị", unit=newsroom.unit, role=Role.UNIT_ADMINISTRATOR)
    give_role(person, newsroom.unit, Role.REPORTER)
    return person


@pytest.fixture
def step(newsroom):
    return newsroom.unit.review_chains.get().steps.get(order=2)


def values(step):
    step.refresh_from_db()
    return step.order, step.role, step.person, step.due_minutes


def test_a_step_changes_its_role_person_and_time_in_its_place(newsroom, keeper, step):
    deputy = newsroom.people[Role.DEPUTY_EDITOR_IN_CHIEF]

    step_update(
        step=step,
        role=Role.DEPUTY_EDITOR_IN_CHIEF,
        person=deputy,
        due_minutes=25,
        by=keeper,
    )

    assert values(step) == (2, Role.DEPUTY_EDITOR_IN_CHIEF, deputy, 25)
    entry = AuditEntry.objects.filter(action="content.chain_changed").get()
    assert entry.data["steps"][1] == [Role.DEPUTY_EDITOR_IN_CHIEF, deputy.pk, 25]


def test_an_item_on_its_way_keeps_the_old_step(newsroom, keeper, step, article):
    review = services.item_submit(item=article, by=newsroom.reporter)

    step_update(step=step, role=Role.EDITOR_IN_CHIEF, due_minutes=5, by=keeper)

    review.refresh_from_db()
    assert review.step_at(2)["role"] == Role.HEAD_OF_DESK


def test_who_does_not_keep_the_unit_changes_nothing(newsroom, step):
    before = values(step)

    with pytest.raises(NotAllowed):
        step_update(step=step, role=Role.REPORTER, due_minutes=1, by=newsroom.chief)

    assert values(step) == before


def test_a_person_without_the_role_is_refused(newsroom, keeper, step):
    before = values(step)

    with pytest.raises(ItemNotReady):
        step_update(
            step=step,
            role=Role.HEAD_OF_DESK,
            person=newsroom.reporter,
            due_minutes=30,
            by=keeper,
        )

    assert values(step) == before


@pytest.mark.parametrize("minutes", ["0", "10081", "", "một giờ"])
def test_bad_minutes_are_refused_with_both_bounds_and_the_form_stays(
    client, newsroom, keeper, step, minutes
):
    client.force_login(keeper)
    sent = {"role": Role.EDITORIAL_SECRETARY, "due_minutes": minutes}
    for url in (
        reverse("content:step_new", args=[step.chain_id]),
        reverse("content:step_edit", args=[step.pk]),
    ):
        answer = client.post(url, sent)

        page = answer.content.decode()
        assert answer.status_code == 400
        assert BOUNDS in page
        assert page.count(" open>") == 1
        assert f'<option value="{Role.EDITORIAL_SECRETARY.value}" selected>' in page
        if minutes:
            assert f'value="{minutes}"' in page
    assert step.chain.steps.count() == 4
    assert values(step)[3] != minutes


def test_a_refusal_of_the_service_keeps_the_form_too(client, newsroom, keeper, step):
    client.force_login(keeper)
    url = reverse("content:step_new", args=[step.chain_id])

    answer = client.post(
        url,
        {
            "role": Role.EDITOR_IN_CHIEF,
            "person": newsroom.reporter.pk,
            "due_minutes": "45",
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "không giữ chức danh này" in page
    assert 'value="45"' in page
    assert step.chain.steps.count() == 4


def test_the_form_changes_the_step(client, keeper, step):
    client.force_login(keeper)

    answer = client.post(
        reverse("content:step_edit", args=[step.pk]),
        {"role": Role.HEAD_OF_DESK, "due_minutes": "20"},
    )

    assert answer.status_code == 302
    assert values(step) == (2, Role.HEAD_OF_DESK, None, 20)


def test_the_screen_is_not_for_who_does_not_keep_the_unit(client, newsroom, step):
    before = values(step)
    client.force_login(newsroom.chief)

    for name, key in (("step_edit", step.pk), ("step_new", step.chain_id)):
        answer = client.post(
            reverse(f"content:{name}", args=[key]),
            {"role": Role.REPORTER, "due_minutes": "5"},
        )
        assert answer.status_code == 403

    assert values(step) == before
    assert step.chain.steps.count() == 4
